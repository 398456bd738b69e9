import type { FastifyInstance } from 'fastify'
import { formFields, isForm } from '../command-request.ts'
import { contextOf } from '../page-context.ts'
import { demand } from '../permission.ts'
import { sendProblem, wantsHtml } from '../reply.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { proofNeeded, showProof } from './ask-for-proof.ts'
import { Brought, broughtWith } from './brought-proof.ts'
import type { Answering } from './come-in.ts'
import { nextOf, PROOF } from './next.ts'
import { isProved, meansOf, prove } from './prove.ts'

const LONGEST_BODY = 65_536

// Whoever is signed in may prove that it is they.
const config = { may: 'dashboard:read' } as const

const show = async (answering: Answering, next: string, isWrong: boolean): Promise<unknown> => {
  const means = await meansOf(answering.deps, answering.deps.viewerOf(answering.request))
  return showProof(answering, isWrong ? 403 : 200, { means, isWrong, action: PROOF, fields: { next }, back: next })
}

const take = async (answering: Answering): Promise<unknown> => {
  const { deps, request, reply } = answering
  const viewer = demand(deps, request, config.may)
  const brought = isForm(request) ? broughtWith(request) : Brought.catch({}).parse(request.body)
  const isDone = isProved(viewer, deps.clock()) || (await prove(answering, await meansOf(deps, viewer), brought ?? {}))
  const next = nextOf(formFields(request)['next'])
  if (wantsHtml(request)) return isDone ? reply.redirect(next, 303) : show(answering, next, true)
  return isDone ? reply.code(200).send({}) : sendProblem(reply, proofNeeded(contextOf(deps, request, viewer).text))
}

/** Registers the page on which somebody proves again who they are, before what they are about to do, and what their passkeys are asked. */
export const registerProofPage = (app: FastifyInstance, deps: ServerDependencies): void => {
  app.get<{ Querystring: { next?: unknown } }>(PROOF, { config }, async (request, reply) => {
    const next = nextOf(request.query.next)
    const viewer = demand(deps, request, config.may)
    return isProved(viewer, deps.clock()) ? reply.redirect(next, 303) : show({ deps, request, reply }, next, false)
  })
  app.post(PROOF, { config, bodyLimit: LONGEST_BODY }, (request, reply) => take({ deps, request, reply }))
  app.post(`${PROOF}/passkey`, { config, bodyLimit: LONGEST_BODY }, async (request, reply) => {
    const viewer = demand(deps, request, config.may)
    return reply.code(200).send(await deps.people.passkeys.ask(viewer.id, deps.clock()))
  })
}
