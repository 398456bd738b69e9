import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { writtenFlag } from '../domain/shared/written-flag.ts'
import { BadListQuery } from '../projections/engine/list/list.ts'
import { type Separator, separators } from './csv.ts'
import { contextOf, pageContextOf } from './page-context.ts'
import { shopOf } from './past.ts'
import { demandFor } from './permission.ts'
import type { ServerDependencies } from './server-dependencies.ts'
import type { Sheet } from './sheet.ts'
import { type CsvStyle, csvOf } from './sheet-csv.ts'
import { xlsxOf } from './sheet-xlsx.ts'
import type { AnyPage } from './special-pages.ts'

const isSeparator = (text: string): text is Separator => separators.some(one => one === text)

const styleOf = (query: URLSearchParams): CsvStyle => {
  const separator = query.get('separator') ?? ','
  const bom = writtenFlag(query.get('bom') ?? 'no')
  if (!isSeparator(separator)) throw new BadListQuery('separator')
  if (bom === undefined) throw new BadListQuery('bom')
  return { separator, bom }
}

type Format = {
  readonly ending: string
  readonly type: string
  readonly bodyOf: (sheet: Sheet, query: URLSearchParams) => ReadableStream
}

const formats: readonly Format[] = [
  {
    ending: 'csv',
    type: 'text/csv; charset=utf-8',
    bodyOf: (sheet, query) => globalThis.ReadableStream.from(csvOf(sheet, styleOf(query))),
  },
  {
    ending: 'xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bodyOf: xlsxOf,
  },
]

const sendSheet =
  (deps: ServerDependencies, page: AnyPage, { ending, type, bodyOf }: Format) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const { path, sheet } = page
    const here = await shopOf(deps, request)
    const context = pageContextOf(here, contextOf(here, request, demandFor(here, request, page)))
    const name = `${path.slice(1).replaceAll('/', '-')}.${ending}`
    // What can not be asked for is refused before anything is sent.
    const body = sheet && bodyOf(sheet(context), context.query)
    return reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(body)
  }

/** Registers what people take along of a page: its columns, by their names in the viewer's language, and all of its rows. */
export const registerSheets = (app: FastifyInstance, deps: ServerDependencies): void => {
  for (const page of deps.pages) {
    if (page.sheet === undefined) continue
    const audited = page.audited === 'view' ? { audited: 'export' as const } : {}
    // A HEAD would read the whole list for nobody.
    const { may, isWhole = false } = page
    const options = { config: { may, isWhole, isDownload: true as const, ...audited }, exposeHeadRoute: false }
    for (const format of formats) app.get(`${page.path}.${format.ending}`, options, sendSheet(deps, page, format))
  }
}
