import { orderStates } from '../../domain/orders/processes/index.ts'
import { currencies } from '../../domain/shared/currency.ts'
import { readOf } from '../../domain/viewer.ts'
import { indexesFor } from '../engine/list/list.ts'

/** How orders are sorted and told apart. */
export const orderReading = {
  key: 'id',
  sorts: {
    placedAt: { column: 'placedAt', direction: 'desc' },
    total: { column: 'currency', then: 'total', direction: 'desc' },
  },
  filters: {
    state: { kind: 'choice', column: 'states', values: orderStates, isListed: 'always' },
    open: { kind: 'flag', column: 'isOpen' },
    store: { kind: 'choice', column: 'store' },
    placedOn: {
      kind: 'days',
      column: 'placedOn',
      of: 'day',
      within: { placedAt: { column: 'placedOn', then: 'placedAt' } },
    },
    number: { kind: 'choice', column: 'number', isNarrow: true },
    customer: { kind: 'choice', column: 'customer', isNarrow: true, then: 'placedAt', thing: 'customer' },
    total: { kind: 'amount', column: 'total', currency: 'currency' },
    currency: { kind: 'choice', column: 'currency', values: currencies, isApart: true },
  },
  store: { column: 'store', may: readOf.order },
} as const

export const indexesOfOrders = indexesFor(orderReading)
