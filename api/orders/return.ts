import { orderReturn } from '../../domain/orders/return.ts'
import { returnList } from '../../projections/orders/return.ts'
import { readReturnRecord } from '../../projections/orders/return-detail.ts'
import { readReturns } from '../../projections/orders/return-list.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

export const returnCommands = commandRoutes(orderReturn, {
  RecordReturn: INTERNAL,
  ReturnOrderLines: {
    path: '/returns',
    form: '/returns/new',
    then: '/returns/:id',
    of: ({ order }) => ({ category: 'order', id: order }),
  },
  NumberReturn: INTERNAL,
  ValueReturn: INTERNAL,
  RefuseReturn: INTERNAL,
})

export const returns = {
  decider: orderReturn,
  path: '/returns',
  may: 'return:read',
  commands: returnCommands,
  list: { definition: returnList, read: readReturns },
  read: readReturnRecord,
  // What it says of a person goes by an event of the customer, or of the guest's order.
  isShared: true,
} satisfies Aggregate
