import type { Placed } from '../order-state.ts'
import type { OrderProcess } from './definition.ts'

/** What the customer owes for an order, in minor units: what it came to, less what was cancelled and came back. */
export const dueOf = ({ total, lines, expensesGiven }: Placed): number =>
  Math.max(0, total - expensesGiven - lines.reduce((sum, { given }) => sum + given, 0))

/** What has come in and stayed. */
export const paidOf = ({ payments: { captured, refunded } }: Placed): number => captured - refunded

/** What is to go back to the customer: more was paid than is owed. It stands until it is settled. */
export const toRefundOf = (order: Placed): number => Math.max(0, paidOf(order) - dueOf(order))

export const isPaid = (order: Placed): boolean => paidOf(order) >= dueOf(order)

/** Whether a process is about money at all: where it is not, nothing is asked of the customer here. */
export const asksForMoney = ({ transitions }: OrderProcess): boolean =>
  transitions.some(
    transition =>
      ('when' in transition && (transition.when === 'paid' || transition.when === 'authorised')) ||
      ('fact' in transition && transition.fact === 'PaymentCaptured'),
  )
