import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import { Key } from '../domain/shared/id.ts'
import type { Permission, Viewer } from '../domain/viewer.ts'
import type { Database } from '../projections/database.ts'
import { withoutStored } from '../projections/engine/model/stored-column.ts'
import { answerProblem } from './errors.ts'
import { isKept } from './kept.ts'
import { shopOf } from './past.ts'
import { demand } from './permission.ts'
import { problem } from './problem.ts'
import { queriesFor } from './queries-for.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { textFor } from './text/text.ts'
import { deciderOf, spellingOf } from './thing-of-path.ts'

/** A thing by its id as JSON at `/api<path>`, beside its page. */
export type ThingRoute = {
  readonly path: string
  readonly may: Permission
  /** What the thing's own stream tells of it, with the stream's revision; undefined when there is no such thing. */
  readonly read: (viewer: Viewer, db: Kysely<Database>, id: string) => Promise<Thing | undefined>
  /** What a program gets, as JSON Schema. */
  readonly schema?: object
  /** Another stream tells a part of it, so its own revision does not say that nothing has changed. */
  readonly isShared?: true
}

/** Null while the thing's own stream is empty. */
type Thing = { readonly revision: number | null }

const ENGINE: ReadonlySet<string> = new Set(['last_position', 'last_event_id', 'subject'])

/** Rows within rows, without what only the engine needs. */
const shown = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shown)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  const own = Object.entries(withoutStored({ ...value })).filter(([name]) => !ENGINE.has(name))
  return Object.fromEntries(own.map(([name, member]) => [name, shown(member)]))
}

/** Whether the caller has it already: any of the tags it sends, weak or not (RFC 9110, 13.1.2). */
const isKnown = ({ headers }: FastifyRequest, etag: string): boolean => {
  const known = headers['if-none-match'] ?? ''
  return known.trim() === '*' || [...known.matchAll(/"[^"]*"/g)].some(([tag]) => tag === etag)
}

const isKey = (id: string) => Key.safeParse(id).success

/** A thing that is in the log is no 404, even though a read model can not show it. */
const missing = async (
  deps: ServerDependencies,
  viewer: Viewer,
  category: string | undefined,
  ids: readonly string[],
) => {
  const text = textFor(viewer.locale)
  for (const id of category === undefined ? [] : ids)
    if (category !== undefined && (await isKept(deps, viewer, { category, id })))
      return problem(text, 503, 'KeptNotShown', text('problem.detail.kept'))
  return problem(text, 404, 'NoSuchThing', text('problem.detail.thing'))
}

type ById = FastifyRequest<{ Params: { id: string } }>

const sendThing =
  (deps: ServerDependencies, { path, may, read, isShared }: ThingRoute) =>
  async (request: ById, reply: FastifyReply) => {
    const here = await shopOf(deps, request)
    const viewer = demand(here, request, may)
    const decider = deciderOf(deps.commands, path)
    // What an older log has under another spelling of its id is found under that, too.
    const ids = [...new Set([request.params.id, spellingOf(decider, request.params.id)])].filter(isKey)
    const db = queriesFor(here, viewer)
    let thing: Thing | undefined
    for (const id of ids) thing ??= await read(viewer, db, id)
    if (thing === undefined)
      return answerProblem(deps, request, reply, await missing(here, viewer, decider?.category, ids))
    if (thing.revision === null) return reply.send(shown(thing))
    const etag = `"${thing.revision}"`
    reply.header('etag', etag)
    return isShared !== true && isKnown(request, etag) ? reply.code(304).send() : reply.send(shown(thing))
  }

/** Registers `GET /api<path>` for every thing. */
export const registerThings = (app: FastifyInstance, deps: ServerDependencies, things: readonly ThingRoute[]): void => {
  for (const route of things)
    app.get<{ Params: { id: string } }>(`/api${route.path}`, { config: { may: route.may } }, sendThing(deps, route))
}
