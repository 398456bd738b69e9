/** How an order stands with its money, in one word. */
export const paymentStates = [
  'none',
  'open',
  'authorised',
  'partly_paid',
  'paid',
  'overpaid',
  'refused',
  'refund_due',
] as const
export type PaymentState = (typeof paymentStates)[number]

/** Amounts in minor units of the order's currency. */
export type PaymentFigures = {
  /** What the customer owes; 0 where nobody asks for money. */
  readonly due: number
  /** What has come in and stayed. */
  readonly paid: number
  /** As much its provider has granted. */
  readonly authorised: number
  readonly isRefused: boolean
  /** What is to go back since units were cancelled or came back; what was paid beyond that is `overpaid`. */
  readonly toRefund: number
}

/** What somebody has to do about comes first: money to give back, then money that was not asked for, then money that lacks. */
export const paymentStateOf = ({ due, paid, authorised, isRefused, toRefund }: PaymentFigures): PaymentState => {
  if (toRefund > 0) return 'refund_due'
  if (paid > due) return 'overpaid'
  if (paid > 0) return paid < due ? 'partly_paid' : 'paid'
  if (isRefused) return 'refused'
  if (due <= 0) return 'none'
  return authorised > 0 ? 'authorised' : 'open'
}
