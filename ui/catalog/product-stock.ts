import { stockCommands } from '../../api/catalog/stock.ts'
import { pathTo } from '../../api/commands.ts'
import type { PageContext } from '../../api/page.ts'
import { stockPlace } from '../../domain/catalog/stock.ts'
import { readOf } from '../../domain/viewer.ts'
import { type ListedActivity, readLatest } from '../../projections/audit/activity.ts'
import type { ListedProduct } from '../../projections/catalog/product.ts'
import {
  availableAtStores,
  readStockOfSku,
  readWaitingFor,
  type StockOfSku,
} from '../../projections/catalog/stock-availability.ts'
import { readStoresFor } from '../../projections/shop/store.ts'
import { card, definitions } from '../components/card.ts'
import { eventMarkup } from '../components/event-sentence.ts'
import { actorIn, actorName } from '../components/history.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import { maySend } from '../kit/form.ts'
import type { Words } from '../words.ts'
import { availableText } from './stock-words.ts'

const CHANGES_SHOWN = 10

/** What last happened to the stock of a product, in whichever warehouse; its own history has nothing of that. */
export const stockChangesCard = async (
  words: Words,
  { viewer, db }: PageContext,
  { sku }: ListedProduct,
): Promise<Html | undefined> => {
  if (!viewer.may.has('stock:read')) return undefined
  const { text } = words
  const items = await readStockOfSku(viewer, db, sku)
  const streams = items.map(({ id }) => `stock-${id}`)
  const rows = await readLatest(viewer, db, streams, CHANGES_SHOWN)
  if (rows.length === 0) return undefined
  const place = ({ id }: ListedActivity) =>
    html`<a href="${pathTo('/stock/:id', id)}#history">${stockPlace(id).warehouse}</a>`
  return card({
    title: text('stock.changes'),
    aside: text('stock.changes.last', { count: CHANGES_SHOWN }),
    flush: true,
    body: dataTable<ListedActivity>(words, {
      caption: text('stock.changes.caption'),
      columns: [
        { header: text('activity.sentence'), cell: row => eventMarkup(words, row), wraps: true },
        { header: text('field.warehouse'), cell: place },
        { header: text('field.actorId'), cell: row => actorName(words, actorIn(row)) },
        { header: text('field.at'), cell: ({ at }) => moment(words, at), quiet: true },
      ],
      rows,
      empty: { title: text('stock.changes'), hint: '' },
    }),
  })
}

const placeTerm = ({ text }: Words, { id, warehouse, isOpen }: StockOfSku): Html =>
  html`<a href="${pathTo('/stock/:id', id)}">${warehouse}</a>${!isOpen && html` <span class="quiet">${text('stock.isClosed')}</span>`}`

/** What of a product can still be promised, in each warehouse, at each store and in all; nothing for a viewer who may not see stock. */
export const productStockCard = async (
  words: Words,
  context: PageContext,
  { sku, availability }: ListedProduct,
): Promise<Html | undefined> => {
  const { viewer, db } = context
  if (!viewer.may.has('stock:read')) return undefined
  const { text } = words
  const [items, found] = await Promise.all([readStockOfSku(viewer, db, sku), readStoresFor(viewer, db, readOf.product)])
  const waiting = await readWaitingFor(viewer, db, items)
  const reserved = items.reduce((sum, item) => sum + item.reserved, 0)
  const stores = found.filter(({ status }) => status === 'active').map(({ store }) => store)
  const set = html`<a href="/stock/new?${new URLSearchParams({ sku }).toString()}">${commandName(words, stockCommands.SetStock)}</a>`
  return card({
    title: text('stock.perWarehouse'),
    aside: maySend(context, stockCommands.SetStock) && set,
    body: definitions(
      [
        ...items.map(item => ({ term: placeTerm(words, item), value: availableText(words, item) })),
        ...[...availableAtStores(items, stores)].map(([store, available]) => ({
          term: text('stock.atStore', { store }),
          value: availableText(words, available),
        })),
        { term: text('field.reserved'), value: words.format.number(reserved) },
        { term: text('field.waiting'), value: words.format.number(waiting) },
        { term: text('stock.total'), value: availableText(words, availability), strong: true },
      ],
      'sum',
    ),
  })
}
