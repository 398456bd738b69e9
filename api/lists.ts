import { stringify } from 'csv-stringify/sync'
import type { FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import type { Permission, Viewer } from '../domain/viewer.ts'
import type { ListDefinition, ListPage, ListQuery } from '../projections/engine/list.ts'
import { parseListQuery } from '../projections/engine/list-query.ts'
import type { Database } from '../projections/index.ts'
import { shopOf } from './past.ts'
import { demand } from './permission.ts'
import type { ServerDependencies } from './server-dependencies.ts'

/** A list as JSON (`/api<path>`) and CSV (`/api<path>.csv`), the twins of its page. */
export type ListRoute = {
  readonly path: string
  readonly may: Permission
  readonly definition: ListDefinition
  readonly read: (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => Promise<ListPage<object>>
}

const CSV_PAGE = 500
const CSV_HEAD = {
  bom: true,
  header: true,
  escape_formulas: true,
  cast: { date: (value: Date) => value.toISOString() },
}

const parametersOf = (url: string) => new URLSearchParams(url.split('?')[1] ?? '')

/** All rows of the filter, page by page, so that memory stays flat however long the list is. */
async function* csvOf(
  route: ListRoute,
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): AsyncGenerator<string> {
  let cursor = query.cursor
  for (let isFirst = true; ; isFirst = false) {
    const { cursor: _from, ...rest } = query
    const page = await route.read(viewer, db, { ...rest, limit: CSV_PAGE, ...(cursor === undefined ? {} : { cursor }) })
    yield stringify(page.rows as object[], { ...CSV_HEAD, bom: isFirst, header: isFirst })
    if (page.next === undefined) return
    cursor = parseListQuery(route.definition, new URLSearchParams({ cursor: page.next })).cursor
  }
}

/** Registers the JSON and CSV twin of every list. */
export const registerLists = (app: FastifyInstance, deps: ServerDependencies): void => {
  for (const route of deps.lists) {
    app.get(`/api${route.path}`, { config: { may: route.may } }, async (request, reply) => {
      const here = await shopOf(deps, request)
      const viewer = demand(here, route.may)
      const query = parseListQuery(route.definition, parametersOf(request.url))
      const { rows, next, previous, total, capped } = await route.read(viewer, here.readSide.queries(), query)
      return reply.send({ items: rows, next: next ?? null, previous: previous ?? null, total, capped })
    })
    app.get(`/api${route.path}.csv`, { config: { may: route.may } }, async (request, reply) => {
      const here = await shopOf(deps, request)
      const viewer = demand(here, route.may)
      const query = parseListQuery(route.definition, parametersOf(request.url))
      const { ReadableStream } = globalThis
      const name = `${route.path.slice(1).replaceAll('/', '-')}.csv`
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(ReadableStream.from(csvOf(route, viewer, here.readSide.queries(), query)))
    })
  }
}
