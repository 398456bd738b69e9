import type { BulkOffer } from '../../api/bulk/offer.ts'
import type { PageContext } from '../../api/page.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { ListPage } from '../../projections/engine/list/list.ts'
import { bulkBar } from '../components/bulk-bar.ts'
import { linkButton } from '../components/page-head.ts'
import type { Selection } from '../components/table.ts'
import type { Html } from '../html.ts'
import type { Words } from '../words.ts'

/** What a list offers for many of its rows. */
export type ListBulk<Row> = {
  /** Where a choice of rows is posted. */
  readonly action: string
  /** The page of what was done with many before. */
  readonly runs: string
  readonly offers: readonly BulkOffer[]
  readonly value: (row: Row) => string
  readonly label: (row: Row) => string
}

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

/** The ticks of a list and the bar for what is ticked, for whoever may do something with it; the past can not be changed. */
export const bulkParts = <Row>(
  words: Words,
  bulk: ListBulk<Row> | undefined,
  context: PageContext,
  found: ListPage<Row>,
): { readonly select: Selection<Row>; readonly bar: Html } | undefined => {
  const offers = bulk?.offers.filter(({ may }) => context.viewer.may.has(may)) ?? []
  if (bulk === undefined || offers.length === 0 || context.past !== undefined || found.rows.length === 0)
    return undefined
  return {
    select: {
      form: FORM,
      value: bulk.value,
      label: row => words.text('bulk.select', { name: bulk.label(row) }),
    },
    bar: bulkBar(words, {
      id: FORM,
      action: bulk.action,
      actions: offers.map(offer => ({ value: offer.name, label: offerName(words, offer) })),
      filter: filterOf(context),
      all: allText(words, found),
    }),
  }
}
