import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { PageContext } from '../../api/page.ts'
import type { OrderDetail, OrderLine } from '../../projections/orders/order-detail.ts'
import type { OrderLineTermsRow } from '../../projections/orders/order-terms.ts'
import type { ReturnOfOrder } from '../../projections/orders/return-detail.ts'
import { card, definitions } from '../components/card.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Child, type Html, html } from '../html.ts'
import { formOf, maySend } from '../kit/form.ts'
import { labelOf } from '../kit/labels.ts'
import { pagedLines } from '../paged-lines.ts'
import type { Words } from '../words.ts'
import { returnBadge, stateBadge } from './badges.ts'
import { type Progressing, type ShownLine, type ShownLines, unitPrice } from './order-lines.ts'

/** A product's SKU leads to the product; shipping and fees have none. */
export const skuCell = ({ kind, sku }: Pick<OrderLine, 'kind' | 'sku'>): Html =>
  kind === 'product' ? html`<a href="${pathTo('/products/:id', sku)}">${sku}</a>` : html`${sku}`

/** Where the units of each line are; a column only where they are not all in one state. */
const stateColumn = (words: Words, order: Progressing): readonly Column<ShownLine>[] => {
  if (order.progress.length < 2) return []
  const inStates = ({ units, quantity }: ShownLine) =>
    order.progress.flatMap(({ state }) => {
      const count = units[state] ?? 0
      return count === 0 ? [] : { state, count: count === quantity ? '' : `${words.format.number(count)} × ` }
    })
  const cell = (line: ShownLine) =>
    html`${inStates(line).map(({ state, count }) => html`<div>${count}${stateBadge(words, state)}</div>`)}`
  return [{ header: words.text('order.progress.state'), cell }]
}

/** What a line has beside its product: options, and what a bundle is made of. */
const nameCell = ({ format }: Words, { kind, sku, name, line }: OrderLine, { terms }: ShownLines): Html => {
  const { options = [], parts = [] } = terms.get(line) ?? {}
  const more = [
    ...options.map(option => option.name),
    ...parts.map(part => `${format.number(part.quantity)} × ${part.name}`),
  ]
  return html`${name}${more.length > 0 && html` <span class="quiet">${more.join(', ')}</span>`} <div class="mono">${skuCell({ kind, sku })}</div>`
}

const rateCell = ({ text, format }: Words, { taxRate, taxNet }: OrderLineTermsRow): string => {
  if (taxRate !== null) return format.percent(taxRate)
  return taxNet === null ? '' : text('order.sum.exempt')
}

/** Discounts and rates of taxes; a column only where there are some. */
const termColumns = (words: Words, { terms }: ShownLines, currency: string): readonly Column<OrderLine>[] => {
  const known = [...terms.values()]
  const discountOf = ({ line }: OrderLine) =>
    (terms.get(line)?.discounts ?? []).reduce((sum, { amount }) => sum + amount, 0)
  const discounts: Column<OrderLine> = {
    header: words.text('order.sum.discount'),
    cell: line => {
      const amount = discountOf(line)
      return amount === 0 ? '' : words.format.money(-amount, currency)
    },
    align: 'end',
  }
  const rates: Column<OrderLine> = {
    header: words.text('order.line.tax'),
    cell: ({ line }) => {
      const its = terms.get(line)
      return its === undefined ? '' : rateCell(words, its)
    },
    align: 'end',
    folds: true,
  }
  return [
    ...(known.some(({ discounts: some }) => some.length > 0) ? [discounts] : []),
    ...(known.some(({ taxNet }) => taxNet !== null) ? [rates] : []),
  ]
}

/** The lines of an order, a page of them at a time. */
export const linesCard = (words: Words, order: Progressing, lines: ShownLines): Html => {
  const { text, format } = words
  const { currency } = order
  const table = dataTable<ShownLine>(words, {
    caption: text('order.lines.caption'),
    columns: [
      { header: text('field.product'), cell: line => nameCell(words, line, lines) },
      { header: text('field.quantity'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
      ...stateColumn(words, order),
      { header: text('order.unit'), cell: line => unitPrice(words, line, currency), align: 'end', folds: true },
      ...termColumns(words, lines, currency),
      { header: text('field.total'), cell: ({ total }) => format.money(total, currency), align: 'end' },
    ],
    rows: lines.rows,
    empty: { title: text('order.lines.none'), hint: text('order.lines.none.hint') },
  })
  return card({
    id: 'lines',
    title: text('order.lines'),
    aside: text('order.summary', { units: order.itemCount, lines: order.lineCount }),
    flush: true,
    body: pagedLines(words, pathTo('/orders/:id', order.id), lines, table),
  })
}

/** Whether the person is erased whose data the order holds: the customer, or the guest. */
export const isPersonErased = ({ erasedAt, buyer }: Pick<OrderDetail, 'erasedAt' | 'buyer'>): boolean =>
  erasedAt !== null || buyer?.status === 'erased'

const buyerName = ({ text }: Words, { name, status }: NonNullable<OrderDetail['buyer']>): string => {
  if (name !== null) return name
  return text(status === 'active' ? 'order.customer.unnamed' : `order.customer.${status}`)
}

/** Who bought it, with the way to that customer. */
export const customerCard = (
  words: Words,
  { viewer }: PageContext,
  { buyer, country, erasedAt }: OrderDetail,
  corrections: Child,
): Html => {
  const { text } = words
  const title = text('field.customer')
  const where = country !== null && html`<p class="quiet">${words.format.country(country)}</p>`
  if (buyer === null)
    return card({
      title,
      body: html`<p><strong>${text(erasedAt === null ? 'order.guest' : 'order.guest.erased')}</strong></p><p class="quiet">${text(erasedAt === null ? 'order.guest.hint' : 'order.guest.erased.hint')}</p>${where}${corrections}`,
    })
  const number = buyer.status === 'unknown' ? buyer.id : buyer.reference
  const isLinked = buyer.status !== 'unknown' && viewer.may.has('customer:read')
  return card({
    title,
    ...(isLinked && {
      aside: html`<a href="${pathTo('/customers/:id', buyer.id)}">${text('order.customer.open')}</a>`,
    }),
    body: html`<p><strong>${buyerName(words, buyer)}</strong></p>${buyer.email !== null && html`<p>${buyer.email}</p>`}${number !== null && html`<p class="quiet mono">${number}</p>`}${where}${corrections}`,
  })
}

/** Whom to reach about this order; nothing when nobody was named, or the person is erased. */
export const contactCard = ({ text }: Words, order: OrderDetail): Html | undefined => {
  const known = [
    { term: text('field.contact.name'), value: order.contactName },
    { term: text('field.contact.email'), value: order.contactEmail },
    { term: text('field.contact.phone'), value: order.contactPhone },
    { term: text('field.contact.address'), value: order.contactAddress },
  ].flatMap(({ term, value }) =>
    value === null ? [] : [{ term, value: html`<span class="as-typed">${value}</span>` }],
  )
  return known.length === 0 ? undefined : card({ title: text('order.contact'), body: definitions(known) })
}

/** What the buyer calls the order, and a field to set or clear it. */
export const referenceCard = (words: Words, context: PageContext, order: OrderDetail): Html => {
  const { id, revision, reference, hasReference } = order
  const sent = { id, revision, recorded: order, guard: false, isPart: true }
  const set = () => formOf(words, context, orderCommands.SetCustomReference, sent, ({ field }) => field('reference'))
  const shown = reference ?? words.text(hasReference ? 'order.reference.erased' : 'order.reference.none')
  const title = labelOf(words, 'order', 'reference')
  const maySet = maySend(context, orderCommands.SetCustomReference, order.store) && !isPersonErased(order)
  return card({ title, body: maySet ? set() : html`<p>${shown}</p>` })
}

/** What came back of this order; nothing when there was no return. */
export const returnsCard = (words: Words, order: OrderDetail, returns: readonly ReturnOfOrder[]): Html | undefined => {
  const { text, format } = words
  if (returns.length === 0) return undefined
  const table = dataTable<ReturnOfOrder>(words, {
    caption: text('order.returns.caption'),
    columns: [
      { header: text('field.return'), cell: ({ number }) => number, mono: true },
      { header: text('field.recordedAt'), cell: row => moment(words, row.recordedAt), quiet: true, folds: true },
      {
        header: text('field.status'),
        cell: ({ refused }) => returnBadge(words, refused ? 'refused' : 'recorded'),
      },
      { header: text('order.returns.units'), cell: ({ units }) => format.number(units), align: 'end' },
      { header: text('field.total'), cell: ({ total }) => format.money(total, order.currency), align: 'end' },
    ],
    rows: returns,
    href: ({ id }) => pathTo('/returns/:id', id),
    empty: { title: text('empty.return'), hint: text('empty.return.hint') },
  })
  return card({ title: text('order.returns'), flush: true, body: table })
}
