import type { FastifyInstance, FastifyReply, RouteShorthandOptions } from 'fastify'
import { z } from 'zod'
import type { Half, Proof } from '../../people/account.ts'
import { readUser } from '../../projections/people/user.ts'
import { formFields } from '../command-request.ts'
import { contextOf } from '../page-context.ts'
import { problem } from '../problem.ts'
import { sendHtml, sendProblem, wantsHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { addressKey, recordFailure } from './attempt-sign-in.ts'
import type { Answering } from './come-in.ts'
import { tryCode } from './factor-code.ts'
import { carriedIn } from './kept-form.ts'
import { type Going, letIn } from './let-in.ts'
import { nextOf } from './next.ts'
import { reader } from './reader.ts'

const Step = z.looseObject({ half: z.string().max(100), code: z.string().max(100) })

/** Who has given their password a moment ago, and may still come in. */
const whose = async ({ deps }: Answering, half: string): Promise<Half | undefined> => {
  const found = await deps.people.halfSignIns.find(half, deps.clock())
  const user = found && (await readUser(reader, deps.readSide.queries(), found.user))
  return user?.status === 'active' || user?.status === 'invited' ? found : undefined
}

/** Whether the code is right, and the first that comes with this half of a sign-in. A wrong one is recorded. */
const isProved = async (answering: Answering, half: string, proof: Proof): Promise<boolean> => {
  const { deps, request } = answering
  const { isRight, ...tried } = await tryCode(deps, proof, addressKey(deps.people, request))
  if (!isRight) await recordFailure(answering, { by: proof.user, with: 'factor', ...tried })
  return isRight && deps.people.halfSignIns.end(half)
}

const refuse = (answering: Answering, going: Pick<Going, 'next' | 'kept'>, half: string | undefined): FastifyReply => {
  const { deps, request, reply } = answering
  const context = contextOf(deps, request, deps.viewerOf(request))
  const notice = half === undefined ? 'factor.late' : 'factor.failed'
  if (!wantsHtml(request)) return sendProblem(reply, problem(context.text, 401, 'SignInFailed', context.text(notice)))
  const { gate } = deps
  const again =
    half === undefined ? gate.signIn(context, { ...going, notice }) : gate.code(context, { ...going, half, notice })
  return sendHtml(reply, 401, again)
}

const takeStep = async (answering: Answering): Promise<unknown> => {
  const { request } = answering
  const fields = formFields(request)
  const going = { next: nextOf(fields['next']), kept: carriedIn(fields) }
  const { half, code } = Step.catch({ half: '', code: '' }).parse(request.body)
  const found = await whose(answering, half)
  if (found === undefined) return refuse(answering, going, undefined)
  const { user, way } = found
  if (!(await isProved(answering, half, { user, code }))) return refuse(answering, going, half)
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
