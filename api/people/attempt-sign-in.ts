import type { FastifyRequest } from 'fastify'
import { emailKey } from '../../domain/shared/email.ts'
import { readUser } from '../../projections/people/user.ts'
import { NOBODY, recordDeed } from '../deeds.ts'
import type { Answering } from './come-in.ts'
import type { People } from './people.ts'
import { reader } from './reader.ts'
import { tellLocked } from './tell-locked.ts'
import type { Tried } from './tried.ts'

export type Credentials = { readonly email: string; readonly password: string }

/** Of an IPv6 address what a household is given, as each of its machines has as many others as it likes. */
export const networkOf = (ip: string): string =>
  ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip

/** Under what tries with an account, and from an address, are counted. */
export const accountKey = ({ hash }: People, email: string): string => hash(`account\n${emailKey(email)}`)
export const addressKey = ({ hash }: People, { ip }: Pick<FastifyRequest, 'ip'>): string =>
  hash(`address\n${networkOf(ip)}`)

type Failed = Omit<Tried, 'isRight'> & { readonly by: string; readonly with: 'password' | 'factor' }

/**
 * What was typed may be a password, so nothing of it is kept, and whose account it was only where there is one. Whoever comes
 * while nobody is let in is not recorded again and again.
 */
export const recordFailure = async ({ deps, request }: Answering, failed: Failed): Promise<void> => {
  const { by, allowed, locks } = failed
  const deed = { by, path: request.routeOptions.url ?? '', network: request.ip }
  if (allowed) await recordDeed(deps, { ...deed, kind: 'not_signed_in' })
  if (!locks) return
  await recordDeed(deps, { ...deed, kind: 'locked_out' })
  // Behind the answer, which so takes as long for everybody.
  void tellLocked(deps, request, failed)
}

/**
 * Whose e-mail address and password they are. Whether there is no such user, the password is wrong, or nobody is let in for a
 * while: the same is looked up, and one hash is made.
 */
export const attemptSignIn = async (
  answering: Answering,
  { email, password }: Credentials,
): Promise<string | undefined> => {
  const { deps, request } = answering
  const { people } = deps
  const [account, address] = [accountKey(people, email), addressKey(people, request)]
  const { allowed, locks } = await people.attempts.begin([account, address], deps.clock())
  const id = await people.userOf(email)
  const user = await readUser(reader, deps.readSide.queries(), id ?? '')
  const isRight = await people.passwords.check(allowed ? user?.id : undefined, password)
  if (isRight && user?.status === 'active') {
    await people.attempts.succeed(account, address)
    return user.id
  }
  await recordFailure(answering, { by: user?.id ?? NOBODY, with: 'password', allowed, locks })
  return undefined
}
