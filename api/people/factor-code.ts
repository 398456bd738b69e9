import type { Proof } from '../../people/account.ts'
import type { ServerDependencies } from '../server-dependencies.ts'

/**
 * Whether it is a code of a user's second factor. Guessing is counted as signing in is.
 * @param address under which tries from there are counted, too; none for who is in already
 */
export const checkCode = async (
  { people, clock }: Pick<ServerDependencies, 'people' | 'clock'>,
  proof: Proof,
  address?: string,
): Promise<boolean> => {
  const { attempts, secondFactors, hash } = people
  const account = hash(`second factor\n${proof.user}`)
  const { allowed } = await attempts.begin(address === undefined ? [account] : [account, address], clock())
  if (!allowed || !(await secondFactors.check(proof, clock()))) return false
  await (address === undefined ? attempts.clear(account) : attempts.succeed(account, address))
  return true
}
