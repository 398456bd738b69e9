/** Something the person at the keyboard can mend: printed as it is, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError'
}
