import { z } from 'zod'
import {
  type Decide,
  type Decision,
  type Facts,
  isRejection,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../../decider.ts'
import { knownCustomer } from '../../facts/known-customer.ts'
import { activeStoreIn, storeIn, storesNamed } from '../../facts/known-store.ts'
import { sellableProduct } from '../../facts/sellable-product.ts'
import { settingsNamed } from '../../facts/setting.ts'
import { RecordedCountry } from '../../shared/country.ts'
import { Currency } from '../../shared/currency.ts'
import { AskedKey, AskedSku, Key } from '../../shared/id.ts'
import { MAX_LINES } from '../../shared/limits.ts'
import { localDate } from '../../shared/local-time.ts'
import { lineTotal } from '../../shared/money.ts'
import { NumberedBy, numberOf } from '../../shared/number.ts'
import { AskedStore } from '../../shared/store-key.ts'
import type { OrderEvents } from '../events/index.ts'
import type { placingEvents } from '../events/placing.ts'
import { AskedLine, sumOf, withinReach } from '../line.ts'
import { priced, unserved } from '../order-sale.ts'
import type { Order } from '../order-state.ts'
import { dueIn } from '../process/due.ts'
import { processNamed } from '../processes/index.ts'
import { orderSubject } from '../subject.ts'
import { AskedQuantity } from '../units.ts'
import { Comment, commented } from './notes.ts'
import { placed } from './placed.ts'

/** Whom to reach about an order when it is not, or not only, the customer on file. */
const AskedContact = z.strictObject({
  name: z.string().trim().min(1).max(255),
  email: z.email().max(255).optional(),
  phone: z.string().max(64).optional(),
  address: z.string().max(1000).optional(),
})

/** Nothing of how it was paid elsewhere is the process's business. */
const RECORDED = 'no-payment-1'

export const placingCommands = {
  /** Prices and names come from the products, the day from the store's clock. */
  PlaceOrder: z.strictObject({
    store: AskedStore,
    /** The store's unless said otherwise. */
    currency: Currency.optional(),
    customer: AskedKey.nullable(),
    lines: z
      .array(z.strictObject({ sku: AskedSku, quantity: AskedQuantity }))
      .min(1)
      .max(MAX_LINES),
    comment: Comment.optional(),
    contact: AskedContact.optional(),
  }),
  /**
   * An order that was placed elsewhere, with the prices it had there: imports, other channels. It has ended there, unless it is
   * said which state it is in.
   */
  RecordOrder: z.strictObject({
    store: AskedStore,
    currency: Currency,
    country: RecordedCountry,
    customer: Key.nullable(),
    placedOn: z.iso.date(),
    lines: z.array(z.strictObject(AskedLine)).min(1).max(MAX_LINES),
    state: z.enum(['confirmed', 'backordered', 'to_pack', 'shipped', 'delivered', 'closed']).optional(),
  }),
  /** Sent by the process that had a number given to it. */
  NumberOrder: NumberedBy,
}

type Sale = Omit<z.infer<typeof placingEvents.OrderPlaced>, 'number' | 'lines' | 'total'> & {
  readonly lines: readonly z.infer<typeof placingCommands.RecordOrder>['lines'][number][]
}

const place = (sale: Sale, id: string): Decision<OrderEvents> => {
  if (!withinReach(sale.lines, sale.currency)) return reject('invalid', 'AmountTooLarge', {}, 'lines')
  const lines = sale.lines.map((line, index) => ({
    line: index + 1,
    ...line,
    total: lineTotal(line.unitPrice, line.quantity, sale.currency),
  }))
  return [{ type: 'OrderPlaced', data: { ...sale, number: numberOf(id), lines, total: sumOf(lines) } }]
}

/** Answers for an order that is not there yet, at a store that may have it. */
const unplaced = (
  order: Order,
  id: string,
  store: ReturnType<typeof storeIn>,
  then: (store: Exclude<ReturnType<typeof storeIn>, Rejection>) => Decision<OrderEvents>,
) => {
  if (order.status !== 'absent') return reject('conflict', 'OrderExists', { order: id })
  return isRejection(store) ? store : then(store)
}

type Beginning = { readonly store: string; readonly timeZone: string }

/** The process that an order begins, and how long its units are in the first state. */
const begun = (name: string, at: Beginning, now: Date, facts: Facts) => {
  const process = processNamed(name)
  const dueAt = dueIn(process, process.start, at, { now, facts })
  return { process: name, ...(dueAt === undefined ? {} : { dueAt }) }
}

export const placingDecide: Decide<Order, typeof placingCommands, OrderEvents> = {
  PlaceOrder: (order, asked, { facts, now, id }) =>
    unplaced(order, id, activeStoreIn(facts, asked.store), at => {
      const { store, currency = at.currency, customer, comment, contact } = asked
      if (!at.currencies.includes(currency))
        return reject('invalid', 'CurrencyNotOfStore', { store, currency }, 'currency')
      const lines = asked.lines.map((line, index) => priced(facts, { store, currency }, line, index))
      const refused = rejectAll([unserved(facts, customer), ...lines].filter(isRejection))
      if (refused !== undefined) return refused
      const subject = orderSubject(id, customer)
      const { timeZone } = at
      const sale = {
        store,
        currency,
        customer,
        placedOn: localDate(now, timeZone),
        timeZone,
        ...begun('no-payment-1', { store, timeZone }, now, facts),
        lines: lines.flatMap(line => (isRejection(line) ? [] : [line])),
      }
      const decision = place(contact === undefined ? sale : { ...sale, personal: { subject, value: contact } }, id)
      return isRejection(decision) || comment === undefined ? decision : [...decision, commented(comment, id, customer)]
    }),
  RecordOrder: (order, { state = 'closed', ...sale }, { facts, id }) =>
    unplaced(order, id, storeIn(facts, sale.store), ({ timeZone }) =>
      place({ ...sale, timeZone, process: RECORDED, state }, id),
    ),
  NumberOrder: (order, data, { id }) =>
    placed(order, id, ({ number }) => (number === null ? [{ type: 'OrderNumbered', data }] : [])),
}

export const placingFacts = {
  PlaceOrder: ({ store, lines, customer }: z.infer<typeof placingCommands.PlaceOrder>) => [
    ...storesNamed(store),
    ...settingsNamed(store),
    ...lines.map(({ sku }) => ({ fact: sellableProduct, id: sku })),
    ...(customer === null ? [] : [{ fact: knownCustomer, id: customer }]),
  ],
  RecordOrder: ({ store }: z.infer<typeof placingCommands.RecordOrder>) => storesNamed(store),
}

export const placingTouches: Touches<Order, typeof placingCommands, typeof placingEvents> = {
  OrderPlaced: () => ['status', 'lines'],
  OrderNumbered: () => ['number'],
}
