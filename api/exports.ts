import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readOf, type Viewer } from '../domain/viewer.ts'
import { positionToken } from '../eventstore/event-store.ts'
import { eventList, type ListedActivity, readActivity } from '../projections/audit/activity.ts'
import type { Bound } from '../projections/engine/build/as-of.ts'
import type { ListQuery } from '../projections/engine/list/list.ts'
import { parseListQuery } from '../projections/engine/list/list-query.ts'
import { type Auditing, type ExportFormat, exportFormats, type RunningExport } from './auditing.ts'
import { csvPage } from './csv.ts'
import { answerProblem } from './errors.ts'
import { pagesOf } from './lists.ts'
import { shopOf } from './past.ts'
import { demand, mayOpen } from './permission.ts'
import { problem } from './problem.ts'
import { queriesFor } from './queries-for.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import { textFor } from './text/text.ts'

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
}

/** What both formats say of an event, in the order of the columns. */
const fields = [
  'position',
  'eventId',
  'type',
  'stream',
  'revision',
  'at',
  'origin',
  'actorId',
  'actorKind',
  'actorOwner',
  'command',
  'commandId',
  'correlationId',
  'causationId',
  'parameters',
] as const satisfies readonly (keyof ListedActivity)[]

const fieldsOf = (row: ListedActivity): object => Object.fromEntries(fields.map(name => [name, row[name]]))

/** A page of rows as lines of JSON, with data and metadata as the log has them: personal parts stay sealed. */
const linesOf = async (rows: readonly ListedActivity[], { stored }: Auditing): Promise<string> => {
  const events = await stored(rows.map(({ position }) => position))
  const lines = rows.map(row => {
    const { recordedAt = null, data = null, metadata = null } = events.get(row.position) ?? {}
    return `${JSON.stringify({ ...fieldsOf(row), recordedAt, data, metadata })}\n`
  })
  return lines.join('')
}

type Body = {
  readonly here: ServerDependencies
  readonly viewer: Viewer
  readonly format: ExportFormat
  readonly query: ListQuery
  readonly running: RunningExport
}

/** The body ends only once its manifest is kept: what was cut off on the way has none. */
async function* bodyOf({ here, viewer, format, query, running }: Body): AsyncGenerator<string> {
  const list = { definition: eventList, read: readActivity }
  let isFirst = true
  for await (const rows of pagesOf(list, viewer, queriesFor(here, viewer), query)) {
    const part = format === 'csv' ? csvPage(rows.map(fieldsOf), isFirst, fields) : await linesOf(rows, here.auditing)
    isFirst = false
    running.take(
      part,
      rows.map(({ position }) => position),
    )
    if (part !== '') yield part
  }
  await running.finish()
}

/** The filter of the list alone: an export is all of it, wherever the page began and whichever columns it showed. */
const queryOf = (request: FastifyRequest): URLSearchParams => {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '')
  for (const name of ['cursor', 'limit', 'view', 'columns']) query.delete(name)
  return query
}

const boundText = (bound: Bound): string => ('at' in bound ? bound.at.toISOString() : positionToken(bound.position))

const sendExport =
  (deps: ServerDependencies, format: ExportFormat) => async (request: FastifyRequest, reply: FastifyReply) => {
    const here = await shopOf(deps, request)
    const viewer = demand(here, request, 'audit:read')
    const query = queryOf(request)
    // Refused before anything is sent.
    const asked = parseListQuery(eventList, query, undefined, { ...viewer, now: here.clock() })
    const asOf = here.past === undefined ? null : boundText(here.past.bound)
    const running = here.auditing.beginExport({ format, query: query.toString(), asOf, by: viewer.id })
    const { ReadableStream } = globalThis
    return reply
      .type(TYPES[format])
      .header('content-disposition', `attachment; filename="events-${running.id}.${format}"`)
      .header('link', `</api/exports/${running.id}>; rel="describedby"`)
      .send(ReadableStream.from(bodyOf({ here, viewer, format, query: asked, running })))
  }

const sendManifest =
  (deps: ServerDependencies) => async (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) => {
    const viewer = demand(deps, request, 'audit:read')
    const { id } = request.params
    const found = z.uuid().safeParse(id).success ? await deps.auditing.findExport(id) : undefined
    const text = textFor(viewer.locale)
    // Whoever sees a part of the shop took along a part of it, others perhaps more.
    const isTheirs = found?.manifest.by === viewer.id || mayOpen(viewer, { may: readOf.event, isWhole: true })
    if (found === undefined || !isTheirs)
      return answerProblem(deps, request, reply, problem(text, 404, 'NoSuchExport', text('problem.detail.noExport')))
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', `attachment; filename="events-${id}.manifest.json"`)
      .send(`${JSON.stringify(found, null, 2)}\n`)
  }

/** Registers the signed exports of events and their manifests. */
export const registerExports = (app: FastifyInstance, deps: ServerDependencies): void => {
  // A HEAD would read everything, and sign what nobody was given.
  const options = { config: { may: 'audit:read', audited: 'export' }, exposeHeadRoute: false } as const
  const download = { ...options, config: { ...options.config, isDownload: true } } as const
  for (const format of exportFormats) app.get(`/api/events/export.${format}`, download, sendExport(deps, format))
  app.get<{ Params: { id: string } }>('/api/exports/:id', options, sendManifest(deps))
}
