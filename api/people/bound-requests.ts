import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerProblem } from '../errors.ts'
import { contextOf } from '../page-context.ts'
import { problem } from '../problem.ts'
import { networkOf } from './attempt-sign-in.ts'
import { keySentBy } from './key-viewer.ts'
import { isForAll } from './require-session.ts'
import { sessionKeyOf } from './session-cookie.ts'
import type { Guarding } from './signed-in.ts'
import { buckets, type Rate } from './token-bucket.ts'

const refuse = ({ deps }: Guarding, request: FastifyRequest, reply: FastifyReply, waitMs: number): FastifyReply => {
  const { text } = contextOf(deps, request, deps.viewerOf(request))
  const seconds = Math.ceil(waitMs / 1_000)
  reply.header('retry-after', seconds)
  return answerProblem(deps, request, reply, problem(text, 429, 'TooFast', text('problem.detail.tooFast', { seconds })))
}

/**
 * Answers each session, and each network of those who are in none, as fast as the rate says, and not before anything was
 * looked up for a request beyond it. Whatever is sent as a session counts for the network until it has proved to be one, so
 * nobody gets more by making them up. Each server counts for itself.
 */
export const boundRequests = (app: FastifyInstance, guarding: Guarding, rate: Rate) => {
  const { deps, signedIn } = guarding
  const [sessions, networks] = [buckets(rate), buckets(rate)]
  const nameOf = (request: FastifyRequest): string | undefined => {
    const key = keySentBy(request) ?? sessionKeyOf(request, deps.people.isSecure)
    return key === undefined ? undefined : deps.people.sessions.hashOf(key).toString('base64')
  }
  app.addHook('onRequest', async (request, reply) => {
    if (isForAll(request)) return undefined
    const [name, now] = [nameOf(request), deps.clock().getTime()]
    const isProven = name !== undefined && sessions.has(name)
    const waitMs = isProven ? sessions.take(name, now) : networks.take(networkOf(request.ip), now)
    return waitMs === 0 ? undefined : refuse(guarding, request, reply, waitMs)
  })
  return {
    /** To be called once it is known who asks: from now on they are counted for themselves. */
    registerProven: (): void => {
      app.addHook('onRequest', async request => {
        const name = signedIn.isKnown(request) ? nameOf(request) : undefined
        if (name !== undefined && !sessions.has(name)) sessions.take(name, deps.clock().getTime())
      })
    },
  }
}
