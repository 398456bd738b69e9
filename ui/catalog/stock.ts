import { stocks } from '../../api/catalog/stock.ts'
import { pathTo } from '../../api/commands.ts'
import { contentLocale, nameFor } from '../../api/content-locale.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { nameIn } from '../../domain/shared/locale.ts'
import { type ListedStock, readWarehouses } from '../../projections/catalog/stock.ts'
import { RESERVATIONS_SHOWN, readStock, type StockPlace } from '../../projections/catalog/stock-detail.ts'
import { card, definitions } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { linkButton } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { detailPage } from '../kit/detail.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { thingList } from '../kit/list.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import {
  adjustCard,
  lowStockCard,
  neverOutCard,
  newStockPage,
  openWarehouse,
  setCard,
  setStockAnywhere,
} from './stock-forms.ts'
import { movementsHref, movementsLink, movementsPage } from './stock-movements.ts'
import { waitingCard } from './stock-waiting.ts'
import { availableInFile, availableText, lowBadge, stockBadge } from './stock-words.ts'

const productCell = (words: Words, { productNames }: ListedStock): Html =>
  productNames === null
    ? html`<span class="quiet">${words.text('stock.noProduct')}</span>`
    : html`${nameFor(productNames, words)}`

const list = thingList(stocks, {
  create: setStockAnywhere,
  above: async words => movementsLink(words),
  columns: [
    { name: 'sku', mono: true },
    {
      name: 'product',
      cell: productCell,
      file: (words, { productNames }) => productNames && nameFor(productNames, words),
    },
    'warehouse',
    'onHand',
    'reserved',
    'waiting',
    { name: 'available', cell: availableText, file: availableInFile, align: 'end' },
    {
      name: 'status',
      cell: (words, row) => html`${stockBadge(words, row.status)} ${lowBadge(words, row)}`,
      file: 'status',
    },
    'changedAt',
  ],
  onPhones: ['sku', 'warehouse', 'available', 'status'],
  options: {
    warehouse: async (_, { viewer, db }) => (await readWarehouses(viewer, db)).map(value => ({ value, label: value })),
  },
})

/** Older logs have stock in warehouses that nobody opened: these have no page. */
const warehouseLink = ({ viewer }: PageContext, { warehouse, warehouseStatus }: StockPlace): Html =>
  warehouseStatus === null ? html`${warehouse}` : thingLink(viewer, 'warehouse', warehouse, warehouse)

const formCards = ({ words, context }: Drawing, place: StockPlace): Html =>
  html`${setCard(words, context, place)}${adjustCard(words, context, place)}${lowStockCard(words, context, place)}${neverOutCard(words, context, place)}`

const detail = detailPage(stocks, {
  read: ({ viewer, db }, id) => readStock(viewer, db, id),
  title: ({ productNames, sku, warehouse }, { words, context }) => {
    const name = productNames === null ? sku : nameIn(productNames, contentLocale(context.viewer))
    return words.text('stock.title', { name, warehouse })
  },
  badges: ({ item }, { words }) =>
    item !== undefined && html`${stockBadge(words, item.status)}${lowBadge(words, item)}`,
  meta: (place, { context }) => html`<span class="mono">${place.sku}</span> · ${warehouseLink(context, place)}`,
  actions: ({ warehouse, sku, item }, { words }) =>
    item !== undefined &&
    linkButton({ label: words.text('stock.itsMovements'), href: movementsHref({ warehouse, sku }) }),
  notices: (place, { words }) => notices(words, place),
  main: (place, { words, context }) =>
    html`${reservationsCard(words, context, place)}${waitingCard(words, context, place)}`,
  side: (place, drawing) => {
    const { words, context } = drawing
    const { item } = place
    return html`${item !== undefined && figuresCard(words, context, place, item)}${formCards(drawing, place)}`
  },
})

/** Nothing can be put in here until somebody opens the warehouse. */
const unopened = (words: Words, { warehouse, item }: StockPlace): Html => {
  const body = words.text(item === undefined ? 'rejection.WarehouseUnknown' : 'stock.unopened', { warehouse })
  return notice({ tone: 'warn', body: html`<p>${body}</p>${openWarehouse(words)}` })
}

const notices = (words: Words, place: StockPlace): Html => {
  const { text } = words
  const { item, warehouseStatus } = place
  if (warehouseStatus === null) return unopened(words, place)
  if (warehouseStatus === 'closed')
    return notice({ tone: 'warn', body: text('stock.closed', { warehouse: place.warehouse }) })
  if (item === undefined) return notice({ tone: 'info', body: text('stock.nothing') })
  return html`${item.imported && notice({ tone: 'info', body: text('stock.imported') })}`
}

const productLink = ({ text }: Words, { viewer }: PageContext, { sku, productNames }: StockPlace): Html =>
  productNames === null
    ? html`<span class="quiet">${text('stock.noProduct')}</span>`
    : thingLink(viewer, 'product', sku, nameIn(productNames, contentLocale(viewer)))

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
        { term: text('field.product'), value: productLink(words, context, place) },
        { term: text('field.warehouse'), value: warehouseLink(context, place) },
        { term: text('field.onHand'), value: format.number(item.onHand) },
        { term: text('field.reserved'), value: format.number(item.reserved) },
        { term: text('field.waiting'), value: format.number(item.waiting) },
        { term: text('field.available'), value: availableText(words, item), strong: true },
      ],
      'sum',
    ),
  })
}

const reservationsCard = (words: Words, { viewer }: PageContext, place: StockPlace): Html => {
  const { text, format } = words
  const mayRead = viewer.may.has('order:read')
  return card({
    title: text('stock.reservations'),
    ...(place.hasMoreReservations ? { aside: text('stock.reservations.oldest', { count: RESERVATIONS_SHOWN }) } : {}),
    flush: true,
    body: dataTable(words, {
      caption: text('stock.reservations.list'),
      columns: [
        {
          header: text('field.order'),
          cell: ({ order, orderNumber }) => orderNumber ?? order,
          mono: true,
        },
        { header: text('field.quantity'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
        { header: text('field.reservedAt'), cell: ({ reservedAt }) => moment(words, reservedAt), quiet: true },
      ],
      rows: place.reservations,
      href: ({ order, orderNumber }) => (mayRead && orderNumber !== null ? pathTo('/orders/:id', order) : undefined),
      empty: { title: text('stock.noReservations'), hint: text('stock.noReservations.hint') },
    }),
  })
}

export const stockPages: readonly Page[] = [list, newStockPage, movementsPage, detail]
