import { sentenceUnder } from '../../api/text/text.ts'
import type { PaymentState } from '../../domain/orders/process/payment-state.ts'
import type { ReturnStatus } from '../../projections/orders/return.ts'
import { badge, type Tone } from '../components/badge.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'

const STATE: Readonly<Record<string, Tone>> = {
  invalid: 'bad',
  confirmed: 'info',
  backordered: 'warn',
  to_pack: 'info',
  shipped: 'good',
  delivered: 'good',
  payment_due: 'warn',
  cancelled: 'bad',
}

const RETURN: Readonly<Record<ReturnStatus, Tone>> = { recorded: 'good', partly_refused: 'warn', refused: 'bad' }

/** What a state of a process is called; one that this release does not know by its name. */
export const stateName = ({ text }: Words, state: string): string => sentenceUnder(text, `orderState.${state}`) ?? state

export const stateBadge = (words: Words, state: string): Html =>
  badge(stateName(words, state), STATE[state] ?? 'neutral')

/** The states that an order's units are in: it has none of its own. */
export const orderBadges = (words: Words, states: readonly string[]): Html =>
  html`${states.map((state, index) => html`${index > 0 && ' '}${stateBadge(words, state)}`)}`

const PAYMENT: Readonly<Record<PaymentState, Tone>> = {
  none: 'neutral',
  open: 'warn',
  authorised: 'info',
  partly_paid: 'warn',
  paid: 'good',
  overpaid: 'warn',
  refused: 'bad',
  refund_due: 'bad',
}

/** How an order stands with its money. */
export const paymentBadge = ({ text }: Words, state: PaymentState): Html =>
  badge(text(`value.order.paymentState.${state}`), PAYMENT[state])

export const returnBadge = ({ text }: Words, status: ReturnStatus): Html =>
  badge(text(`value.return.status.${status}`), RETURN[status])
