import type { Way } from '../../people/account.ts'
import { contextOf } from '../page-context.ts'
import { pageId, sendForm, sendHtml, wantsHtml } from '../reply.ts'
import { type Answering, comeIn } from './come-in.ts'
import { factorsOf, hasFactor } from './factors.ts'
import { commandOf, type KeptForm } from './kept-form.ts'
import { viewerWith } from './signed-in.ts'

/** Where somebody is led who has come in. */
export type Going = {
  readonly way: Way
  readonly next: string
  /** What was typed when the session had ended. */
  readonly kept?: KeptForm | undefined
}

/** Shows the form again that was sent without a session, for its author to look at and to send. */
const showKept = async ({ deps, request, reply }: Answering, key: string, kept: KeptForm): Promise<boolean> => {
  const found = commandOf(deps.commands, kept)
  const viewer = await viewerWith(deps, request, key)
  if (found === undefined || viewer === undefined || viewer.lacksSecondFactor === true) return false
  const { route, id } = found
  const params = id === undefined ? {} : { id }
  const context = contextOf(deps, { url: kept.action, params, headers: request.headers }, viewer)
  const submitted = { command: route.command, fields: kept.fields }
  await sendForm(deps, reply, context, { route, id: pageId(kept.fields, route, id), submitted })
  return true
}

/** Begins a session of somebody who has proved all that is asked of them, and leads them on. */
export const letIn = async (answering: Answering, user: string, { way, next, kept }: Going): Promise<unknown> => {
  const { request, reply } = answering
  const key = await comeIn(answering, user, way)
  if (!wantsHtml(request)) return reply.code(200).send({ user })
  return kept !== undefined && (await showKept(answering, key, kept)) ? reply : reply.redirect(next, 303)
}

/** Lets somebody in who has given their password or used a link; whoever has a second factor is asked for it first. */
export const letInOrAsk = async (answering: Answering, user: string, going: Going): Promise<unknown> => {
  const { deps, request, reply } = answering
  const { people } = deps
  const factors = await factorsOf(people, user)
  if (!hasFactor(factors)) return letIn(answering, user, going)
  const half = await people.halfSignIns.begin({ user, way: going.way }, deps.clock())
  if (!wantsHtml(request)) return reply.code(202).send({ half })
  const context = contextOf(deps, request, deps.viewerOf(request))
  return sendHtml(reply, 200, deps.gate.code(context, { half, factors, ...going }))
}
