import type { OrderStatus } from '../../projections/orders/order.ts'
import type { ReturnStatus } from '../../projections/orders/return.ts'
import { badge, type Tone } from '../components/badge.ts'
import type { Html } from '../html.ts'
import type { Words } from '../words.ts'

const ORDER: Readonly<Record<OrderStatus, Tone>> = {
  placed: 'info',
  partly_cancelled: 'warn',
  cancelled: 'bad',
  partly_returned: 'warn',
  returned: 'neutral',
}

const RETURN: Readonly<Record<ReturnStatus, Tone>> = { recorded: 'good', partly_refused: 'warn', refused: 'bad' }

export const orderBadge = ({ text }: Words, status: OrderStatus): Html =>
  badge(text(`value.order.status.${status}`), ORDER[status])

export const returnBadge = ({ text }: Words, status: ReturnStatus): Html =>
  badge(text(`value.return.status.${status}`), RETURN[status])
