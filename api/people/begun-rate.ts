import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerProblem } from '../errors.ts'
import { problem } from '../problem.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { textFor } from '../text/text.ts'
import { networkOf } from './attempt-sign-in.ts'
import { buckets } from './token-bucket.ts'

/** As many ways in may be begun from one network at once, and one more each second: each is kept until it is gone or too old. */
export const BEGUN_RATE = { most: 60, perSecond: 1 } as const

/** Answers whoever begins too many; undefined for everybody else. Each server counts for itself. */
export const limitBegun = (deps: ServerDependencies) => {
  const limits = buckets(BEGUN_RATE)
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined => {
    const waitMs = limits.take(networkOf(request.ip), deps.clock().getTime())
    if (waitMs === 0) return undefined
    const text = textFor(deps.viewerOf(request).locale)
    reply.header('retry-after', Math.ceil(waitMs / 1_000))
    return answerProblem(deps, request, reply, problem(text, 429, 'TooManySignIns', text('signIn.tooMany')))
  }
}
