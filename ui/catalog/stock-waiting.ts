import { pathTo } from '../../api/commands.ts'
import type { PageContext } from '../../api/page.ts'
import { RESERVATIONS_SHOWN, type StockPlace } from '../../projections/catalog/stock-detail.ts'
import { card } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import type { Html } from '../html.ts'
import type { Words } from '../words.ts'

/** The orders that wait for stock in a warehouse, in the order in which they are served. */
export const waitingCard = (words: Words, { viewer }: PageContext, place: StockPlace): Html => {
  const { text, format } = words
  const mayRead = viewer.may.has('order:read')
  return card({
    title: text('stock.waiting'),
    ...(place.hasMoreWaiting ? { aside: text('stock.waiting.oldest', { count: RESERVATIONS_SHOWN }) } : {}),
    flush: true,
    body: dataTable(words, {
      caption: text('stock.waiting.list'),
      columns: [
        { header: text('field.order'), cell: ({ order, orderNumber }) => orderNumber ?? order, mono: true },
        { header: text('field.quantity'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
        { header: text('stock.waiting.since'), cell: ({ since }) => moment(words, since), quiet: true },
      ],
      rows: place.waiting,
      href: ({ order, orderNumber }) => (mayRead && orderNumber !== null ? pathTo('/orders/:id', order) : undefined),
      empty: { title: text('stock.waiting.none'), hint: text('stock.waiting.none.hint') },
    }),
  })
}
