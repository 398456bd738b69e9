import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { holdsMoreThan, MOST_BYTES, TooManyMembers } from '../body-size.ts'
import { formFields } from '../command-request.ts'
import { recordDeed } from '../deeds.ts'
import { contextOf } from '../page-context.ts'
import { problem } from '../problem.ts'
import { sendHtml, sendProblem, wantsHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { attemptSignIn } from './attempt-sign-in.ts'
import { type Answering, forgetProvider } from './come-in.ts'
import { carriedIn } from './kept-form.ts'
import { letInOrAsk } from './let-in.ts'
import { nextOf } from './next.ts'
import { registerPasskeySignIn } from './passkey-sign-in.ts'
import { registerSecondStep } from './second-step.ts'
import { noSession, sessionKeyOf } from './session-cookie.ts'
import { showSignIn } from './show-sign-in.ts'
import { findViewer } from './signed-in.ts'
import { leavingTo } from './single-sign-on.ts'

/** As much as any command may bring, and what it is carried along with. */
const MOST_FIELDS = 20_000

const Credentials = z.looseObject({ email: z.string().max(320), password: z.string().max(512) })

const signIn = async (answering: Answering): Promise<unknown> => {
  const { deps, request, reply } = answering
  const fields = formFields(request)
  const body = Credentials.safeParse(request.body)
  const kept = carriedIn(fields)
  const next = nextOf(fields['next'])
  const user = body.success ? await attemptSignIn(answering, body.data) : undefined
  if (user === undefined) {
    const context = contextOf(deps, request, deps.viewerOf(request))
    const { text } = context
    if (!wantsHtml(request)) return sendProblem(reply, problem(text, 401, 'SignInFailed', text('signIn.failed')))
    const email = body.success ? body.data.email : ''
    return showSignIn(answering, 401, { next, email, notice: 'signIn.failed', isBad: true, kept })
  }
  return letInOrAsk(answering, user, { way: 'password', next, kept })
}

const signOut = async (answering: Answering): Promise<unknown> => {
  const { deps, request, reply } = answering
  const { people } = deps
  const leaving = await leavingTo(answering)
  const key = sessionKeyOf(request, people.isSecure)
  const viewer = await findViewer(deps, request, { isUse: false })
  if (viewer !== undefined) await recordDeed(deps, { kind: 'signed_out', by: viewer.id, path: '/sign-out' })
  if (key !== undefined) await people.sessions.endOf(key)
  reply.header('set-cookie', noSession(people.isSecure))
  forgetProvider(answering)
  if (leaving !== undefined && wantsHtml(request))
    return sendHtml(reply, 200, deps.gate.leaving(contextOf(deps, request, deps.viewerOf(request)), leaving))
  return wantsHtml(request) ? reply.redirect('/sign-in', 303) : reply.code(200).send({})
}

/** Registers the page of signing in, and signing out. */
export const registerSignIn = (app: FastifyInstance, deps: ServerDependencies): void => {
  const config = { may: 'public' } as const
  const preValidation = async ({ body }: { body: unknown }) => {
    if (holdsMoreThan(MOST_FIELDS, body)) throw new TooManyMembers(`more than ${MOST_FIELDS} members`)
  }
  app.get<{ Querystring: { next?: unknown } }>(
    '/sign-in',
    { config: { ...config, isReturn: true } },
    async (request, reply) => {
      const next = nextOf(request.query.next)
      if (await findViewer(deps, request)) return reply.redirect(next, 303)
      return showSignIn({ deps, request, reply }, 200, { next })
    },
  )
  const options = { config, bodyLimit: MOST_BYTES, preValidation }
  app.post('/sign-in', options, (request, reply) => signIn({ deps, request, reply }))
  registerSecondStep(app, deps, options)
  registerPasskeySignIn(app, deps, options)
  app.post('/sign-out', { config }, (request, reply) => signOut({ deps, request, reply }))
}
