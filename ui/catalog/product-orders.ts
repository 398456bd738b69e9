import { pathTo } from '../../api/commands.ts'
import type { PageContext } from '../../api/page.ts'
import {
  type OrderOfProduct,
  readOrdersOfProduct,
  readSoldOfProduct,
  type SoldOfProduct,
  withProduct,
} from '../../projections/orders/product-orders.ts'
import { card, definitions } from '../components/card.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { orderBadges } from '../orders/badges.ts'
import type { Words } from '../words.ts'

const ORDERS_SHOWN = 10

/** The orders that a product is in, and what was sold of it; nothing for those who may not see orders. */
export const readSales = async ({ viewer, db }: PageContext, sku: string) => {
  if (!viewer.may.has('order:read')) return undefined
  const [orders, sold] = await Promise.all([
    readOrdersOfProduct(viewer, db, sku, ORDERS_SHOWN),
    readSoldOfProduct(viewer, db, sku),
  ])
  return { ...orders, sold }
}
type Sales = NonNullable<Awaited<ReturnType<typeof readSales>>>

/** The last orders of a product, with the way to all of them. */
export const productOrdersCard = (words: Words, sku: string, { last, count: { count, capped } }: Sales): Html => {
  const { text, format } = words
  const all = html`<a href="/orders?${withProduct(sku)}">${text(capped ? 'product.orders.many' : 'product.orders.all', { count })}</a>`
  return card({
    title: text('product.orders'),
    aside: count > 0 && all,
    flush: true,
    body: dataTable<OrderOfProduct>(words, {
      caption: text('product.orders.caption'),
      columns: [
        { header: text('field.order'), cell: ({ number }) => number, mono: true },
        { header: text('field.placedAt'), cell: ({ placedAt }) => moment(words, placedAt), quiet: true },
        { header: text('field.store'), cell: ({ store }) => store, quiet: true, folds: true },
        { header: text('field.status'), cell: ({ states }) => orderBadges(words, states) },
        { header: text('field.units'), cell: ({ ofProduct }) => format.number(ofProduct), align: 'end' },
      ],
      rows: last,
      href: ({ id }) => pathTo('/orders/:id', id),
      empty: { title: text('product.orders.none'), hint: text('product.orders.none.hint') },
    }),
  })
}

/** How many units were sold, and where they are. */
export const productSoldCard = ({ text, format }: Words, { sold, open, backordered, isAll }: SoldOfProduct): Html =>
  card({
    title: text('product.sold'),
    body: html`${definitions(
      [
        { term: text('product.sold.units'), value: format.number(sold), strong: true },
        { term: text('product.sold.open'), value: format.number(open) },
        { term: text('product.sold.backordered'), value: format.number(backordered) },
      ],
      'sum',
    )}${!isAll && html`<p class="quiet">${text('product.sold.latest')}</p>`}`,
  })
