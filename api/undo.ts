import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { isRejection, reject } from '../domain/decider.ts'
import { isSensitive } from '../domain/permission.ts'
import { AskedKey, spelled } from '../domain/shared/id.ts'
import { actorOf, type Viewer } from '../domain/viewer.ts'
import type { Compensation, Outcome } from '../eventstore/command.ts'
import { boundedBy } from './body-size.ts'
import { formFields, isForm } from './command-request.ts'
import { type CommandRoute, pathTo } from './commands.ts'
import type { Conflict } from './conflict.ts'
import { recordRefused } from './deeds.ts'
import { decodeForm } from './form.ts'
import { guardStores } from './guard-stores.ts'
import { RETRY_AFTER_SECONDS } from './outage.ts'
import { type Context, contextOf } from './page-context.ts'
import { askForProof } from './people/ask-for-proof.ts'
import { demand, demandAny } from './permission.ts'
import { type Problem, problem, rejectionProblem } from './problem.ts'
import { headerJson, pageId, sendDone, sendHtml, sendProblem, wantsHtml } from './reply.ts'
import { maySeeOf, seesPart } from './seen-events.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { type Refusal, refusalOf, runUnlessLost } from './submit.ts'
import { sentenceUnder, type Text } from './text/text.ts'
import { fieldErrors } from './validation.ts'

/** Beside its commands: what takes any of them back. */
export const UNDO_PATH = '/undo'

/** Which command is meant: the one whose last event made this revision of this thing. */
export const askedUndo = (commands: readonly CommandRoute[]) =>
  z.strictObject({
    category: z.enum([...new Set(commands.map(({ decider }) => decider.category))]),
    id: AskedKey,
    revision: z.int().min(0),
  })

type Asked = z.infer<ReturnType<typeof askedUndo>>
type Answering = {
  readonly deps: ServerDependencies
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly context: Context
}

/** As many events since then are named. */
const NAMED = 3

const sinceText = (text: Text, { since }: Conflict): string =>
  since
    .slice(-NAMED)
    .map(({ type, parameters }) => sentenceUnder(text, `event.${type}`, parameters) ?? type)
    .join('; ')

/** Of a conflict, what others did since: there is no form to settle it in. */
const problemOf = ({ text }: Context, { problem: refused, conflict }: Refusal): Problem =>
  conflict === undefined
    ? refused
    : problem(text, 409, refused.code, text('problem.detail.undoConflict', { events: sinceText(text, conflict) }))

/** What is no command at all, or can not be done now, no rule says no to. */
const isOfRule = ({ status, code }: Problem): boolean => status < 500 && code !== 'Invalid'

/** With script the page stays as it is and a message says why; what is no answer of a rule script tells by itself. */
const refuse = async ({ deps, request, reply, context }: Answering, refusal: Refusal, page?: string) => {
  const found = problemOf(context, refusal)
  if (isOfRule(found)) await recordRefused(deps, request, context.viewer.id, found.code)
  const { conflict } = refusal
  if (found.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS)
  if (!wantsHtml(request)) return sendProblem(reply, { ...found, ...(conflict === undefined ? {} : { conflict }) })
  if (request.headers['hx-request'] === 'true' && found.status < 500)
    reply
      .header('hx-reswap', 'none')
      .header('hx-trigger', headerJson({ toast: { level: 'error', text: found.detail } }))
  const shown = page === undefined ? found : { ...found, again: page }
  return sendHtml(reply, found.status, deps.shell.problem(shown, context))
}

const dataOf = (request: FastifyRequest, schema: z.ZodType, viewer: Viewer): unknown =>
  isForm(request) ? decodeForm(schema, formFields(request), viewer) : (request.body ?? {})

const invalid = ({ text }: Context, error: z.ZodError): Refusal => {
  const errors = fieldErrors(text, error)
  return { problem: problem(text, 422, 'Invalid', text('problem.detail.invalid', { count: errors.length }), errors) }
}

/** The command that takes it back and where that is posted, if there is one and its viewer may send it. @throws Forbidden */
const found = async (
  { deps, request, context }: Answering,
  { category, id, revision }: Asked,
): Promise<Refusal | { readonly command: Compensation; readonly route: CommandRoute }> => {
  const routes = deps.commands.filter(({ decider }) => decider.category === category)
  const [{ decider } = { decider: undefined }] = routes
  if (decider === undefined) throw new Error(`no command of ${category} can be sent`)
  // Whoever may change nothing of it is not told what was changed, either.
  demandAny(deps, request, routes)
  const thing = (decider.spelling ?? spelled)(id)
  const { viewer, text } = context
  if (seesPart(viewer, category) && !maySeeOf(viewer, category, await deps.storeOf(category, thing)))
    return { problem: rejectionProblem(text, reject('unknown', 'UndoUnknown')) }
  const command = await deps.findUndo({ decider, id: thing, revision })
  if (isRejection(command)) return { problem: rejectionProblem(text, command) }
  const route = routes.find(route => route.command === command.type)
  if (route === undefined) throw new Error(`${command.type} can not be sent`)
  demand(deps, request, route.may)
  const rejection = await guardStores(deps, viewer, route, command)
  return rejection === undefined ? { command, route } : { problem: rejectionProblem(text, rejection) }
}

const run = ({ deps, context }: Answering, { undoes: _told, ...command }: Compensation): Promise<Outcome | Refusal> =>
  runUnlessLost(context, () => deps.execute({ ...command, actor: actorOf(context.viewer), origin: 'live' }))

const takeBack = async (answering: Answering, meant: Asked): Promise<FastifyReply> => {
  const { deps, request, reply, context } = answering
  const undo = await found(answering, meant)
  if ('problem' in undo) return refuse(answering, undo)
  const { command, route } = undo
  const asked = isSensitive(route.may) ? await askForProof(answering) : undefined
  if (asked !== undefined) return asked
  const { id, data, undoes } = command
  const outcome = await run(answering, command)
  const page = pathTo(route.then, pageId(data, route, id) ?? id)
  if ('problem' in outcome) return refuse(answering, outcome, page)
  if (outcome.kind !== 'done') return refuse(answering, await refusalOf(deps, context, outcome, route, id), page)
  return sendDone(deps, request, reply, { route, id, data, done: outcome, undoes })
}

/** Registers `POST /api/undo`, JSON and form alike. */
export const registerUndo = (app: FastifyInstance, deps: ServerDependencies): void => {
  const schema = askedUndo(deps.commands)
  app.post(`/api${UNDO_PATH}`, { config: { may: 'command' }, ...boundedBy(schema) }, async (request, reply) => {
    const viewer = deps.viewerOf(request)
    const answering = { deps, request, reply, context: contextOf(deps, request, viewer) }
    const asked = schema.safeParse(dataOf(request, schema, viewer), { reportInput: true })
    return asked.success ? takeBack(answering, asked.data) : refuse(answering, invalid(answering.context, asked.error))
  })
}
