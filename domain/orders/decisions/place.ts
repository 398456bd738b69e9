import { type Context, type Decision, isRejection, type Rejection, reject, rejectAll } from '../../decider.ts'
import type { KnownStore } from '../../facts/known-store.ts'
import type { Currency } from '../../shared/currency.ts'
import { MAX_AMOUNT } from '../../shared/limits.ts'
import { localDate } from '../../shared/local-time.ts'
import { numberOf } from '../../shared/number.ts'
import { chosenTerms, destinationOf, misaddressed, rateOfProduct, type Sold } from '../chosen-terms.ts'
import type { OrderEvents } from '../events/index.ts'
import { withinReach } from '../line.ts'
import { priced, unserved } from '../order-sale.ts'
import { dueIn, type Timing } from '../process/due.ts'
import { processNamed } from '../processes/index.ts'
import { orderSubject } from '../subject.ts'
import { type AskedExpense, type AskedTotals, orderTotals } from '../totals.ts'
import type { AskedOrder } from './asked-order.ts'
import { commented, referred } from './notes.ts'

export const TOO_LARGE: Rejection = reject('invalid', 'AmountTooLarge', {}, 'lines')

/** The process that an order begins, and how long its units are in the first state. */
const begun = (name: string, at: { readonly store: string; readonly timeZone: string }, timing: Timing) => {
  const process = processNamed(name)
  const dueAt = dueIn(process, process.start, at, timing)
  return { process: name, ...(dueAt === undefined ? {} : { dueAt }) }
}

/** The lines with their prices and rates, or all that is wrong with them and with who buys them. */
const goodsOf = (asked: AskedOrder, currency: Currency, at: KnownStore, sold: Sold, { facts }: Context) => {
  const { store, customer } = asked
  const place = { store, currency, priceMode: at.priceMode }
  const lines = asked.lines.map((wanted, index) => {
    const line = priced(facts, place, wanted, `lines.${index}`)
    if (isRejection(line)) return line
    const rate = rateOfProduct(facts, line.sku, `lines.${index}`, sold)
    return isRejection(rate) ? rate : { ...line, rate }
  })
  const refused = [unserved(facts, customer), ...misaddressed(asked, at), ...lines].filter(isRejection)
  return rejectAll(refused) ?? lines.flatMap(line => (isRejection(line) ? [] : [line]))
}
type Goods = Exclude<ReturnType<typeof goodsOf>, Rejection>

type Bought<Lines extends AskedTotals['lines'] = Goods> = {
  readonly currency: Currency
  readonly goods: Lines
  readonly sold: Sold
}

/**
 * How it is delivered and paid, and what all of it comes to; or why that is not to be had.
 * @param agreed what is charged besides, whatever it would cost now
 */
export const settled = (
  asked: Pick<AskedOrder, 'store' | 'delivery' | 'payment'>,
  at: KnownStore,
  { currency, goods, sold }: Bought<AskedTotals['lines']>,
  { facts }: Context,
  agreed: readonly AskedExpense[] = [],
) => {
  if (!withinReach(goods, currency)) return TOO_LARGE
  const { priceMode, taxRounding } = at
  const of: Omit<AskedTotals, 'expenses'> = { currency, priceMode, taxRounding, lines: goods }
  const { subtotal, discount } = orderTotals({ ...of, expenses: [] })
  const terms = chosenTerms(facts, asked, at, { currency, value: subtotal - discount, sold })
  if (isRejection(terms)) return terms
  const { expenses, ...chosen } = terms
  const totals = orderTotals({ ...of, expenses: [...expenses, ...agreed] })
  return totals.total > MAX_AMOUNT ? TOO_LARGE : { totals, chosen }
}

/** What of an order is about a person; undefined where nobody said anything. */
const personalOf = ({ contact, billing, shipping, customer }: AskedOrder, id: string) => {
  if (contact === undefined && billing === undefined && shipping === undefined) return undefined
  const value = {
    ...contact,
    ...(billing === undefined ? {} : { billing }),
    ...(shipping === undefined ? {} : { shipping }),
  }
  return { subject: orderSubject(id, customer), value }
}

type Settled = Exclude<ReturnType<typeof settled>, Rejection>

/** What the event of placing says. */
const saidOf = (asked: AskedOrder, at: KnownStore, bought: Bought, { totals, chosen }: Settled, context: Context) => {
  const { store, customer, source } = asked
  const { currency, goods, sold } = bought
  const { priceMode, taxRounding, timeZone } = at
  const personal = personalOf(asked, context.id)
  const { subtotal, discount, expenses, taxes, total } = totals
  return {
    number: numberOf(context.id),
    store,
    currency,
    customer,
    placedOn: sold.on,
    timeZone,
    ...(sold.country === undefined ? {} : { country: sold.country }),
    ...begun(chosen.payment?.process ?? 'no-payment-1', { store, timeZone }, context),
    lines: goods.map(({ rate: _rate, ...line }, index) => {
      const { total = 0, tax } = totals.lines[index] ?? {}
      return { line: index + 1, ...line, total, ...(tax === undefined ? {} : { tax }) }
    }),
    total,
    priceMode,
    taxRounding,
    subtotal,
    discount,
    expenses,
    taxes,
    ...chosen,
    ...(source === undefined ? {} : { source }),
    ...(personal === undefined ? {} : { personal }),
  }
}

/** An order with the names, prices and taxes of now, at a store that takes orders. @param more what its event says beside it */
export const placedNow = (
  asked: AskedOrder,
  at: KnownStore,
  context: Context,
  more: { readonly draft?: true } = {},
): Decision<OrderEvents> => {
  const { store, currency = at.currency, customer, comment, reference } = asked
  const { now, id } = context
  if (!at.currencies.includes(currency)) return reject('invalid', 'CurrencyNotOfStore', { store, currency }, 'currency')
  const sold: Sold = { country: destinationOf(asked)?.country, on: localDate(now, at.timeZone) }
  const goods = goodsOf(asked, currency, at, sold, context)
  if (isRejection(goods)) return goods
  const bought = { currency, goods, sold }
  const found = settled(asked, at, bought, context)
  if (isRejection(found)) return found
  return [
    { type: 'OrderPlaced', data: { ...saidOf(asked, at, bought, found, context), ...more } },
    ...(reference === undefined ? [] : [referred(reference, id, customer)]),
    ...(comment === undefined ? [] : [commented({ text: comment }, id, customer)]),
  ]
}
