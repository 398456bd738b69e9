import type { BulkOffer } from '../../api/bulk/offer.ts'
import type { PageContext } from '../../api/page.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { ListPage } from '../../projections/engine/list/list.ts'
import { bulkBar } from '../components/bulk-bar.ts'
import { linkButton } from '../components/page-head.ts'
import type { Selection } from '../components/table.ts'
import type { Html } from '../html.ts'
import type { Words } from '../words.ts'
import type { ListBulk, ListColumn } from './definition.ts'

const FORM = 'bulk'

/** What an action on many things is called. */
export const offerName = ({ text }: Words, { name }: Pick<BulkOffer, 'name'>): string =>
  sentenceUnder(text, `do.${name}`) ?? name

const allText = (words: Words, { rows, total, capped }: ListPage<unknown>): string | undefined => {
  if (!capped && total <= rows.length) return undefined
  const count = words.format.number(total)
  return capped ? words.text('bulk.allMoreThan', { count }) : words.text('bulk.all', { count })
}

const filterOf = ({ query }: PageContext): string => {
  const kept = new URLSearchParams(query)
  kept.delete('cursor')
  return kept.toString()
}

/** The way to what was done with many before. */
export const bulkLink = (words: Words, bulk: ListBulk<never>, { viewer, past }: PageContext): Html | undefined =>
  past === undefined && bulk.offers.some(({ may }) => viewer.may.has(may))
    ? linkButton({ label: words.text('bulk.mine.link'), href: bulk.runs, kind: 'plain' })
    : undefined

/** What names the row, as a file has it. */
const nameIn = <Row>(columns: readonly ListColumn<Row>[], row: Row): string =>
  String((columns.find(({ names }) => names === true) ?? columns[0])?.file.value(row) ?? '')

/** The ticks of a list and the bar for what is ticked. The past can not be changed. */
export const bulkParts = <Row>(
  words: Words,
  bulk: ListBulk<Row> | undefined,
  context: PageContext,
  { found, columns }: { readonly found: ListPage<Row>; readonly columns: readonly ListColumn<Row>[] },
): { readonly select: Selection<Row>; readonly bar: Html } | undefined => {
  if (bulk === undefined || context.past !== undefined || found.rows.length === 0) return undefined
  const offers = bulk.offers.filter(({ may }) => context.viewer.may.has(may))
  return {
    select: {
      form: FORM,
      value: bulk.value,
      label: row => words.text('bulk.select', { name: bulk.label?.(row, words) ?? nameIn(columns, row) }),
    },
    bar: bulkBar(words, {
      id: FORM,
      action: bulk.action,
      file: bulk.file,
      actions: offers.map(offer => ({ value: offer.name, label: offerName(words, offer) })),
      filter: filterOf(context),
      all: allText(words, found),
    }),
  }
}
