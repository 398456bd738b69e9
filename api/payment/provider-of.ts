import type { PaymentNotification, PaymentProvider } from '../../domain/payment/provider.ts'
import type { PaymentMethodRow } from '../../projections/payment/payment-method.ts'
import { dummyProvider } from './providers/dummy.ts'
import { invoiceProvider } from './providers/invoice.ts'
import { prepaymentProvider } from './providers/prepayment.ts'
import { type Receiving, receiveWebhook, type Teller } from './receive-webhook.ts'

type Method = Pick<PaymentMethodRow, 'paymentMethod' | 'provider' | 'behaviour'>

/**
 * What a provider within this process tells goes the way of every other: signed, and taken by the webhook's own rules. Where
 * the method has no secret it is refused as anybody's would be.
 */
const tellSigned = (deps: Receiving, method: string, teller: Teller) => async (told: PaymentNotification) => {
  const body = Buffer.from(JSON.stringify(told))
  const signature = await deps.webhookSecrets.sign(method, body, deps.clock())
  await receiveWebhook(deps, { method, signature, body }, teller)
}

export type Providing = Receiving & {
  /** @param failed what to do with an error: nobody waits for it */
  readonly failed: (error: unknown) => void
}

/** The provider of a method, as it is set there. */
export const providerOf = (deps: Providing, method: Method, teller: Teller): PaymentProvider => {
  const later = (run: () => Promise<void>, milliseconds: number) => {
    // The shop may be stopped meanwhile: the same payment can be asked for again.
    setTimeout(() => void run().catch(deps.failed), milliseconds).unref()
  }
  const { paymentMethod, behaviour } = method
  const providers: Readonly<Record<PaymentMethodRow['provider'], () => PaymentProvider>> = {
    invoice: () => invoiceProvider,
    prepayment: () => prepaymentProvider,
    dummy: () => dummyProvider({ behaviour, tell: tellSigned(deps, paymentMethod, teller), later }),
  }
  return providers[method.provider]()
}
