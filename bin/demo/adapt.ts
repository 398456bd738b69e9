import { available } from '../../domain/catalog/stock-moves.ts'
import type { Stock } from '../../domain/catalog/stock-state.ts'
import type { order } from '../../domain/orders/order.ts'
import { dueOf, paidOf, toRefundOf } from '../../domain/orders/process/money.ts'
import { amountText } from '../../domain/shared/amount.ts'
import type { Adapt, DemoCommand } from './command.ts'

/** How a thing is by now, of its category and id. */
export type Know = (category: string, id: string) => Promise<unknown>

type Order = typeof order.initial
type Data = Readonly<Record<string, unknown>>

const amounts = {
  total: ({ total }: Placed) => total,
  due: (was: Placed) => dueOf(was) - paidOf(was),
  refund: toRefundOf,
}
type Placed = Exclude<Order, { status: 'absent' }>

const withAmount = (data: Data, was: Order, { of, as }: Extract<Adapt, { kind: 'amount' }>): Data | undefined => {
  if (was.status === 'absent') return undefined
  const amount = amounts[of](was)
  if (amount <= 0) return undefined
  const filled = (value: unknown): unknown => (value === 'amount' ? amount : value)
  const { taken, ...rest } = data
  const told = typeof taken === 'object' ? { taken: { ...taken, amount } } : {}
  return as === 'text'
    ? { ...data, amount: amountText(amount, was.currency) }
    : { ...rest, ...told, amount: filled('amount') }
}

const ofStock = (data: Data, stock: Stock, adapt: Exclude<Adapt, { kind: 'amount' }>): Data | undefined => {
  const { onHand, promised } = stock
  if (adapt.kind === 'counted') return { ...data, quantity: Number(data['quantity']) + promised }
  if (adapt.kind === 'ifLacking') return available(stock) < adapt.quantity ? data : undefined
  return (onHand ?? 0) - promised + Number(data['by']) >= 0 ? data : undefined
}

/** The data of a command as it is sent; undefined where it is not, as things stand by then. */
export const adapted = async ({ category, id, data, adapt }: DemoCommand, know: Know): Promise<unknown> => {
  if (adapt === undefined) return data
  // Commands are made by the plan, which says what they are of.
  if (adapt.kind === 'amount') return withAmount(data as Data, (await know('order', adapt.order)) as Order, adapt)
  return ofStock(data as Data, (await know(category, id)) as Stock, adapt)
}
