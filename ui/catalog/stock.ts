import { stockCommands } from '../../api/catalog/stock.ts'
import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import {
  type ListedStock,
  RESERVATIONS_SHOWN,
  readStock,
  readStocks,
  readWarehouses,
  type StockPlace,
  stockList,
  stockStatuses,
} from '../../projections/catalog/stock.ts'
import { card, definitions, detailGrid } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { contentLocale } from '../content-locale.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Html, html } from '../html.ts'
import { commandName, pageProblem } from '../kit/form.ts'
import { listPage } from '../list-page.ts'
import { type Words, wordsFor } from '../words.ts'
import { adjustCard, neverOutCard, newStockPage, openWarehouse, setCard } from './stock-forms.ts'
import { availableText, stockBadge } from './stock-words.ts'

const productCell = ({ text }: Words, { product_names }: ListedStock): Html =>
  product_names === null ? html`<span class="quiet">${text('stock.noProduct')}</span>` : html`${product_names.en}`

const setButton = (words: Words): Html =>
  linkButton({ label: commandName(words, stockCommands.SetStock), href: '/stock/new', kind: 'primary' })

const stocks = listPage<ListedStock>({
  path: '/stock',
  may: 'stock:read',
  title: 'stock.list',
  definition: stockList,
  read: readStocks,
  href: ({ id }) => pathTo('/stock/:id', id),
  searchLabel: 'stock.search',
  columns: words => [
    { header: words.text('stock.sku'), cell: ({ sku }) => sku, sort: 'sku', mono: true },
    { header: words.text('stock.product'), cell: row => productCell(words, row) },
    { header: words.text('stock.warehouse'), cell: ({ warehouse }) => warehouse },
    { header: words.text('stock.onHand'), cell: row => words.format.number(row.on_hand), align: 'end' },
    { header: words.text('stock.reserved'), cell: row => words.format.number(row.reserved), align: 'end' },
    { header: words.text('stock.available'), cell: row => availableText(words, row), sort: 'available', align: 'end' },
    { header: words.text('stock.status'), cell: ({ status }) => stockBadge(words, status) },
    { header: words.text('stock.changed'), cell: row => moment(words, row.changed_at), sort: 'changed', quiet: true },
  ],
  filters: {
    status: {
      label: 'stock.status',
      options: ({ text }) => stockStatuses.map(value => ({ value, label: text(`value.stock.status.${value}`) })),
    },
    warehouse: {
      label: 'stock.warehouse',
      options: async (_, { viewer, db }) => (await readWarehouses(viewer, db)).map(value => ({ value, label: value })),
    },
  },
  empty: words => ({
    title: words.text('stock.empty.title'),
    hint: words.text('stock.empty.hint'),
    action: setButton(words),
  }),
  actions: (words, { viewer }) => viewer.may.has('stock:write') && setButton(words),
})

const detail: Page = {
  path: '/stock/:id',
  may: 'stock:read',
  view: async (context): Promise<View | undefined> => {
    const { viewer, db } = context
    const id = context.params['id'] ?? ''
    const [place, history] = await Promise.all([
      readStock(viewer, db, id),
      context.history('stock', id, historyPage(context.query)),
    ])
    if (place === undefined) return undefined
    const words = wordsFor(viewer, context.now)
    const forms = html`${setCard(words, context, place)}${adjustCard(words, context, place)}${neverOutCard(words, context, place)}`
    const name = place.product_names === null ? place.sku : nameIn(place.product_names, contentLocale(viewer))
    const title = words.text('stock.title', { name, warehouse: place.warehouse })
    const parts = detailGrid(
      html`${reservationsCard(words, context, place)}${historyCard(words, history, { page: pathTo('/stock/:id', id), query: context.query })}`,
      html`${place.item !== undefined && figuresCard(words, context, place, place.item)}${viewer.may.has('stock:write') && forms}`,
    )
    const body = html`${head(words, title, place)}
${pageProblem(context, parts)}${notices(words, place)}
${parts}`
    return { title, nav: 'stock', body }
  },
}

const head = (words: Words, title: string, { sku, warehouse, item }: StockPlace): Html =>
  pageHead({
    title,
    badges: item !== undefined && stockBadge(words, item.status),
    meta: html`<span class="mono">${sku}</span> · ${warehouse}`,
  })

/** Nothing can be put in here until somebody opens the warehouse. */
const unopened = (words: Words, { warehouse, item }: StockPlace): Html => {
  const body = words.text(item === undefined ? 'rejection.WarehouseUnknown' : 'stock.unopened', { warehouse })
  return notice({ tone: 'warn', body: html`<p>${body}</p>${openWarehouse(words)}` })
}

const notices = (words: Words, place: StockPlace): Html => {
  const { text } = words
  const { item, warehouse_status } = place
  if (warehouse_status === null) return unopened(words, place)
  if (item === undefined) return notice({ tone: 'info', body: text('stock.nothing') })
  return html`${item.imported && notice({ tone: 'info', body: text('stock.imported') })}`
}

const productLink = ({ text }: Words, { viewer }: PageContext, { sku, product_names }: StockPlace): Html =>
  product_names === null
    ? html`<span class="quiet">${text('stock.noProduct')}</span>`
    : html`<a href="${pathTo('/products/:id', sku)}">${nameIn(product_names, contentLocale(viewer))}</a>`

const figuresCard = (
  words: Words,
  context: PageContext,
  place: StockPlace,
  item: NonNullable<StockPlace['item']>,
): Html => {
  const { text, format } = words
  return card({
    title: text('stock.figures'),
    body: definitions(
      [
        { term: text('stock.product'), value: productLink(words, context, place) },
        { term: text('stock.onHand'), value: format.number(item.on_hand) },
        { term: text('stock.reserved'), value: format.number(item.reserved) },
        { term: text('stock.available'), value: availableText(words, item), strong: true },
      ],
      'sum',
    ),
  })
}

const reservationsCard = (words: Words, { viewer }: PageContext, place: StockPlace): Html => {
  const { text, format } = words
  const mayRead = viewer.may.has('orders:read')
  return card({
    title: text('stock.reservations'),
    ...(place.hasMoreReservations ? { aside: text('stock.reservations.oldest', { count: RESERVATIONS_SHOWN }) } : {}),
    flush: true,
    body: dataTable(words, {
      caption: text('stock.reservations.list'),
      columns: [
        {
          header: text('stock.order'),
          cell: ({ order_id, order_number }) => order_number ?? order_id,
          mono: true,
        },
        { header: text('stock.quantity'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
        { header: text('stock.reservedAt'), cell: ({ reserved_at }) => moment(words, reserved_at), quiet: true },
      ],
      rows: place.reservations,
      href: ({ order_id, order_number }) =>
        mayRead && order_number !== null ? pathTo('/orders/:id', order_id) : undefined,
      empty: { title: text('stock.noReservations'), hint: text('stock.noReservations.hint') },
    }),
  })
}

export const stockPages: readonly Page[] = [stocks, newStockPage, detail]
