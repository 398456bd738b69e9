import { numberRangeCommands } from '../../api/shop/number-range.ts'
import { numberedKinds, rangeId } from '../../domain/shop/numbering.ts'
import { isWithin } from '../../domain/viewer.ts'
import { readRangeIds } from '../../projections/shop/number-range.ts'
import type { StoreRow } from '../../projections/shop/store.ts'
import { card, definitions } from '../components/card.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import { maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { withQuery } from '../query.ts'
import { thingLink } from '../thing.ts'
import { kindName } from './number-words.ts'

const { OpenNumberRange } = numberRangeCommands

/** Where the numbers of what is made in a store come from, for those who may see that. */
export const numbersCard = async (
  { words, context }: Drawing,
  { store, status }: Pick<StoreRow, 'store' | 'status'>,
): Promise<Html | undefined> => {
  const { viewer, db } = context
  if (!viewer.may.has('numberRange:read') || !isWithin(viewer, 'numberRange:read', store)) return undefined
  const open = await readRangeIds(viewer, db, store)
  const { text } = words
  const mayOpen = status === 'active' && maySend(context, OpenNumberRange, store)
  const toOpen = (id: string) =>
    html` <a href="${withQuery(OpenNumberRange.form, { id })}">${commandName(words, OpenNumberRange)}</a>`
  const sourceOf = (id: string) =>
    open.includes(id)
      ? thingLink(viewer, 'numberRange', id, text('thing.numberRange'))
      : html`${text('store.numbers.ofId')}${mayOpen && toOpen(id)}`
  return card({
    title: text('store.numbers'),
    body: definitions(
      numberedKinds.map(kind => ({ term: kindName(words, kind), value: sourceOf(rangeId({ store, kind })) })),
    ),
  })
}
