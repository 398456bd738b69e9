import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readOfferedProviders } from '../../projections/people/identity-provider.ts'
import { holdsMoreThan, MOST_BYTES, TooManyMembers } from '../body-size.ts'
import { formFields } from '../command-request.ts'
import { recordDeed } from '../deeds.ts'
import { contextOf } from '../page-context.ts'
import { problem } from '../problem.ts'
import { pageId, sendForm, sendHtml, sendProblem, wantsHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { attemptSignIn } from './attempt-sign-in.ts'
import { type Answering, comeIn, forgetProvider } from './come-in.ts'
import type { SignInForm } from './gate.ts'
import { carriedIn, commandOf, type KeptForm } from './kept-form.ts'
import { nextOf } from './next.ts'
import { noSession, sessionKeyOf } from './session-cookie.ts'
import { findViewer, viewerWith } from './signed-in.ts'
import { leavingTo } from './single-sign-on.ts'

/** As much as any command may bring, and what it is carried along with. */
const MOST_FIELDS = 20_000

const Credentials = z.looseObject({ email: z.string().max(320), password: z.string().max(512) })

/** Shows the form again that was sent without a session, for its author to look at and to send. */
const showKept = async ({ deps, request, reply }: Answering, key: string, kept: KeptForm): Promise<boolean> => {
  const found = commandOf(deps.commands, kept)
  const viewer = await viewerWith(deps, request, key)
  if (found === undefined || viewer === undefined) return false
  const { route, id } = found
  const params = id === undefined ? {} : { id }
  const context = contextOf(deps, { url: kept.action, params, headers: request.headers }, viewer)
  const submitted = { command: route.command, fields: kept.fields }
  await sendForm(deps, reply, context, { route, id: pageId(kept.fields, route, id), submitted })
  return true
}

/** The page of signing in; with a provider only where nothing that was typed would be lost on the way. */
const show = async ({ deps, request, reply }: Answering, status: number, form: SignInForm): Promise<unknown> => {
  const providers = form.kept === undefined ? await readOfferedProviders(deps.readSide.queries()) : []
  const context = contextOf(deps, request, deps.viewerOf(request))
  return sendHtml(reply, status, deps.gate.signIn(context, { ...form, providers }))
}

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
    return show(answering, 401, { next, email, notice: 'signIn.failed', isBad: true, kept })
  }
  const key = await comeIn(answering, user, 'password')
  if (!wantsHtml(request)) return reply.code(200).send({ user })
  return kept !== undefined && (await showKept(answering, key, kept)) ? reply : reply.redirect(next, 303)
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
      return show({ deps, request, reply }, 200, { next })
    },
  )
  app.post('/sign-in', { config, bodyLimit: MOST_BYTES, preValidation }, (request, reply) =>
    signIn({ deps, request, reply }),
  )
  app.post('/sign-out', { config }, (request, reply) => signOut({ deps, request, reply }))
}
