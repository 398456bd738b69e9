import type { ServerDependencies } from '../server-dependencies.ts'
import type { Tried } from './tried.ts'

/** What somebody shows as their second factor: a code, or what a passkey of theirs has answered. */
type Shown = { readonly user: string; readonly code?: string | undefined; readonly passkey?: string | undefined }

type Trying = Pick<ServerDependencies, 'people' | 'clock'>

const isRightOf = async ({ people, clock }: Trying, { user, code = '', passkey }: Shown): Promise<boolean> =>
  passkey === undefined || passkey === ''
    ? people.secondFactors.check({ user, code }, clock())
    : (await people.passkeys.check(passkey, user, clock())) === user

/**
 * Whether it is a second factor of a user. Guessing is counted as signing in is.
 * @param address under which tries from there are counted, too; none for who is in already
 */
export const tryFactor = async (trying: Trying, shown: Shown, address?: string): Promise<Tried> => {
  const { people, clock } = trying
  const { attempts, hash } = people
  const account = hash(`second factor\n${shown.user}`)
  const begun = await attempts.begin(address === undefined ? [account] : [account, address], clock())
  const isRight = begun.allowed && (await isRightOf(trying, shown))
  if (isRight) await (address === undefined ? attempts.clear(account) : attempts.succeed(account, address))
  return { ...begun, isRight }
}
