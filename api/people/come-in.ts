import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerDependencies } from '../server-dependencies.ts'
import { sessionCookie, sessionKeyOf } from './session-cookie.ts'

export type Answering = {
  readonly deps: ServerDependencies
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Begins a session under a new key, whatever the browser came with; the session it had ends. */
export const comeIn = async ({ deps, request, reply }: Answering, user: string): Promise<string> => {
  const { people } = deps
  const before = sessionKeyOf(request, people.isSecure)
  if (before !== undefined) await people.sessions.endOf(before)
  const agent = request.headers['user-agent'] ?? ''
  const key = await people.sessions.begin({ user, agent, address: request.ip }, deps.clock())
  reply.header('set-cookie', sessionCookie(key, people.isSecure))
  return key
}
