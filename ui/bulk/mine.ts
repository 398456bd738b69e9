import { type Bulked, offerOf, runPath, runsPath } from '../../api/bulk/actions.ts'
import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import type { BulkContext } from '../../api/special-pages.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { BulkRun } from '../../domain/bulk-run.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { html } from '../html.ts'
import { offerName } from '../list/bulk.ts'
import { type Words, wordsFor } from '../words.ts'
import { TONE } from './cards.ts'

const SHOWN = 50

const nameOf = (words: Words, things: Bulked, { action }: BulkRun): string => {
  const offer = offerOf(things, action)
  return offer === undefined ? words.text('bulk.undo') : offerName(words, offer)
}

const columnsOf = (words: Words, things: Bulked): Column<BulkRun>[] => [
  { header: words.text('bulk.action'), cell: run => nameOf(words, things, run) },
  {
    header: words.text('bulk.state'),
    cell: ({ state }) => badge(words.text(`bulk.state.${state}`), TONE[state]),
  },
  { header: words.text('bulk.madeAt'), cell: ({ madeAt }) => moment(words, madeAt), quiet: true },
]

/** The last runs of whoever looks about things of an aggregate. */
export const bulkRunsPage = (things: Bulked): Page<BulkContext> => ({
  path: runsPath(things),
  may: things.may,
  name: async ({ text }) => text('bulk.mine.link'),
  within: async () => ({ path: things.path, id: '' }),
  view: async ({ viewer, now, bulk }): Promise<View> => {
    const words = wordsFor(viewer, now)
    const { category } = things.decider
    const title = words.text('bulk.mine', { things: sentenceUnder(words.text, `things.${category}`) ?? category })
    const table = dataTable(words, {
      caption: words.text('bulk.mine.caption'),
      columns: columnsOf(words, things),
      rows: await bulk.list(viewer.id, category, SHOWN),
      href: ({ id }) => pathTo(runPath(things), id),
      empty: { title: words.text('bulk.none'), hint: words.text('bulk.none.hint') },
    })
    const back = linkButton({ label: words.text('bulk.back'), href: things.path, kind: 'plain' })
    return { title, body: html`${pageHead({ title, actions: back })}${card({ title, flush: true, body: table })}` }
  },
})
