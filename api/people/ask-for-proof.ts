import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isSensitive } from '../../domain/permission.ts'
import { readOfferedProviders } from '../../projections/people/identity-provider.ts'
import { shownFields } from '../command-request.ts'
import { isDraft } from '../draft.ts'
import { contextOf } from '../page-context.ts'
import { isPermission } from '../permission.ts'
import { type Problem, problem } from '../problem.ts'
import { sendHtml, sendProblem, wantsHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import type { Text } from '../text/text.ts'
import { broughtWith } from './brought-proof.ts'
import type { Answering } from './come-in.ts'
import { factorsOf } from './factors.ts'
import type { Means, ProofForm } from './gate.ts'
import { nextOf, PROOF } from './next.ts'
import { isProved, meansOf, prove } from './prove.ts'

/** The page that a form was sent from. */
const sentFrom = ({ headers }: FastifyRequest): string => {
  const from = headers['hx-current-url'] ?? headers.referer
  const { pathname, search } = new URL(typeof from === 'string' && URL.canParse(from) ? from : 'http://localhost/')
  return nextOf(`${pathname}${search}`)
}

/** How a program is told; what it does then is said in the description of the interface, too. */
export const proofNeeded = (text: Text): Problem => ({
  ...problem(text, 403, 'ProofNeeded', text('problem.detail.proof', { path: PROOF })),
  title: text('prove.title'),
})

/** The page that asks for it. */
export const showProof = async (
  { deps, request, reply }: Answering,
  status: 200 | 403,
  form: Omit<ProofForm, 'providers' | 'factors'>,
): Promise<FastifyReply> => {
  const viewer = deps.viewerOf(request)
  const providers = form.means === 'signIn' ? await readOfferedProviders(deps.readSide.queries()) : []
  const factors = await factorsOf(deps.people, viewer.id)
  const context = contextOf(deps, request, viewer)
  return sendHtml(reply, status, deps.gate.proof(context, { ...form, providers, factors }))
}

/** Where the form of the page leads: to what was sent, which it carries along; with a secret to the page that it was typed on. */
const onwards = (request: FastifyRequest): Pick<ProofForm, 'action' | 'fields' | 'back' | 'isTypedAgain'> => {
  const back = sentFrom(request)
  return request.routeOptions.config.holdsSecret === true
    ? { action: PROOF, fields: { next: back }, back, isTypedAgain: true }
    : { action: request.url, fields: shownFields(request), back }
}

/** @param isWrong something was shown that proves nothing */
const ask = (answering: Answering, means: Means, isWrong: boolean): FastifyReply | Promise<FastifyReply> => {
  const { deps, request, reply } = answering
  if (wantsHtml(request)) return showProof(answering, 403, { means, isWrong, ...onwards(request) })
  return sendProblem(reply, proofNeeded(contextOf(deps, request, deps.viewerOf(request)).text))
}

/**
 * Asks whoever sends something to prove again who they are, unless they just have, or do so along with it. Once they have,
 * just that is carried out which they had sent, under its own command id.
 */
export const askForProof = async (answering: Answering): Promise<FastifyReply | undefined> => {
  const { deps, request } = answering
  const viewer = deps.viewerOf(request)
  if (isProved(viewer, deps.clock())) return undefined
  const [means, brought] = [await meansOf(deps, viewer), broughtWith(request)]
  if (brought !== undefined && (await prove(answering, means, brought))) return undefined
  return ask(answering, means, brought !== undefined && means !== 'signIn')
}

/** Whether a request is for something sensitive that its viewer may do: who may not is refused, and asked nothing. */
const isAsked = async (deps: ServerDependencies, request: FastifyRequest): Promise<boolean> => {
  const { may, isSensitive: isSaid = false } = request.routeOptions.config
  const viewer = deps.viewerOf(request)
  if (request.method !== 'POST' || !isPermission(may) || !viewer.may.has(may) || isDraft(request)) return false
  if (isSaid === 'withoutPassword') return !(await deps.people.passwords.has(viewer.id))
  return isSaid || isSensitive(may)
}

/** Asks before whatever is sensitive. Behind the hooks that find out who asks. */
export const registerAskForProof = (app: FastifyInstance, deps: ServerDependencies): void => {
  app.addHook('preHandler', async (request, reply) =>
    (await isAsked(deps, request)) ? askForProof({ deps, request, reply }) : undefined,
  )
}
