import { hasFlag } from '../../domain/orders/process/definition.ts'
import { needsStock } from '../../domain/orders/process/stock.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { type ProjectedEvent, projection, type TablesOf } from '../engine/model/projection.ts'
import { table, text } from '../engine/model/table.ts'

const tables = {
  /** Orders for which stock is to be reserved, and no warehouse has been asked. */
  order_unasked: table({
    key: ['order'],
    columns: { order: text(), store: text() },
    indexes: [['store', 'order']],
  }),
}

/** What was recorded in a state of its own came from elsewhere, where stock was seen to: it asks when somebody wants it to. */
const asksBySelf = ({ origin, data: { process, state, lines } }: ProjectedEvent<'OrderPlaced'>): boolean => {
  const of = processNamed(process)
  return origin === 'live' && state === undefined && hasFlag(of, of.start, 'reserved') && lines.some(needsStock)
}

/** Which orders were placed, or asked for stock, while no warehouse served their store. */
export const ordersUnasked = projection({
  name: 'orders_unasked',
  version: 1,
  tables,
  on: {
    OrderPlaced: (event, { order_unasked }) =>
      asksBySelf(event) ? order_unasked.put({ order: event.id, store: event.data.store }) : [],
    StockAsked: ({ id: order, data: { places, store } }, { order_unasked }) =>
      places.length === 0 ? order_unasked.put({ order, store }) : order_unasked.remove({ order }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof ordersUnasked> {}
}
