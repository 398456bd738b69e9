import type { UserRow } from '../../projections/people/user.ts'
import type { Words } from '../words.ts'

/** What people call a user. */
export const userName = ({ text }: Words, { id, name }: Pick<UserRow, 'id' | 'name'>): string =>
  name ?? text('user.unnamed', { id })
