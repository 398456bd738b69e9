import type { FastifyRequest } from 'fastify'
import { emailKey } from '../../domain/shared/email.ts'
import { readUser } from '../../projections/people/user.ts'
import { textFor } from '../text/text.ts'
import type { Answering } from './come-in.ts'
import type { People } from './people.ts'

/** Nobody in particular reads it: it decides who somebody is. */
export const reader = { may: new Set<never>() } as never

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
  if (locks && user?.status === 'active') tellLocked(answering, user)
  return undefined
}
