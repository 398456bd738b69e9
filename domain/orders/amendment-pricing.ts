import { type Context, type Facts, isRejection, type Rejection, reject, rejectAll } from '../decider.ts'
import { knownDeliveryMethod } from '../facts/known-delivery-method.ts'
import { knownPaymentMethod } from '../facts/known-payment-method.ts'
import type { KnownStore } from '../facts/known-store.ts'
import { localDate } from '../shared/local-time.ts'
import { nearest } from '../shared/tax/apportion.ts'
import { type Difference, isPartlySent, type Wanted } from './amendment.ts'
import { misaddressed, rateOfProduct, type Sold, taxing } from './chosen-terms.ts'
import { settled } from './decisions/place.ts'
import { type OrderedLine, unitsLeft } from './line.ts'
import { priced } from './order-sale.ts'
import type { KeptTerms, Placed } from './order-state.ts'
import type { Expense } from './terms.ts'
import type { AskedExpense } from './totals.ts'

/** An order that was placed here. */
export type Amendable = Placed & { readonly terms: KeptTerms }

/** Where the order goes, and whether that is another country than before. */
const soldTo = ({ country, timeZone }: Placed, { shipping }: Difference, now: Date) => {
  const sold: Sold = { country: shipping?.country ?? country, on: localDate(now, timeZone) }
  return { sold, isAbroad: sold.country !== country }
}
type Going = ReturnType<typeof soldTo>

/** What is left of a discount when some of what it was given for is gone. */
const lessened = (amount: number, { priced: of }: OrderedLine, units: number): number =>
  of === 0 ? 0 : Number(nearest({ parts: BigInt(amount) * BigInt(units), of: BigInt(of) }))

/** What is left of a line, at the price that it has; taxed as before unless it goes to another country. */
const keptLine = (line: OrderedLine, quantity: number, { sold, isAbroad }: Going, facts: Facts) => {
  const { sku, unitPrice, discounts, options } = line
  const untaxed = reject('conflict', 'ProductNotTaxed', { sku }, 'shipping.country')
  const asked = isAbroad ? rateOfProduct(facts, sku, 'shipping', sold) : line.rate
  const isLost = asked === undefined && line.rate !== undefined
  if (isRejection(asked) || isLost) return untaxed
  return {
    line: line.line,
    quantity,
    unitPrice,
    rate: asked,
    options,
    discounts: discounts.map(one => ({ ...one, amount: lessened(one.amount, line, quantity) })),
  }
}

const at = (rejection: Rejection, field: string): Rejection => ({ ...rejection, field })

/** What the order has more of, as it is sold now. */
const newLine = (order: Amendable, { sku, quantity, path, field }: Wanted, { sold }: Going, facts: Facts) => {
  const { store, currency, terms } = order
  const line = priced(facts, { store, currency, priceMode: terms.priceMode }, { sku, quantity }, path)
  if (isRejection(line)) return at(line, field)
  const rate = rateOfProduct(facts, sku, path, sold)
  return isRejection(rate) ? at(rate, field) : { ...line, rate }
}

const taxSetOf = ({ kind, key }: Expense, facts: Facts): string | null | undefined => {
  if (kind === 'delivery') return facts.of(knownDeliveryMethod, key)?.taxSet
  const method = facts.of(knownPaymentMethod, key)
  return method.status === 'absent' ? null : method.taxSet
}

/** An expense that was agreed is not asked for again; only its tax may be another one elsewhere. */
const agreed = (expense: Expense, { sold, isAbroad }: Going, facts: Facts): AskedExpense | Rejection => {
  const { taxes, ...asked } = expense
  const set = taxSetOf(expense, facts) ?? null
  const [before] = taxes
  if (set === null || before === undefined) return asked
  if (!isAbroad) return { ...asked, rate: before.rate }
  const untaxed = reject('conflict', 'OrderPaymentNotTaxed', { payment: expense.name }, 'shipping.country')
  const rate = taxing(facts, set, sold, untaxed)
  if (isRejection(rate)) return rate
  return rate === undefined ? asked : { ...asked, rate }
}

/** Whether delivery costs what it costs now: once something was sent, that was earned. */
export const isDeliveryAsked = (order: Placed): boolean => !isPartlySent(order)

const refusedOf = (order: Amendable, { shipping, delivery }: Difference, { country }: Sold, at: KnownStore) => {
  if (shipping !== undefined) return misaddressed({ store: order.store, shipping }, at)
  return (delivery ?? order.delivery) !== null && country === undefined
    ? [reject('invalid', 'OrderAddressMissing', {}, 'shipping.street')]
    : []
}

/** What an order comes to as it is to be, as if all of it were placed so; or why that can not be. */
export const amendedTotals = (order: Amendable, difference: Difference, shop: KnownStore, context: Context) => {
  const { currency, store, terms } = order
  const { facts, now } = context
  const going = soldTo(order, difference, now)
  const taken = new Map(difference.taken.map(({ line, quantity }) => [line, quantity]))
  const left = order.lines.map(line => ({ line, quantity: unitsLeft(line) - (taken.get(line.line) ?? 0) }))
  const kept = left.flatMap(({ line, quantity }) => (quantity > 0 ? [keptLine(line, quantity, going, facts)] : []))
  const added = difference.wanted.map(one => newLine(order, one, going, facts))
  const isAsked = isDeliveryAsked(order)
  const fees = terms.expenses.filter(({ kind }) => !isAsked || kind === 'payment').map(one => agreed(one, going, facts))
  const sellsAt = { ...shop, priceMode: terms.priceMode, taxRounding: terms.taxRounding }
  const refused = rejectAll(
    [...refusedOf(order, difference, going.sold, sellsAt), ...kept, ...added, ...fees].filter(isRejection),
  )
  if (refused !== undefined) return refused
  const old = kept.flatMap(line => (isRejection(line) ? [] : [line]))
  const fresh = added.flatMap(line => (isRejection(line) ? [] : [line]))
  const method = difference.delivery ?? order.delivery
  const delivery = isAsked && method !== null ? method : undefined
  const bought = { currency, goods: [...old, ...fresh], sold: going.sold }
  const charged = fees.flatMap(one => (isRejection(one) ? [] : [one]))
  const found = settled({ store, delivery }, sellsAt, bought, context, charged)
  return isRejection(found) ? found : { ...found, left, old, fresh, sold: going.sold }
}
export type AmendedTotals = Exclude<ReturnType<typeof amendedTotals>, Rejection>
