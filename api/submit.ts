import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { actorOf, type Viewer } from '../domain/viewer.ts'
import type { Outcome } from '../eventstore/command.ts'
import { boundedBy } from './body-size.ts'
import { type CommandRequest, readCommand, shownFields } from './command-request.ts'
import type { CommandRoute } from './commands.ts'
import type { Conflict } from './conflict.ts'
import { recordRefused } from './deeds.ts'
import { DRAFT_FIELD, isDraft, readDraft } from './draft.ts'
import { guardStores } from './guard-stores.ts'
import { lostProblem, outageProblem, RETRY_AFTER_SECONDS } from './outage.ts'
import { type Context, contextOf } from './page-context.ts'
import { secretOf, sendSecret } from './people/send-secret.ts'
import { demand } from './permission.ts'
import { type Problem, problem, rejectionProblem } from './problem.ts'
import { pageId, sendDone, sendForm, sendProblem, wantsHtml } from './reply.ts'
import type { ServerDependencies } from './server-dependencies.ts'

export type Refusal = { readonly problem: Problem; readonly conflict?: Conflict }
type Valid = Extract<CommandRequest, { ok: true }>

/** Of several revisions the caller would have, the last one there is; one there is not is for `execute` to refuse. */
const expectedOf = async (deps: ServerDependencies, { decider }: CommandRoute, { id, expected }: Valid) => {
  const [only, ...others] = expected.toSorted((a, b) => a - b)
  if (only === undefined || others.length === 0) return only
  const revision = await deps.revisionOf(decider.category, id)
  return others.findLast(other => other <= revision) ?? only
}

const run = async (deps: ServerDependencies, route: CommandRoute, command: Valid, viewer: Viewer): Promise<Outcome> => {
  const expected = await expectedOf(deps, route, command)
  return await deps.execute({
    decider: route.decider,
    id: command.id,
    type: route.command,
    data: command.data,
    commandId: command.commandId,
    mayComeAgain: command.mayComeAgain,
    actor: actorOf(viewer),
    origin: 'live',
    ...(expected === undefined ? {} : { expected }),
  })
}

/** What its sender can not ask for is not done; what belongs to a store that they may not see is not there. @throws Forbidden */
const carryOut = async (
  deps: ServerDependencies,
  route: CommandRoute,
  command: Valid,
  viewer: Viewer,
): Promise<Outcome> => {
  const rejection = route.refuses?.(viewer, command.data as never) ?? (await guardStores(deps, viewer, route, command))
  return rejection === undefined ? run(deps, route, command, viewer) : { kind: 'rejected', rejection }
}

export const refusalOf = async (
  deps: ServerDependencies,
  { text, viewer }: Context,
  outcome: Exclude<Outcome, { kind: 'done' }>,
  route: CommandRoute,
  id: string,
): Promise<Refusal> => {
  if (outcome.kind === 'rejected') return { problem: rejectionProblem(text, outcome.rejection) }
  const conflict = await deps.explain(viewer, outcome, route.decider.category, id)
  return { problem: problem(text, 409, 'ConcurrentChange', text('problem.detail.conflict')), conflict }
}

const refuse = (
  deps: ServerDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { context, route, id, refusal }: { context: Context; route: CommandRoute; id: string | undefined; refusal: Refusal },
) => {
  if (!wantsHtml(request)) {
    if (refusal.conflict !== undefined) reply.header('etag', `"${refusal.conflict.revision}"`)
    return sendProblem(reply, {
      ...refusal.problem,
      ...(refusal.conflict === undefined ? {} : { conflict: refusal.conflict }),
    })
  }
  const submitted = { command: route.command, fields: shownFields(request), ...refusal }
  return sendForm(deps, reply, context, { route, id: pageId(request.body, route, id), submitted })
}

/** Shows the form again as it was typed, with what its button asked for. Nothing is carried out. */
const showAgain = (
  deps: ServerDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { context, route }: { context: Context; route: CommandRoute },
) => {
  const schema = route.decider.commands[route.command]
  const drafted = schema && wantsHtml(request) ? readDraft(request, schema) : undefined
  const id = context.params['id']
  if (drafted === undefined) {
    const errors = [{ field: DRAFT_FIELD, message: context.text('invalid.draft') }]
    const detail = context.text('problem.detail.invalid', { count: errors.length })
    const refusal = { problem: problem(context.text, 422, 'Invalid', detail, errors) }
    return refuse(deps, request, reply, { context, route, id, refusal })
  }
  const submitted = { command: route.command, ...drafted }
  return sendForm(deps, reply, context, { route, id: pageId(request.body, route, id), submitted })
}

/** The outcome, or the refusal that keeps the form and says what can not be reached. */
export const runUnlessLost = async (
  { text, freshness }: Context,
  run: () => Promise<Outcome>,
): Promise<Outcome | Refusal> => {
  const lost = lostProblem(text, freshness.lost)
  if (lost !== undefined) return { problem: lost }
  try {
    return await run()
  } catch (error) {
    const outage = outageProblem(text, error)
    if (outage === undefined) throw error
    return { problem: outage }
  }
}

const handler =
  (deps: ServerDependencies, route: CommandRoute) => async (request: FastifyRequest, reply: FastifyReply) => {
    const viewer = demand(deps, request, route.may)
    const context = contextOf(deps, request, viewer)
    if (isDraft(request)) return showAgain(deps, request, reply, { context, route })
    const command = readCommand(request, route, context, deps.newId)
    if (!command.ok) {
      const detail = context.text('problem.detail.invalid', { count: command.errors.length })
      const refusal = { problem: problem(context.text, 422, 'Invalid', detail, command.errors) }
      return refuse(deps, request, reply, { context, route, id: context.params['id'], refusal })
    }
    const outcome = await runUnlessLost(context, () => carryOut(deps, route, command, viewer))
    if ('problem' in outcome) {
      reply.header('retry-after', RETRY_AFTER_SECONDS)
      request.log.warn({ problem: outcome.problem.code }, 'command not carried out for now')
      return refuse(deps, request, reply, { context, route, id: command.id, refusal: outcome })
    }
    if (outcome.kind === 'done') {
      const { id, data } = command
      const secret = await secretOf(deps, route, id, outcome)
      const carried = { route, id, data, done: outcome }
      return secret === undefined
        ? sendDone(deps, request, reply, carried)
        : sendSecret(deps, request, reply, { ...carried, context, secret })
    }
    if (outcome.kind === 'rejected') await recordRefused(deps, request, viewer.id, outcome.rejection.code)
    const refusal = await refusalOf(deps, context, outcome, route, command.id)
    return refuse(deps, request, reply, { context, route, id: command.id, refusal })
  }

/** Registers `POST /api<path>` for every command, JSON and form alike. */
export const registerCommands = (app: FastifyInstance, deps: ServerDependencies): void => {
  for (const route of deps.commands) {
    const schema = route.decider.commands[route.command] ?? z.unknown()
    app.post(`/api${route.path}`, { config: { may: route.may }, ...boundedBy(schema) }, handler(deps, route))
  }
}
