import { describe, expect, it } from 'vitest'
import { categoryTree } from '../../domain/catalog/category-tree.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { customer } from '../../domain/customers/customer.ts'
import { type AnyDecider, fold } from '../../domain/decider.ts'
import { order } from '../../domain/orders/order.ts'
import { group } from '../../domain/people/group.ts'
import { numberBook } from '../../domain/shop/number-book.ts'
import { taxSet } from '../../domain/shop/tax-set.ts'

type Event = { readonly type: string; readonly data: object }

const seenOf = () => new WeakSet<object>()

/** How many places of objects, arrays and maps a state has that none before it had: what evolve had to write. */
const written = (value: unknown, seen: WeakSet<object>): number => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0
  seen.add(value)
  const inside: readonly unknown[] = value instanceof Map ? [...value].flat() : Object.values(value)
  return inside.reduce<number>((sum, item) => sum + written(item, seen), inside.length)
}

const work = ({ evolve, initial }: AnyDecider, events: readonly Event[]): number => {
  const seen = seenOf()
  let [state, sum] = [initial, 0]
  for (const event of events) {
    state = fold(evolve, state, [{ ...event, at: new Date(0), commandId: 'c' }])
    sum += written(state, seen)
  }
  return sum
}

const times = (count: number, event: (index: number) => Event): Event[] =>
  Array.from({ length: count }, (_, n) => event(n))

const reserved = (n: number): Event => ({
  type: 'StockReserved',
  data: { reservation: `r-${n}`, order: 'o', quantity: 1 },
})
const deducted = (n: number): Event => ({ type: 'StockDeducted', data: { reservation: `r-${n}`, quantity: 1 } })
const awaited = (n: number): Event => ({
  type: 'StockAwaited',
  data: { order: `o-${n}`, line: 1, quantity: 2, since: '2026-03-01T10:00:00.000Z', version: 1 },
})
const served = (n: number): Event => ({
  type: 'StockReserved',
  data: { reservation: `o-${n}/1~${n}`, order: `o-${n}`, line: 1, quantity: 2, waited: true },
})
const partly = (n: number): Event => ({
  type: 'StockDeducted',
  data: { reservation: 'r-0', quantity: 1, shipment: `o@${n}` },
})
const placed = (n: number): Event => ({
  type: 'CategoryPlaced',
  data: { category: `c-${n}`, parent: null, names: { en: `C ${n}` }, position: n },
})
const moved =
  (categories: number) =>
  (n: number): Event => ({
    type: 'CategoryMoved',
    data: { category: `c-${n % categories}`, from: null, parent: null, position: n },
  })

const registered: Event = {
  type: 'CustomerRegistered',
  data: { locale: 'en', emailClaim: null, personal: { subject: 'customer-c', value: null } },
}
const addressAdded = (n: number): Event => ({
  type: 'CustomerAddressAdded',
  data: { address: `a-${n}`, country: 'GB', personal: { subject: 'customer-c', value: null } },
})
const ordered: Event = {
  type: 'OrderPlaced',
  data: {
    number: '1',
    store: 'UK',
    currency: 'GBP',
    customer: null,
    placedOn: '2026-03-01',
    timeZone: 'Europe/London',
    process: 'no-payment-1',
    lines: [],
    total: 0,
  },
}
const refused = (n: number): Event => ({
  type: 'OrderReturnRefused',
  data: { return: `return-${n}`, lines: [], reason: 'lineUnknown' },
})

/** Streams of a length, by the thing that grows in them. */
const streams: readonly (readonly [string, AnyDecider, (length: number) => Event[]])[] = [
  ['open reservations', stock, length => times(length, reserved)],
  ['settled reservations', stock, length => times(length, reserved).flatMap((event, n) => [event, deducted(n)])],
  ['orders that wait for stock', stock, length => times(length, awaited)],
  ['orders that were served', stock, length => times(length, awaited).flatMap((event, n) => [event, served(n)])],
  ['parts of a reservation', stock, length => [reserved(0), ...times(length, partly)]],
  ['categories', categoryTree, length => times(length, placed)],
  ['addresses', customer, length => [registered, ...times(length, addressAdded)]],
  ['returns of an order', order, length => [ordered, ...times(length, refused)]],
  [
    'users of a group',
    group,
    length => [
      { type: 'GroupCreated', data: { name: 'G', nameClaim: 'n', roles: [], needsSecondFactor: false } },
      ...times(length, n => ({ type: 'GroupJoined', data: { user: `u-${n}` } })),
    ],
  ],
  [
    'what is taxed by a set',
    taxSet,
    length => [
      { type: 'TaxSetCreated', data: { name: 'S', nameClaim: 'n', rates: [] } },
      ...times(length, n => ({ type: 'TaxSetUsed', data: { by: `product-${n}` } })),
    ],
  ],
  [
    'numbers whose documents wait for them',
    numberBook,
    length =>
      times(length, n => ({
        type: 'NumberGiven',
        data: { store: 'DE', number: n + 1, to: `o-${n}`, text: `${n + 1}` },
      })),
  ],
  ['moves of many categories', categoryTree, n => [...times(n, placed), ...times(n, moved(n))]],
]

describe('a stream that is twice as long', () => {
  it.each(streams)('costs about twice as much to fold: %s', (_, decider, streamOf) => {
    const [short, long] = [work(decider, streamOf(1_000)), work(decider, streamOf(2_000))]
    expect(long / short).toBeLessThan(2.5)
  })
})
