/** What came of a try to prove who one is. */
export type Tried = {
  readonly isRight: boolean
  /** Nobody is let in for a while. */
  readonly allowed: boolean
  /** From now on nobody is. */
  readonly locks: boolean
}
