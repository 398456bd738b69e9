import type { PageContext } from '../../api/page.ts'
import type { OrderAddress } from '../../domain/orders/order-address.ts'
import type { OrderDetail } from '../../projections/orders/order-detail.ts'
import type { OrderTermsRow } from '../../projections/orders/order-terms.ts'
import type { ReturnOfOrder } from '../../projections/orders/return-detail.ts'
import { card, type Definition, definitions } from '../components/card.ts'
import { type Html, html } from '../html.ts'
import { thingLink } from '../thing.ts'
import type { Words } from '../words.ts'
import { addressLines } from './address-lines.ts'
import { isPersonErased } from './order-cards.ts'

/** The sums of an order as its event has them, in minor units. */
export type Sums = {
  readonly currency: string
  readonly priceMode: 'gross' | 'net'
  readonly subtotal: number
  readonly discount: number
  readonly expenses: readonly { readonly name: string; readonly amount: number }[]
  readonly taxes: readonly { readonly rate: string | null; readonly net: number; readonly tax: number }[]
  readonly total: number
}

const rateText = ({ text, format }: Words, rate: string | null, key: 'order.sum.tax' | 'order.sum.taxIn'): string =>
  rate === null ? text('order.sum.exempt') : text(key, { rate: format.percent(rate) })

/** How an order comes to its total: taxes on top of net prices, or what of gross ones is tax. */
export const sumItems = (words: Words, sums: Sums, totalIs: { readonly strong: boolean }): Definition[] => {
  const { text, format } = words
  const { currency, priceMode, subtotal, discount, expenses, taxes, total } = sums
  const money = (amount: number) => format.money(amount, currency)
  const key = priceMode === 'net' ? 'order.sum.tax' : 'order.sum.taxIn'
  const taxed = taxes.map(({ rate, net, tax }) => ({
    term: html`${rateText(words, rate, key)} <span class="quiet">${text('order.sum.of', { net: money(net) })}</span>`,
    value: money(tax),
  }))
  return [
    // It would say the same twice where nothing comes between.
    ...(subtotal === total && discount === 0 ? [] : [{ term: text('order.sum.subtotal'), value: money(subtotal) }]),
    ...(discount === 0 ? [] : [{ term: text('order.sum.discount'), value: money(-discount) }]),
    ...expenses.map(({ name, amount }) => ({ term: name, value: money(amount) })),
    ...(priceMode === 'net' ? taxed : []),
    { term: text('order.totals.ordered'), value: money(total), ...totalIs },
    ...(priceMode === 'net' ? [] : taxed),
  ]
}

/** What was ordered of which kind, of orders of which nothing else is known. */
const kindItems = ({ text, format }: Words, { kinds, currency }: OrderDetail): Definition[] => {
  const sums = (['product', 'shipping', 'manual'] as const).flatMap(kind => {
    const found = kinds.find(sum => sum.kind === kind)
    return found === undefined ? [] : [{ term: text(`value.kind.${kind}`), value: format.money(found.total, currency) }]
  })
  return sums.length > 1 ? sums : []
}

const orderedItems = (words: Words, order: OrderDetail, isAll: boolean): Definition[] => {
  const { terms, currency, total } = order
  if (terms === undefined || terms.priceMode === null || terms.subtotal === null)
    return [
      ...kindItems(words, order),
      { term: words.text('order.totals.ordered'), value: words.format.money(total, currency), strong: isAll },
    ]
  const { priceMode, subtotal, discount, expenses, taxes } = terms
  return sumItems(words, { currency, priceMode, subtotal, discount, expenses, taxes, total }, { strong: isAll })
}

/** What has come in, and what is still to come or to go back; nothing of orders that nobody pays here. */
const paidItems = ({ text, format }: Words, { terms, currency }: OrderDetail, left: number): Definition[] => {
  if (terms === undefined || (terms.paymentMethod === null && terms.captured === 0)) return []
  const money = (amount: number) => format.money(amount, currency)
  const paid = terms.captured - terms.refunded
  const due = left - paid
  const paidItem = { term: text('order.sum.paid'), value: money(paid) }
  if (due === 0) return [paidItem]
  return [
    paidItem,
    { term: text(due > 0 ? 'order.sum.due' : 'order.sum.toRefund'), value: money(Math.abs(due)), strong: true },
  ]
}

/** Why units were cancelled last; nothing when none were. */
const cancelReason = ({ text }: Words, order: OrderDetail): Html | false => {
  const { cancelledUnits, cancelReason: reason } = order
  if (cancelledUnits === 0 || (reason === null && !isPersonErased(order))) return false
  return html`<p class="quiet">${reason === null ? text('order.cancelled.erased') : text('order.cancelled.reason', { reason })}</p>`
}

/** What of the total came back; an amended order comes to what it had left then. */
const returnedOf = ({ amendedAt, given, cancelledAmount }: OrderDetail, returns: readonly ReturnOfOrder[]): number =>
  amendedAt === null
    ? returns.reduce((sum, { total, refused }) => sum + (refused ? 0 : total), 0)
    : given - cancelledAmount

/** The bill: what was ordered, what of it is gone again, what remains, and what of that is paid. */
export const totalsCard = (words: Words, order: OrderDetail, returns: readonly ReturnOfOrder[]): Html => {
  const { text, format } = words
  const money = (amount: number) => format.money(amount, order.currency)
  const gone = [
    { term: text('field.cancelled'), amount: order.cancelledAmount },
    { term: text('field.returned'), amount: returnedOf(order, returns) },
  ].filter(({ amount }) => amount !== 0)
  const left = order.total - gone.reduce((sum, { amount }) => sum + amount, 0)
  const items = [
    ...orderedItems(words, order, gone.length === 0),
    ...gone.map(({ term, amount }) => ({ term, value: money(-amount) })),
    ...(gone.length === 0 ? [] : [{ term: text('order.totals.left'), value: money(left), strong: true }]),
    ...paidItems(words, order, left),
  ]
  return card({ title: text('order.totals'), body: html`${definitions(items, 'sum')}${cancelReason(words, order)}` })
}

const addressItem = (words: Words, term: string, address: OrderAddress | null): Definition[] =>
  address === null ? [] : [{ term, value: addressLines(words, address) }]

/** How it is delivered and paid, and where it goes; nothing of orders of which nobody said it. */
export const termsCard = (
  words: Words,
  { viewer }: Pick<PageContext, 'viewer'>,
  terms: OrderTermsRow | undefined,
): Html | undefined => {
  if (terms === undefined) return undefined
  const { text } = words
  const { deliveryMethod, deliveryName, paymentMethod, paymentName, source, billing, shipping } = terms
  const items: Definition[] = [
    ...(source === null ? [] : [{ term: text('field.order.source'), value: text(`value.order.source.${source}`) }]),
    ...(deliveryMethod === null
      ? []
      : [
          {
            term: text('field.order.delivery'),
            value: thingLink(viewer, 'deliveryMethod', deliveryMethod, deliveryName ?? deliveryMethod),
          },
        ]),
    ...(paymentMethod === null
      ? []
      : [
          {
            term: text('field.order.payment'),
            value: thingLink(viewer, 'paymentMethod', paymentMethod, paymentName ?? paymentMethod),
          },
        ]),
    ...addressItem(words, text('order.shipping'), shipping),
    ...addressItem(words, text('order.billing'), billing),
  ]
  return items.length === 0 ? undefined : card({ title: text('order.terms'), body: definitions(items) })
}
