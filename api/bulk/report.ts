import type { FastifyInstance } from 'fastify'
import type { BulkItem } from '../../domain/bulk-run.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { csvPage } from '../csv.ts'
import { answerProblem } from '../errors.ts'
import { demand } from '../permission.ts'
import { problem } from '../problem.ts'
import type { ServerDependencies } from '../server-dependencies.ts'
import { rejectionSentence, type Text, textFor } from '../text/text.ts'
import { type Bulked, reportPath } from './actions.ts'
import { namesOf, within } from './collect.ts'
import { ownRun } from './own-run.ts'

const PAGE = 500

/** What became of a thing, in words. */
export const outcomeText = (text: Text, { outcome }: BulkItem): string => text(`bulk.outcome.${outcome ?? 'open'}`)

/** Why, where it was refused. */
export const whyText = (text: Text, { why }: BulkItem): string => (why === null ? '' : rejectionSentence(text, why))

/** A line for each thing, page by page. */
async function* linesOf(deps: ServerDependencies, things: Bulked, id: string, viewer: Viewer): AsyncGenerator<string> {
  const { list, bulk } = things
  const text = textFor(viewer.locale)
  for (let after = 0; ; ) {
    const items = await deps.bulk.items(id, { after, limit: PAGE })
    const last = items.at(-1)
    if (last === undefined) return
    const all = items.map(item => item.id)
    const db = deps.readSide.queries()
    const keys = await within(viewer, db, { definition: list.definition, may: things.may }, all)
    const names = await namesOf({ viewer, db }, list.definition, bulk.name, keys)
    const seen = items.filter(({ id }) => keys.includes(id))
    const lines = seen.map(item => ({
      [text('bulk.report.key')]: item.id,
      [text('bulk.report.name')]: names.get(item.id) ?? '',
      [text('bulk.report.outcome')]: outcomeText(text, item),
      [text('bulk.reason')]: whyText(text, item),
    }))
    yield csvPage(lines, after === 0)
    after = last.place
  }
}

/** Registers the report of the runs about things of an aggregate: theirs who do them. */
export const registerBulkReport = (app: FastifyInstance, deps: ServerDependencies, things: Bulked): void => {
  const config = { may: things.may, isDownload: true } as const
  app.get<{ Params: { id: string } }>(
    `/api${reportPath(things)}`,
    { exposeHeadRoute: false, config },
    async (request, reply) => {
      const viewer = demand(deps, request, things.may)
      const text = textFor(viewer.locale)
      const run = await ownRun(deps.bulk, things, viewer, request.params.id)
      if (run === undefined)
        return answerProblem(deps, request, reply, problem(text, 404, 'NoSuchRun', text('bulk.problem.none')))
      const { ReadableStream } = globalThis
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="bulk-${run.id}.csv"`)
        .send(ReadableStream.from(linesOf(deps, things, run.id, viewer)))
    },
  )
}
