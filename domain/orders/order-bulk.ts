import { z } from 'zod'
import { bulkOf } from '../bulk.ts'
import { reject } from '../decider.ts'
import { possible } from './decisions/steps.ts'
import { order } from './order.ts'
import { byFact } from './process/acts.ts'
import { AskedTags, MAX_TAGS } from './tag.ts'

const { same, each } = bulkOf(order)
const { reason } = order.commands.CancelOrderLines.shape
const { step } = order.commands.AdvanceOrder.shape

/** What is said of an order may be about a person. */
export const orderBulk = {
  CommentOnOrders: { ...same('CommentOnOrder'), isPersonal: true },
  TagOrders: each('SetOrderTags', z.strictObject({ tags: AskedTags.min(1) }), (was, { tags }) => {
    const all = was.status === 'absent' ? tags : [...new Set([...was.notes.tags, ...tags])]
    const { length: count } = all
    return count > MAX_TAGS ? reject('conflict', 'OrderTooManyTags', { count, most: MAX_TAGS }) : { tags: all }
  }),
  UntagOrders: each('SetOrderTags', z.strictObject({ tags: AskedTags.min(1) }), (was, { tags }) =>
    was.status === 'absent' ? { tags } : { tags: was.notes.tags.filter(tag => !tags.includes(tag)) },
  ),
  AssignOrders: same('AssignOrder'),
  FlagOrders: each('FlagOrder', z.strictObject({}), () => ({ on: true })),
  UnflagOrders: each('FlagOrder', z.strictObject({}), () => ({ on: false })),
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
  // All of each order that can; an order of which nothing can is named with the reason.
  AdvanceOrders: each('AdvanceOrder', z.strictObject({ step }), (_, asked) => asked),
  ShipOrders: each('ShipUnits', z.strictObject({}), () => ({})),
  DeliverOrders: each('DeliverUnits', z.strictObject({}), () => ({})),
  HoldOrders: { ...same('HoldOrder'), isPersonal: true },
  ReleaseOrders: same('ReleaseOrder'),
} as const
