import type { Actor } from '../../domain/decider.ts'
import { payment } from '../../domain/payment/payment.ts'
import type { PaymentAnswer, PaymentProvider, PaymentRequest } from '../../domain/payment/provider.ts'
import type { Outcome } from '../../eventstore/command.ts'
import { type Noting, notePayment } from './note-payment.ts'

export type Requested = PaymentRequest & { readonly method: string; readonly isTrial: boolean }

const noteOf = (method: string, answer: PaymentAnswer) => {
  const unsaid = { method, event: null, says: answer.says, amount: null, currency: null, reason: null }
  if (answer.says === 'refused') return { ...unsaid, reason: answer.reason }
  if (answer.says === 'pending') return unsaid
  const { authorised: amount, captured } = answer
  return captured === undefined
    ? { ...unsaid, amount }
    : { ...unsaid, amount, taken: { event: captured.id, amount: captured.amount } }
}

/**
 * Asks the provider for a payment that is written down, and notes its answer. Where that breaks off in between it can be
 * asked for again under the same key: neither the provider nor the payment takes it for another one.
 */
export const askProvider = async (
  deps: Noting,
  provider: PaymentProvider,
  { method, ...asked }: PaymentRequest & { readonly method: string },
): Promise<Outcome> => notePayment(deps, asked.payment, noteOf(method, await provider.request(asked)))

/** Writes down that a payment is asked for, and asks its provider. */
export const requestPayment = async (
  deps: Noting,
  provider: PaymentProvider,
  { payment: id, method, isTrial, ...asked }: Requested,
  actor: Actor,
): Promise<Outcome> => {
  const data = payment.commands.RequestPayment.parse({ ...asked, method, isTrial })
  const command = { decider: payment, id, type: 'RequestPayment', data, commandId: deps.newId(), actor } as const
  const requested = await deps.execute({ ...command, origin: 'live' })
  if (requested.kind !== 'done') return requested
  const noted = await askProvider(deps, provider, { ...asked, payment: id, method })
  // What it told by itself may have come before its answer, which then changes nothing.
  return noted.kind === 'done' && noted.position === undefined ? requested : noted
}
