import type { FastifyInstance, FastifyReply, RouteShorthandOptions } from 'fastify'
import { z } from 'zod'
import type { Half } from '../../people/account.ts'
import { LONGEST_ANSWER } from '../../people/passkey.ts'
import { readUser } from '../../projections/people/user.ts'
import { formFields } from '../command-request.ts'
import { contextOf } from '../page-context.ts'
import { problem } from '../problem.ts'
import { sendHtml, sendProblem, wantsHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { addressKey, recordFailure } from './attempt-sign-in.ts'
import type { Answering } from './come-in.ts'
import { factorsOf } from './factors.ts'
import { carriedIn } from './kept-form.ts'
import { type Going, letIn } from './let-in.ts'
import { nextOf } from './next.ts'
import { reader } from './reader.ts'
import { tryFactor } from './try-factor.ts'

const Step = z.looseObject({
  half: z.string().max(100),
  code: z.string().max(100).optional(),
  passkey: z.string().max(LONGEST_ANSWER).optional(),
})

type Taken = z.infer<typeof Step>

/** Who has given their password a moment ago, and may still come in. */
export const whose = async ({ deps }: Answering, half: string): Promise<Half | undefined> => {
  const found = await deps.people.halfSignIns.find(half, deps.clock())
  const user = found && (await readUser(reader, deps.readSide.queries(), found.user))
  return user?.status === 'active' || user?.status === 'invited' ? found : undefined
}

/** Whether the factor is right, and the first that comes with this half of a sign-in. A wrong one is recorded. */
const isProved = async (answering: Answering, user: string, { half, code, passkey }: Taken): Promise<boolean> => {
  const { deps, request } = answering
  const { isRight, ...tried } = await tryFactor(deps, { user, code, passkey }, addressKey(deps.people, request))
  if (!isRight) await recordFailure(answering, { by: user, with: 'factor', ...tried })
  return isRight && deps.people.halfSignIns.end(half)
}

/** @param again for whom it may be tried again; nobody's came too late */
const refuse = async (
  answering: Answering,
  going: Pick<Going, 'next' | 'kept'>,
  again?: { readonly half: string; readonly user: string },
): Promise<FastifyReply> => {
  const { deps, request, reply } = answering
  const context = contextOf(deps, request, deps.viewerOf(request))
  const notice = again === undefined ? 'factor.late' : 'factor.failed'
  if (!wantsHtml(request)) return sendProblem(reply, problem(context.text, 401, 'SignInFailed', context.text(notice)))
  const { gate, people } = deps
  if (again === undefined) return sendHtml(reply, 401, gate.signIn(context, { ...going, notice }))
  const factors = await factorsOf(people, again.user)
  return sendHtml(reply, 401, gate.code(context, { ...going, half: again.half, factors, notice }))
}

const takeStep = async (answering: Answering): Promise<unknown> => {
  const { request } = answering
  const fields = formFields(request)
  const going = { next: nextOf(fields['next']), kept: carriedIn(fields) }
  const step = Step.catch({ half: '' }).parse(request.body)
  const { half } = step
  const found = await whose(answering, half)
  if (found === undefined) return refuse(answering, going)
  const { user, way } = found
  if (!(await isProved(answering, user, step))) return refuse(answering, going, { half, user })
  return letIn(answering, user, { way, ...going })
}

/** Registers the second step of signing in, which takes what the first one carried along. */
export const registerSecondStep = (
  app: FastifyInstance,
  deps: ServerDependencies,
  options: RouteShorthandOptions,
): void => {
  app.post('/sign-in/code', options, (request, reply) => takeStep({ deps, request, reply }))
}
