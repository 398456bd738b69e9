import type { FastifyReply, FastifyRequest } from 'fastify'
import { contextOf } from '../page-context.ts'
import { problem } from '../problem.ts'
import { sendProblem } from '../reply.ts'
import { KEY_RATE, type KeyRefused, keySentBy, viewerOfKey } from './key-viewer.ts'
import type { Guarding } from './signed-in.ts'
import { buckets } from './token-bucket.ts'

/** A program is told in JSON, whatever it asked for: there is nobody to sign in. */
const refuse = ({ deps }: Guarding, request: FastifyRequest, reply: FastifyReply, why: KeyRefused): FastifyReply => {
  const { text } = contextOf(deps, request, deps.viewerOf(request))
  if (why.refused === 'tooFast') {
    reply.header('retry-after', Math.ceil(why.waitMs / 1_000))
    return sendProblem(reply, problem(text, 429, 'KeyTooFast', text('problem.detail.key.tooFast', KEY_RATE)))
  }
  reply.header('www-authenticate', 'Bearer error="invalid_token"')
  return sendProblem(reply, problem(text, 401, codes[why.refused], text(`problem.detail.key.${why.refused}`)))
}

const codes = { unknown: 'KeyUnknown', revoked: 'KeyRevoked', expired: 'KeyExpired', ownerOut: 'KeyOwnerOut' } as const

/** What only a person does, or what nobody would ask again whether the key still holds. */
const isForPeople = ({ routeOptions: { url = '' } }: FastifyRequest): boolean => /^\/(?:live$|sign-)/.test(url)

/** Lets programs in whose key holds, as whoever owns it, and as fast as all keys may be used. */
export const guardKeys = (guarding: Guarding) => {
  const limits = buckets(KEY_RATE)
  const { deps, signedIn } = guarding
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const found = await viewerOfKey(deps, limits, keySentBy(request) ?? '')
    if ('refused' in found) return refuse(guarding, request, reply, found)
    signedIn.remember(request, found)
    if (!isForPeople(request)) return undefined
    const { text } = contextOf(deps, request, found)
    return sendProblem(reply, problem(text, 403, 'NotForKeys', text('problem.detail.notForKeys')))
  }
}
