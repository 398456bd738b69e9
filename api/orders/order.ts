import { order } from '../../domain/orders/order.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const may = 'orders:write'
const detail = '/orders/:id'

export const orderCommands = commandRoutes(order, {
  PlaceOrder: { path: '/orders', may, form: '/orders/new', then: detail },
  RecordOrder: INTERNAL,
  CommentOnOrder: { path: `${detail}/comments`, may, form: detail, then: detail },
  SetCustomReference: { path: `${detail}/reference`, may, form: detail, then: detail },
  CancelOrderLines: { path: `${detail}/cancellations`, may, form: `${detail}/cancel`, then: detail },
  EraseGuest: { path: `${detail}/erasure`, may: 'customers:erase', form: `${detail}/erasure`, then: detail },
  BookReturn: INTERNAL,
  ConfirmGuestErasure: INTERNAL,
})
