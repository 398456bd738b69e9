import type { Bulked } from '../../api/bulk/actions.ts'
import type { BulkOffer } from '../../api/bulk/offer.ts'
import type { BulkCounts } from '../../api/bulk/runs.ts'
import type { BulkContext } from '../../api/special-pages.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { BulkRun } from '../../domain/bulk-run.ts'
import type { Words } from '../words.ts'

/** A run as its page shows it. */
export type Shown = {
  readonly words: Words
  readonly context: BulkContext
  readonly things: Bulked
  readonly run: BulkRun
  readonly counts: BulkCounts
  /** Its action; none where it takes another run back. */
  readonly offer: BulkOffer | undefined
}

/** So many of its things: `3 products`. */
export const countText = ({ words, things }: Shown, count: number): string =>
  sentenceUnder(words.text, `bulk.count.${things.decider.category}`, { count }) ?? words.format.number(count)

/** Whether its viewer may send its commands; nobody may from a shop of the past. */
export const mayDo = ({ offer, context: { viewer, past }, run, things }: Shown): boolean => {
  if (past !== undefined) return false
  if (run.undoes !== null) return things.bulk.offers.some(({ may }) => viewer.may.has(may))
  return offer !== undefined && viewer.may.has(offer.may)
}
