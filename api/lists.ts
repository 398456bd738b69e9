import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { Permission, Viewer } from '../domain/viewer.ts'
import type { Database } from '../projections/database.ts'
import {
  BadListQuery,
  type ListDefinition,
  type ListPage,
  type ListQuery,
  MAX_LIMIT,
} from '../projections/engine/list/list.ts'
import { parseListQuery } from '../projections/engine/list/list-query.ts'
import { csvPage } from './csv.ts'
import { shopOf } from './past.ts'
import { demand } from './permission.ts'
import { queriesFor } from './queries-for.ts'
import type { ServerDependencies } from './server-dependencies.ts'

/** A list as JSON (`/api<path>`) and CSV (`/api<path>.csv`), the twins of its page. */
export type ListRoute = {
  readonly path: string
  readonly may: Permission
  readonly definition: ListDefinition
  readonly read: Read<object>
  /** Who reads it is recorded. */
  readonly isAudited?: boolean
}

type Read<Row> = (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => Promise<ListPage<Row>>

const parametersOf = (url: string) => new URLSearchParams(url.split('?')[1] ?? '')

/** All rows of the filter, page by page, so that memory stays flat however long the list is. */
export async function* pagesOf<Row extends object>(
  { definition, read }: Pick<ListRoute, 'definition'> & { readonly read: Read<Row> },
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): AsyncGenerator<readonly Row[]> {
  let cursor = query.cursor
  for (;;) {
    const { cursor: _from, ...rest } = query
    const page = await read(viewer, db, { ...rest, limit: MAX_LIMIT, ...(cursor === undefined ? {} : { cursor }) })
    yield page.rows
    if (page.next === undefined) return
    cursor = parseListQuery(definition, new URLSearchParams({ cursor: page.next })).cursor
  }
}

async function* csvOf(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let isFirst = true
  for await (const rows of pages) {
    yield csvPage(rows, isFirst)
    isFirst = false
  }
}

const configOf = ({ may, isAudited }: ListRoute, audited: 'view' | 'export') => ({
  may,
  ...(isAudited === true ? { audited } : {}),
})

/** What a request asks of a list, as its viewer writes numbers and reckons days. */
const askedIn = (
  { clock }: Pick<ServerDependencies, 'clock'>,
  viewer: Viewer,
  { definition }: ListRoute,
  { url }: FastifyRequest,
) => parseListQuery(definition, parametersOf(url), undefined, { ...viewer, now: clock() })

/** Registers the JSON and CSV twin of every list. */
export const registerLists = (app: FastifyInstance, deps: ServerDependencies, lists: readonly ListRoute[]): void => {
  // A HEAD would read the whole list for nobody.
  const download = { exposeHeadRoute: false } as const
  for (const route of lists) {
    app.get(`/api${route.path}`, { config: configOf(route, 'view') }, async (request, reply) => {
      const here = await shopOf(deps, request)
      const viewer = demand(here, request, route.may)
      const query = askedIn(here, viewer, route, request)
      const page = await route.read(viewer, queriesFor(here, viewer), query)
      // A page can ask what is meant; a program is told that it can not be answered.
      if (page.unclear?.[0] !== undefined) throw new BadListQuery(page.unclear[0].parameter)
      const { rows, next, previous, total, capped } = page
      return reply.send({ items: rows, next: next ?? null, previous: previous ?? null, total, capped })
    })
    app.get(
      `/api${route.path}.csv`,
      { ...download, config: { ...configOf(route, 'export'), isDownload: true } },
      async (request, reply) => {
        const here = await shopOf(deps, request)
        const viewer = demand(here, request, route.may)
        const query = askedIn(here, viewer, route, request)
        const { ReadableStream } = globalThis
        const name = `${route.path.slice(1).replaceAll('/', '-')}.csv`
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(ReadableStream.from(csvOf(pagesOf(route, viewer, queriesFor(here, viewer), query))))
      },
    )
  }
}
