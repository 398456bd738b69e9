import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Way } from '../../people/account.ts'
import { recordDeed } from '../deeds.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { providerCookie, providerOf } from './away-cookie.ts'
import { sessionCookie, sessionKeyOf } from './session-cookie.ts'

export type Answering = {
  readonly deps: ServerDependencies
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** The session is of no provider (any more). */
export const forgetProvider = ({ deps: { people }, request, reply }: Answering): void => {
  if (providerOf(request, people.isSecure) !== undefined)
    reply.header('set-cookie', providerCookie(undefined, people.isSecure))
}

const recordWay = ({ deps, request }: Answering, by: string, way: Way): Promise<void> => {
  const deed = { by, path: request.routeOptions.url ?? '', network: request.ip }
  return recordDeed(
    deps,
    way === 'password' || way === 'passkey' || way === 'provider'
      ? { ...deed, kind: 'signed_in' }
      : { ...deed, kind: 'link_used', facts: { link: way } },
  )
}

/**
 * Begins a session under a new key, whatever the browser came with; the session it had ends. Who can not be recorded does not
 * come in.
 * @param provedAt when they last proved who they are, where that was before
 */
export const comeIn = async (answering: Answering, user: string, way: Way, provedAt?: Date): Promise<string> => {
  const { deps, request, reply } = answering
  const { people } = deps
  await recordWay(answering, user, way)
  const before = sessionKeyOf(request, people.isSecure)
  if (before !== undefined) await people.sessions.endOf(before)
  const agent = request.headers['user-agent'] ?? ''
  const key = await people.sessions.begin({ user, agent, address: request.ip, provedAt }, deps.clock())
  reply.header('set-cookie', sessionCookie(key, people.isSecure))
  if (way !== 'provider') forgetProvider(answering)
  return key
}
