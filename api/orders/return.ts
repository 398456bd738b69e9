import { orderReturn } from '../../domain/orders/return.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

export const returnCommands = commandRoutes(orderReturn, {
  RecordReturn: INTERNAL,
  ReturnOrderLines: { path: '/returns', may: 'orders:write', form: '/returns/new', then: '/returns/:id' },
  ValueReturn: INTERNAL,
  RefuseReturn: INTERNAL,
})
