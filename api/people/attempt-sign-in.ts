import type { FastifyRequest } from 'fastify'
import { emailKey } from '../../domain/shared/email.ts'
import { readUser } from '../../projections/people/user.ts'
import { NOBODY, recordDeed } from '../deeds.ts'
import { textFor } from '../text/text.ts'
import type { Answering } from './come-in.ts'
import type { People } from './people.ts'
import { reader } from './reader.ts'

export type Credentials = { readonly email: string; readonly password: string }

/** Of an IPv6 address what a household is given, as each of its machines has as many others as it likes. */
const networkOf = (ip: string): string =>
  ip.includes(':') && !ip.includes('.') ? ip.split(':').slice(0, 4).join(':') : ip

/** Under what tries with an account, and from an address, are counted. */
export const accountKey = ({ hash }: People, email: string): string => hash(`account\n${emailKey(email)}`)
export const addressKey = ({ hash }: People, { ip }: Pick<FastifyRequest, 'ip'>): string =>
  hash(`address\n${networkOf(ip)}`)

const tellLocked = (
  { deps: { people }, request }: Answering,
  { email, locale }: { email: string | null; locale: string },
): void => {
  if (email === null) return
  const text = textFor(locale)
  const told = { subject: text('mail.locked.subject'), text: text('mail.locked', { address: request.ip }) }
  void people.send({ to: email, ...told })
}

type Failed = { readonly by: string; readonly allowed: boolean; readonly locks: boolean }

/**
 * What was typed may be a password, so nothing of it is kept, and whose account it was only where there is one. Whoever comes
 * while nobody is let in is not recorded again and again.
 */
export const recordFailure = async ({ deps, request }: Answering, { by, allowed, locks }: Failed): Promise<void> => {
  const deed = { by, path: request.routeOptions.url ?? '', network: request.ip }
  if (allowed) await recordDeed(deps, { ...deed, kind: 'not_signed_in' })
  if (locks) await recordDeed(deps, { ...deed, kind: 'locked_out' })
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
  await recordFailure(answering, { by: user?.id ?? NOBODY, allowed, locks })
  if (locks && user?.status === 'active') tellLocked(answering, user)
  return undefined
}
