import { z } from 'zod'
import {
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  isRejection,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { knownCustomer } from '../facts/known-customer.ts'
import { activeStoreIn, storeIn, storesNamed } from '../facts/known-store.ts'
import { sellableProduct } from '../facts/sellable-product.ts'
import { amend } from '../shared/changes.ts'
import { Currency } from '../shared/currency.ts'
import { Key } from '../shared/id.ts'
import { localDate } from '../shared/local-time.ts'
import { lineTotal, Minor } from '../shared/money.ts'
import { numberOf } from '../shared/number.ts'
import { emptyMap } from '../shared/persistent-map.ts'
import { personal } from '../shared/personal.ts'
import { perLine, refuse, SoldLine, shortagesOf, sumOf, Units, valued, withinReach } from './line.ts'
import { commands } from './order-commands.ts'
import { priced, unserved } from './order-sale.ts'
import { answering, type Order, type Placed, taking } from './order-state.ts'
import { orderSubject } from './subject.ts'

const Text = z.string()
const Contact = { name: Text, email: Text.optional(), phone: Text.optional(), address: Text.optional() }
const Cancelled = z.strictObject({ ...Units.shape, amount: Minor })
/** Before the order valued what it books there was no amount. */
const Returned = z.strictObject({ ...Units.shape, amount: Minor.optional() })

// Stored for ever: never rename a key, only add optional fields.
const events = {
  OrderPlaced: z.strictObject({
    number: z.string(),
    store: Key,
    currency: Currency,
    country: z.string().optional(),
    customer: Key.nullable(),
    placedOn: z.iso.date(),
    /** Of the store then: by it whatever happens to the order has its day. */
    timeZone: z.string(),
    lines: z.array(z.strictObject({ line: z.int().positive(), ...SoldLine, total: Minor })),
    total: Minor,
    personal: personal(Contact).optional(),
  }),
  /** The number that it was given; `range`: by which. */
  OrderNumbered: z.strictObject({ number: z.string(), range: z.string() }),
  OrderCommented: z.strictObject({ personal: personal({ text: Text }) }),
  /** What the buyer calls the order is theirs: sealed. Before that it was kept in clear, as the reason below. */
  CustomReferenceSet: z.strictObject({
    reference: z.string().optional(),
    personal: personal({ reference: Text }).optional(),
  }),
  CustomReferenceCleared: z.strictObject({}),
  OrderLinesCancelled: z.strictObject({
    lines: z.array(Cancelled),
    amount: Minor,
    reason: z.string().optional(),
    currency: Currency,
    store: Key,
    on: z.iso.date(),
    personal: personal({ reason: Text }).optional(),
  }),
  OrderLinesReturned: z.strictObject({ return: Key, lines: z.array(Returned) }),
  OrderReturnRefused: z.strictObject({
    return: Key,
    lines: z.array(Units),
    reason: z.enum(['lineUnknown', 'tooFewLeft']),
  }),
  /** Whoever ordered without an account: the contact of the order and what was said about it go. */
  GuestErased: z.strictObject({}),
  /** Behind this nothing can be opened any more: whatever was still projected before it is cleared once more. */
  GuestKeyDestroyed: z.strictObject({}),
}

const evolve: Evolve<Order, typeof events> = {
  OrderPlaced: (_, { store, placedOn, timeZone, currency, country, customer, lines }) => ({
    status: 'placed',
    store,
    placedOn,
    timeZone,
    currency,
    country,
    customer,
    reference: null,
    number: null,
    lines: lines.map(({ total: _total, ...line }) => ({ ...line, cancelled: 0, returned: 0, given: 0 })),
    guest: 'known',
    returns: emptyMap(),
  }),
  OrderNumbered: (order, { number }) => amend(order, { number }),
  OrderCommented: order => order,
  CustomReferenceSet: (order, { reference = null, personal }) =>
    order.status === 'absent'
      ? order
      : { ...order, reference: personal === undefined ? reference : (personal.value?.reference ?? null) },
  CustomReferenceCleared: order => amend(order, { reference: null }),
  OrderLinesCancelled: (order, { lines }) => taking(order, 'cancelled', lines),
  OrderLinesReturned: (order, data) => answering(taking(order, 'returned', data.lines), data.return),
  OrderReturnRefused: (order, data) => answering(order, data.return),
  GuestErased: order => amend(order, { guest: 'erased' }),
  GuestKeyDestroyed: order => amend(order, { guest: 'gone' }),
}

type Sale = Omit<z.infer<typeof events.OrderPlaced>, 'number' | 'lines' | 'total'> & {
  readonly lines: readonly z.infer<typeof commands.RecordOrder>['lines'][number][]
}

const place = (sale: Sale, id: string): Decision<typeof events> => {
  if (!withinReach(sale.lines, sale.currency)) return reject('invalid', 'AmountTooLarge', {}, 'lines')
  const lines = sale.lines.map((line, index) => ({
    line: index + 1,
    ...line,
    total: lineTotal(line.unitPrice, line.quantity, sale.currency),
  }))
  return [{ type: 'OrderPlaced', data: { ...sale, number: numberOf(id), lines, total: sumOf(lines) } }]
}

const commented = (text: string, id: string, customer: string | null) => ({
  type: 'OrderCommented' as const,
  data: { personal: { subject: orderSubject(id, customer), value: { text } } },
})

/** Answers for an order that is not there yet, at a store that may have it. */
const unplaced = (
  order: Order,
  id: string,
  store: ReturnType<typeof storeIn>,
  then: (store: Exclude<ReturnType<typeof storeIn>, Rejection>) => Decision<typeof events>,
) => {
  if (order.status !== 'absent') return reject('conflict', 'OrderExists', { order: id })
  return isRejection(store) ? store : then(store)
}

/** Answers for an order that is there. */
const placed = (order: Order, id: string, then: (order: Placed) => Decision<typeof events>) =>
  order.status === 'absent' ? reject('unknown', 'OrderUnknown', { order: id }) : then(order)

const decide: Decide<Order, typeof commands, typeof events> = {
  PlaceOrder: (order, asked, { facts, now, id }) =>
    unplaced(order, id, activeStoreIn(facts, asked.store), at => {
      const { store, currency = at.currency, customer, comment, contact } = asked
      if (!at.currencies.includes(currency))
        return reject('invalid', 'CurrencyNotOfStore', { store, currency }, 'currency')
      const lines = asked.lines.map((line, index) => priced(facts, { store, currency }, line, index))
      const refused = rejectAll([unserved(facts, customer), ...lines].filter(isRejection))
      if (refused !== undefined) return refused
      const subject = orderSubject(id, customer)
      const sale = {
        store,
        currency,
        customer,
        placedOn: localDate(now, at.timeZone),
        timeZone: at.timeZone,
        lines: lines.flatMap(line => (isRejection(line) ? [] : [line])),
      }
      const decision = place(contact === undefined ? sale : { ...sale, personal: { subject, value: contact } }, id)
      return isRejection(decision) || comment === undefined ? decision : [...decision, commented(comment, id, customer)]
    }),
  RecordOrder: (order, sale, { facts, id }) =>
    unplaced(order, id, storeIn(facts, sale.store), ({ timeZone }) => place({ ...sale, timeZone }, id)),
  NumberOrder: (order, data, { id }) =>
    placed(order, id, ({ number }) => (number === null ? [{ type: 'OrderNumbered', data }] : [])),
  CommentOnOrder: (order, { text }, { id }) => placed(order, id, ({ customer }) => [commented(text, id, customer)]),
  SetCustomReference: (order, { reference }, { id }) =>
    placed(order, id, was => {
      if (was.reference === reference) return []
      return reference === null
        ? [{ type: 'CustomReferenceCleared', data: {} }]
        : [
            {
              type: 'CustomReferenceSet',
              data: { personal: { subject: orderSubject(id, was.customer), value: { reference } } },
            },
          ]
    }),
  CancelOrderLines: (order, { lines, reason }, { now, id }) =>
    placed(order, id, was => {
      const units = perLine(lines)
      const refused = refuse(shortagesOf(was.lines, units), lines)
      if (refused !== undefined) return refused
      const { currency, store, timeZone } = was
      const cancelled = valued(was.lines, units, currency)
      const amount = cancelled.reduce((sum, line) => sum + line.amount, 0)
      const on = localDate(now, timeZone)
      const personal = { subject: orderSubject(id, was.customer), value: { reason } }
      return [{ type: 'OrderLinesCancelled', data: { lines: cancelled, amount, currency, store, on, personal } }]
    }),
  BookReturn: (order, data, { id }) =>
    placed(order, id, was => {
      if (was.returns.has(data.return)) return []
      const lines = perLine(data.lines)
      const [shortage] = shortagesOf(was.lines, lines)
      return shortage === undefined
        ? [{ type: 'OrderLinesReturned', data: { return: data.return, lines: valued(was.lines, lines, was.currency) } }]
        : [{ type: 'OrderReturnRefused', data: { return: data.return, lines, reason: shortage.reason } }]
    }),
  EraseGuest: (order, _, { id }) =>
    placed(order, id, ({ customer, guest, reference }) => {
      if (customer !== null) return reject('conflict', 'OrderOfCustomer', { customer })
      if (guest !== 'known') return []
      const erased = { type: 'GuestErased', data: {} } as const
      return reference === null ? [erased] : [{ type: 'CustomReferenceCleared', data: {} }, erased]
    }),
  ConfirmGuestErasure: (order, _, { id }) =>
    placed(order, id, ({ guest }) => {
      if (guest === 'known') return reject('conflict', 'GuestNotErased', { order: id })
      return guest === 'gone' ? [] : [{ type: 'GuestKeyDestroyed', data: {} }]
    }),
}

const touchedLines = ({ lines }: { lines: readonly Units[] }) => lines.map(({ line }) => `lines.${line}` as const)

const touches: Touches<Order, typeof commands, typeof events> = {
  OrderPlaced: () => ['status', 'lines'],
  OrderNumbered: () => ['number'],
  OrderCommented: () => [],
  CustomReferenceSet: () => ['reference'],
  CustomReferenceCleared: () => ['reference'],
  OrderLinesCancelled: touchedLines,
  OrderLinesReturned: touchedLines,
  OrderReturnRefused: () => [],
  GuestErased: () => ['reference'],
  GuestKeyDestroyed: () => [],
}

export const order: Decider<Order, typeof commands, typeof events> = {
  category: 'order',
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  spared: ['OrderLinesCancelled'],
  facts: {
    PlaceOrder: ({ store, lines, customer }) => [
      ...storesNamed(store),
      ...lines.map(({ sku }) => ({ fact: sellableProduct, id: sku })),
      ...(customer === null ? [] : [{ fact: knownCustomer, id: customer }]),
    ],
    RecordOrder: ({ store }) => storesNamed(store),
  },
}
