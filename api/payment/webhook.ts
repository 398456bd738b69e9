import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SIGNATURE_HEADER } from '../../people/webhook-secret.ts'
import { contextOf } from '../page-context.ts'
import { networkOf } from '../people/attempt-sign-in.ts'
import { buckets } from '../people/token-bucket.ts'
import { problem } from '../problem.ts'
import { sendProblem } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { receiveWebhook } from './receive-webhook.ts'

/** Where a provider tells what became of payments by a method. */
export const WEBHOOK = '/webhooks/payments/:id'

/** More is no notification. */
const MOST_BYTES = 16_384
/** From one network, whoever it is: signatures can not be tried out, and cost nothing to refuse. */
const RATE = { most: 300, perSecond: 30 }

const headerOf = ({ headers }: FastifyRequest): string | undefined => {
  const sent = headers[SIGNATURE_HEADER]
  return typeof sent === 'string' ? sent : undefined
}

const bodyOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0))

/** Whoever sends it has no session and is no browser: its signature is all there is to prove it by. */
const handler = (deps: ServerDependencies) => {
  const limits = buckets(RATE)
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { viewer, text, params } = contextOf(deps, request, deps.viewerOf(request))
    const waitMs = limits.take(networkOf(request.ip), deps.clock().getTime())
    if (waitMs > 0) {
      const seconds = Math.ceil(waitMs / 1_000)
      reply.header('retry-after', seconds)
      return sendProblem(reply, problem(text, 429, 'TooFast', text('problem.detail.tooFast', { seconds })))
    }
    const received = { method: params['id'] ?? '', signature: headerOf(request), body: bodyOf(request) }
    const answered = await receiveWebhook(deps, received, { viewer, text })
    return 'problem' in answered ? sendProblem(reply, answered.problem) : reply.code(200).send(answered)
  }
}

/** Registers the webhook. Its body is taken as it comes, of whatever type it says that it is: that is what is signed. */
export const registerWebhook = (app: FastifyInstance, deps: ServerDependencies): void => {
  app.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.post(WEBHOOK, { config: { may: 'public' }, bodyLimit: MOST_BYTES }, handler(deps))
  })
}
