import { perLine, type Units } from '../orders/line.ts'
import type { Process } from './process.ts'

/** Every return that names orders is booked on each of them; the order tells the return what it gives back, or that it refuses. */
export const bookReturnOnOrder: Process = {
  name: 'book-return-on-order',
  on: {
    ReturnRecorded: ({ id, data }) => {
      const orders = new Map<string, Units[]>()
      for (const { order, orderLine, quantity } of data.lines) {
        if (order === null || orderLine === null) continue
        orders.set(order, [...(orders.get(order) ?? []), { line: orderLine, quantity }])
      }
      return [...orders].map(([order, units]) => ({
        send: { decider: 'order', id: order, type: 'BookReturn', data: { return: id, lines: perLine(units) } },
      }))
    },
    OrderLinesReturned: ({ id, data }) => {
      // Before orders valued what they book, what the return said stood.
      const lines = data.lines.flatMap(({ line, amount }) =>
        amount === undefined ? [] : [{ orderLine: line, amount }],
      )
      return lines.length === 0
        ? []
        : [{ send: { decider: 'return', id: data.return, type: 'ValueReturn', data: { order: id, lines } } }]
    },
    OrderReturnRefused: ({ id, data }) => [
      {
        send: {
          decider: 'return',
          id: data.return,
          type: 'RefuseReturn',
          data: { order: id, reason: data.reason },
        },
      },
    ],
  },
}
