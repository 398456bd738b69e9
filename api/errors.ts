import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppendTooLarge, HistoryCut } from '../eventstore/event-store.ts'
import { BadListQuery } from '../projections/engine/list/list.ts'
import { NotBuilt } from '../projections/engine/store/qualify.ts'
import { AccessNotRecorded } from './access.ts'
import { TooManyMembers } from './body-size.ts'
import { recordForbidden } from './deeds.ts'
import { DOWNLOAD_AGAIN_SECONDS, TooManyDownloads } from './downloads-at-once.ts'
import { outageProblem, RETRY_AFTER_SECONDS } from './outage.ts'
import { contextOf } from './page-context.ts'
import { NoSuchPast, PastIsReadOnly } from './past.ts'
import { Forbidden } from './permission.ts'
import { permissionName } from './permission-name.ts'
import { type Problem, problem } from './problem.ts'
import { sendHtml, sendProblem, wantsHtml } from './reply.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { type Text, textFor } from './text/text.ts'
import { loggable } from './unavailable.ts'
import { NobodyToViewAs, ViewAsInPast, ViewAsIsReadOnly } from './view-as-address.ts'

/** A request that another site made a browser send. */
export class ForeignOrigin extends Error {
  override readonly name = 'ForeignOrigin'
}

/** A request that a browser sent before a person went there, if they ever do. */
export class AskedAhead extends Error {
  override readonly name = 'AskedAhead'
}

/** The page that a person was led to from elsewhere, for them to open it themselves; never an address elsewhere. */
const openHere = ({ method, originalUrl }: FastifyRequest): Pick<Problem, 'again'> =>
  method === 'GET' && /^\/(?![/\\]|api\/)/.test(originalUrl) ? { again: originalUrl } : {}

const ofClient = (text: Text, status: number): Problem => {
  if (status === 413) return problem(text, 413, 'TooLarge', text('problem.detail.tooLarge'))
  if (status === 415) return problem(text, 415, 'MediaType', text('problem.detail.mediaType'))
  return problem(text, 400, 'Malformed', text('problem.detail.malformed'))
}

const forbidden = (text: Text, { permission, store }: Forbidden): string =>
  store === undefined
    ? text('problem.detail.forbidden', { permission: permissionName(text, permission) })
    : text('problem.detail.forbidden.store', { permission: permissionName(text, permission), store })

/** Every error that reaches the server as one problem. What is not the client's doing is a 500 with a reference. */
const problemOf = (text: Text, error: FastifyError, request: FastifyRequest): Problem => {
  if (error instanceof Forbidden) return problem(text, 403, 'Forbidden', forbidden(text, error))
  if (error instanceof ForeignOrigin)
    return { ...problem(text, 403, 'ForeignOrigin', text('problem.detail.origin')), ...openHere(request) }
  if (error instanceof AskedAhead) return problem(text, 403, 'AskedAhead', text('problem.detail.ahead'))
  if (error instanceof BadListQuery) {
    const detail = text('problem.detail.cursor')
    return problem(text, 400, 'BadListQuery', detail, [{ field: error.parameter, message: detail }])
  }
  if (error instanceof PastIsReadOnly) return problem(text, 409, 'PastIsReadOnly', text('problem.detail.past'))
  if (error instanceof ViewAsIsReadOnly) return problem(text, 409, 'ViewAsIsReadOnly', text('problem.detail.viewAs'))
  if (error instanceof ViewAsInPast) return problem(text, 409, 'ViewAsInPast', text('problem.detail.viewAsInPast'))
  if (error instanceof NobodyToViewAs) return problem(text, 404, 'NoSuchThing', text('problem.detail.thing'))
  if (error instanceof NoSuchPast) return problem(text, 404, 'NoSuchPast', text('problem.detail.noPast'))
  if (error instanceof AccessNotRecorded) return problem(text, 503, 'AccessNotRecorded', text('problem.detail.access'))
  if (error instanceof TooManyDownloads)
    return problem(text, 429, 'TooManyDownloads', text('problem.detail.tooManyDownloads'))
  if (error instanceof NotBuilt) return problem(text, 503, 'NotBuilt', text('problem.detail.building'))
  if (error instanceof TooManyMembers) return problem(text, 413, 'TooLarge', text('problem.detail.tooManyMembers'))
  if (error instanceof AppendTooLarge) return problem(text, 413, 'TooMuchAtOnce', text('problem.detail.tooManyEvents'))
  if (error instanceof HistoryCut)
    return problem(text, 409, 'HistoryCut', text('problem.detail.historyCut', { stream: error.stream }))
  const outage = outageProblem(text, error)
  if (outage !== undefined) return outage
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) return ofClient(text, status)
  return problem(text, 500, 'Internal', text('problem.detail.internal', { reference: request.id }))
}

/** A problem as a page or as JSON, whichever the caller reads. */
export const answerProblem = (
  deps: ServerDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Problem,
) => {
  if (!wantsHtml(request)) return sendProblem(reply, found)
  return sendHtml(reply, found.status, deps.shell.problem(found, contextOf(deps, request, deps.viewerOf(request))))
}

/** The one place where an error becomes an answer. */
export const answerError =
  (deps: ServerDependencies) => (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const found = problemOf(textFor(deps.viewerOf(request).locale), error, request)
    if (found.status === 503) {
      reply.header('retry-after', RETRY_AFTER_SECONDS)
      request.log.warn({ problem: found.code, code: error.code }, 'request not answered for now')
    } else if (found.status >= 500) request.log.error({ failure: loggable(error) }, 'request failed')
    if (found.status === 429) reply.header('retry-after', DOWNLOAD_AGAIN_SECONDS)
    return answerProblem(deps, request, reply, found)
  }

export const registerErrors = (app: FastifyInstance, deps: ServerDependencies): void => {
  const answer = answerError(deps)
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    if (error instanceof Forbidden) await recordForbidden(deps, request, error)
    return answer(error, request, reply)
  })
  app.setNotFoundHandler((request, reply) => {
    const text = textFor(deps.viewerOf(request).locale)
    return answerProblem(deps, request, reply, problem(text, 404, 'NoSuchAddress', text('problem.detail.route')))
  })
}
