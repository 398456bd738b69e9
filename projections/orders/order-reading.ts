import { paymentStates } from '../../domain/orders/process/payment-state.ts'
import { orderProcesses, orderStates } from '../../domain/orders/processes/index.ts'
import { orderSources } from '../../domain/orders/terms.ts'
import { currencies } from '../../domain/shared/currency.ts'
import { readOf } from '../../domain/viewer.ts'
import { type Aside, indexesFor } from '../engine/list/list.ts'
import { columnNames } from '../engine/model/stored-column.ts'
import type { Table } from '../engine/model/table.ts'

/** Where an order came in; of one that does not say it, by whom it was brought. */
export const listedSources = [...orderSources, 'api', 'import'] as const
export type OrderSource = (typeof listedSources)[number]

/** How long units are in a state: in days, as the matrix of orders has them. */
export const orderAges = { day: { below: 1 }, week: { from: 1, below: 7 }, older: { from: 7 } } as const
export type OrderAge = keyof typeof orderAges

/** How long ago orders were placed, at least. */
export const placedAges = { threeDays: { from: 3 }, week: { from: 7 }, month: { from: 30 } } as const

/** When time next moves units, at the latest; what should have moved already is overdue. */
export const orderDues = { overdue: { from: 0 }, day: { from: -1 }, week: { from: -7 } } as const

/** How orders are sorted and told apart by what is in their own rows. */
export const orderReading = {
  key: 'id',
  sorts: {
    placedAt: { column: 'placedAt', direction: 'desc', isRanged: true },
    total: { column: 'currency', then: 'total', direction: 'desc', isRanged: true },
    since: { column: 'since', direction: 'asc', isRanged: true, notWith: ['placedOn', 'placed'] },
  },
  filters: {
    age: {
      kind: 'choice',
      column: 'since',
      values: Object.keys(orderAges),
      ages: orderAges,
      notBefore: 'placedAt',
    },
    placed: { kind: 'choice', column: 'placedAt', values: Object.keys(placedAges), ages: placedAges },
    moving: { kind: 'choice', column: 'wakesAt', values: Object.keys(orderDues), ages: orderDues },
    payment: { kind: 'choice', column: 'paymentState', values: paymentStates },
    store: { kind: 'choice', column: 'store' },
    placedOn: { kind: 'days', column: 'placedOn', of: 'day', along: 'placedAt' },
    process: {
      kind: 'choice',
      column: 'process',
      values: orderProcesses.map(({ name }) => name),
      isApart: true,
      isOfStore: true,
    },
    source: { kind: 'choice', column: 'source', values: listedSources, isApart: true, isOfStore: true },
    number: { kind: 'choice', column: 'number', isNarrow: true },
    customer: { kind: 'choice', column: 'customer', isNarrow: true, then: 'placedAt', thing: 'customer' },
    assigned: { kind: 'choice', column: 'assignee', isNarrow: true, then: 'placedAt', thing: 'user' },
    tag: { kind: 'choice', column: 'tags', isListed: 'always' },
    total: { kind: 'amount', column: 'total', currency: 'currency' },
    currency: { kind: 'choice', column: 'currency', values: currencies, isApart: true },
    open: { kind: 'flag', column: 'isOpen', isPaired: true },
    held: { kind: 'flag', column: 'isHeld', isRare: true },
    flagged: { kind: 'flag', column: 'isFlagged', isRare: true },
  },
  store: { column: 'store', may: readOf.order },
} as const

export const indexesOfOrders = indexesFor(orderReading)

/** What of an order is in rows of their own: the states of its units, and its products. */
export const orderAsides = {
  state: { kind: 'choice', column: 'state', values: orderStates },
  product: { kind: 'choice', column: 'sku', isNarrow: true, thing: 'product' },
} as const

/** Rows of another table of the read model, which have an order's id as `order`. `columns`: what is read of them. */
export const asideOf = (orders: Table, aside: Omit<Aside, 'key' | 'others'>): Aside => {
  const others = columnNames(orders).filter(name => name !== 'id' && !aside.columns.includes(name))
  return { ...aside, key: 'order', others }
}
