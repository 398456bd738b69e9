import { readUser } from '../../projections/people/user.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { accountKey } from './attempt-sign-in.ts'
import { reader } from './reader.ts'
import type { Tried } from './tried.ts'

/** Whether it is the password of a user who has signed in. Guessing is counted as signing in is. */
export const tryPassword = async (
  { people, readSide, clock }: Pick<ServerDependencies, 'people' | 'readSide' | 'clock'>,
  user: string,
  password: string,
): Promise<Tried> => {
  const { passwords, attempts } = people
  const row = await readUser(reader, readSide.queries(), user)
  const account = accountKey(people, row?.email ?? '')
  const begun = await attempts.begin([account], clock())
  const isRight = await passwords.check(begun.allowed ? user : undefined, password)
  if (isRight) await attempts.clear(account)
  return { ...begun, isRight }
}
