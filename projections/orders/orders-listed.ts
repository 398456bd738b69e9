import { customerList } from '../customers/customer.ts'
import { list } from '../engine/list/list.ts'
import { asideOf, orderAsides, orderReading } from './order-reading.ts'
import { salesOrder } from './order-row.ts'
import { orderInState } from './order-units.ts'

/** All orders, newest first. */
export const orderList = list({
  table: 'sales_order',
  ...orderReading,
  filters: { ...orderAsides, ...orderReading.filters },
  asides: [
    asideOf(salesOrder, {
      table: 'order_in_state',
      tie: 'state',
      filters: ['state'],
      also: ['age'],
      columns: Object.keys(orderInState.columns).filter(name => name !== 'order'),
    }),
    asideOf(salesOrder, {
      table: 'order_line',
      tie: 'line',
      filters: ['product'],
      columns: ['line', 'sku', 'placedAt'],
    }),
  ],
  defaultSort: 'placedAt',
  search: true,
  searchesPersonal: 'customer:personal',
  also: [{ column: 'customer', in: customerList }],
})
