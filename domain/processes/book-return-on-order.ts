import { perLine } from '../orders/line.ts'
import { order } from '../orders/order.ts'
import { orderReturn } from '../orders/return.ts'
import type { Units } from '../orders/units.ts'
import { type Process, send } from './process.ts'

/** Every return that names orders is booked on each of them; the order tells the return what it gives back, or that it refuses. */
export const bookReturnOnOrder: Process = {
  name: 'book-return-on-order',
  on: {
    ReturnRecorded: ({ id, data }) => {
      const orders = new Map<string, Units[]>()
      for (const { order: named, orderLine, quantity } of data.lines) {
        if (named === null || orderLine === null) continue
        orders.set(named, [...(orders.get(named) ?? []), { line: orderLine, quantity }])
      }
      return [...orders].map(([named, units]) =>
        send(order, named, 'BookReturn', { return: id, lines: perLine(units) }),
      )
    },
    OrderLinesReturned: ({ id, data }) => {
      // Before orders valued what they book, what the return said stood.
      const lines = data.lines.flatMap(({ line, amount }) =>
        amount === undefined ? [] : [{ orderLine: line, amount }],
      )
      return lines.length === 0 ? [] : [send(orderReturn, data.return, 'ValueReturn', { order: id, lines })]
    },
    OrderReturnRefused: ({ id, data }) => [
      send(orderReturn, data.return, 'RefuseReturn', { order: id, reason: data.reason }),
    ],
  },
}
