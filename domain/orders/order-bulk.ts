import { z } from 'zod'
import { bulkOf } from '../bulk.ts'
import { reject } from '../decider.ts'
import { possible } from './decisions/steps.ts'
import { order } from './order.ts'
import { byFact } from './process/acts.ts'

const { same, each } = bulkOf(order)
const { reason } = order.commands.CancelOrderLines.shape

/** What is said of an order may be about a person. */
export const orderBulk = {
  CommentOnOrders: { ...same('CommentOnOrder'), isPersonal: true },
  CancelOrders: {
    // All that is left of it.
    ...each('CancelOrderLines', z.strictObject({ reason }), (was, asked, id) => {
      if (was.status === 'absent') return reject('unknown', 'OrderUnknown', { order: id })
      const lines = was.lines.flatMap(line => {
        const quantity = possible(was, line, byFact('OrderLinesCancelled'))
        return quantity > 0 ? [{ line: line.line, quantity }] : []
      })
      return lines.length === 0 ? reject('conflict', 'OrderNothingLeft') : { lines, ...asked }
    }),
    isPersonal: true,
  },
} as const
