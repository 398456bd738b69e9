import type { FastifyInstance, RouteShorthandOptions } from 'fastify'
import { z } from 'zod'
import { LONGEST_ANSWER } from '../../people/passkey.ts'
import { readUser } from '../../projections/people/user.ts'
import { formFields } from '../command-request.ts'
import { NOBODY } from '../deeds.ts'
import { contextOf } from '../page-context.ts'
import { problem } from '../problem.ts'
import { sendProblem, wantsHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { addressKey, recordFailure } from './attempt-sign-in.ts'
import { limitBegun } from './begun-rate.ts'
import type { Answering } from './come-in.ts'
import { carriedIn } from './kept-form.ts'
import { letIn } from './let-in.ts'
import { nextOf } from './next.ts'
import { reader } from './reader.ts'
import { whose } from './second-step.ts'
import { showSignIn } from './show-sign-in.ts'

const Shown = z.looseObject({ passkey: z.string().max(LONGEST_ANSWER) })

/** Whose passkey it is. Whoever comes with none that holds is counted by where they come from, as there is no account. */
const attempt = async (answering: Answering): Promise<string | undefined> => {
  const { deps, request } = answering
  const { people } = deps
  const address = addressKey(people, request)
  const begun = await people.attempts.begin([address], deps.clock())
  const shown = Shown.safeParse(request.body)
  const id =
    begun.allowed && shown.success
      ? await people.passkeys.check(shown.data.passkey, undefined, deps.clock())
      : undefined
  const user = id === undefined ? undefined : await readUser(reader, deps.readSide.queries(), id)
  if (user?.status !== 'active') {
    await recordFailure(answering, { by: user?.id ?? NOBODY, with: 'factor', ...begun })
    return undefined
  }
  await people.attempts.succeed(people.hash(`passkey\n${user.id}`), address)
  return user.id
}

/** Lets in by a passkey alone: it is something that one has, and who holds it has shown that it is they. */
const signIn = async (answering: Answering): Promise<unknown> => {
  const { deps, request, reply } = answering
  const fields = formFields(request)
  const going = { next: nextOf(fields['next']), kept: carriedIn(fields) }
  const user = await attempt(answering)
  if (user !== undefined) return letIn(answering, user, { way: 'passkey', ...going })
  if (wantsHtml(request)) return showSignIn(answering, 401, { ...going, notice: 'passkey.failed', isBad: true })
  const { text } = contextOf(deps, request, deps.viewerOf(request))
  return sendProblem(reply, problem(text, 401, 'SignInFailed', text('passkey.failed')))
}

const Asked = z.looseObject({ half: z.string().max(100).optional() }).catch({})

/** What a passkey is asked: one of whoever has given their password, else any. */
const ask = async (answering: Answering): Promise<unknown> => {
  const { deps, request, reply } = answering
  const { half } = Asked.parse(request.body)
  const found = half === undefined ? undefined : await whose(answering, half)
  if (half === undefined || found !== undefined) return deps.people.passkeys.ask(found?.user, deps.clock())
  const { text } = contextOf(deps, request, deps.viewerOf(request))
  return sendProblem(reply, problem(text, 401, 'SignInFailed', text('factor.late')))
}

/** Registers signing in with a passkey, alone or after the password. */
export const registerPasskeySignIn = (
  app: FastifyInstance,
  deps: ServerDependencies,
  options: RouteShorthandOptions,
): void => {
  const limit = limitBegun(deps)
  app.post(
    '/sign-in/passkey/question',
    options,
    async (request, reply) => limit(request, reply) ?? ask({ deps, request, reply }),
  )
  app.post('/sign-in/passkey', options, (request, reply) => signIn({ deps, request, reply }))
}
