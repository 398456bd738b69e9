import { order } from '../orders/order.ts'
import { pickList } from '../shipping/pick-list.ts'
import { type Process, type ProcessEvent, send } from './process.ts'

/** Each order hears what came of its positions. */
const over = ({ id, data: { orders } }: ProcessEvent<'PickListFinished' | 'PickListAbandoned'>) =>
  orders.map(({ order: of, positions }) => send(order, of, 'EndPicking', { list: id, units: positions }))

/**
 * What is on a list the orders decide: each gives what no other list takes, and takes back what it needs no more. What was not
 * found it loses, and asks for elsewhere.
 */
export const pickOrders: Process = {
  name: 'pick-orders',
  on: {
    PickListDrawn: ({ id: list, data: { warehouse, positions } }) =>
      [...Map.groupBy(positions, one => one.order)].map(([of, asked]) => {
        const units = asked.map(({ position, shipment, line, quantity }) => ({ position, shipment, line, quantity }))
        return send(order, of, 'ClaimForPicking', { list, warehouse, units })
      }),
    PickingBegun: ({ id, data: { list, units } }) => {
      const positions = units.map(({ position, quantity }) => ({ position, quantity }))
      return [send(pickList, list, 'ConfirmPicking', { order: id, positions })]
    },
    PickingWithdrawn: ({ id, revision, data: { units, because } }) =>
      [...Map.groupBy(units, ({ list }) => list)].map(([list, of]) => {
        const positions = of.map(({ position, quantity }) => ({ position, quantity }))
        return send(pickList, list, 'WithdrawUnits', { order: id, act: `${id}@${revision}`, because, positions })
      }),
    UnitsNotFound: ({ id: list, data: { order: of, position, missing } }) => [
      send(order, of, 'NoteMissing', { list, position, missing }),
    ],
    PickListFinished: over,
    PickListAbandoned: over,
  },
}
