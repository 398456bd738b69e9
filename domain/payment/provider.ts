/** Whoever takes the money, or lets it be paid later. */
export const paymentProviders = ['invoice', 'prepayment', 'dummy'] as const
export type PaymentProviderName = (typeof paymentProviders)[number]

/** The processes that an order can go through, by name and version. */
export const paymentProcesses = ['invoice-1', 'prepayment-1', 'card-1', 'no-payment-1'] as const
export type PaymentProcess = (typeof paymentProcesses)[number]

/** The one that is started where nobody says another. */
export const usualProcess: Readonly<Record<PaymentProviderName, PaymentProcess>> = {
  invoice: 'invoice-1',
  prepayment: 'prepayment-1',
  dummy: 'card-1',
}

/**
 * What the card provider for trials can be told to do: `accept` takes the money at once, `authorise` leaves it until it is
 * told; `delay` lets it answer later, by its webhook; `repeat` tells the same twice, and then what was before.
 */
export const dummyBehaviours = ['accept', 'refuse', 'delay', 'repeat', 'authorise'] as const
export type DummyBehaviour = (typeof dummyBehaviours)[number]

export type PaymentRequest = {
  /** Asked for twice under one key it is one payment, and the answer is the same. */
  readonly requestKey: string
  /** The payment by which the provider names it when it tells what became of it. */
  readonly payment: string
  /** In minor units of the currency. */
  readonly amount: number
  readonly currency: string
  /** What the payer reads on a statement. */
  readonly reference: string
}

export type PaymentAnswer =
  /** `captured`: so much of it has been taken at once, under an id as what is told by itself has. */
  | {
      readonly says: 'accepted'
      readonly authorised: number
      readonly captured?: { readonly id: string; readonly amount: number }
    }
  | { readonly says: 'refused'; readonly reason: string }
  /** It is told later, by the webhook. */
  | { readonly says: 'pending' }

/** What every provider does. It says no by its answer; it rejects only when it can not be reached. */
export type PaymentProvider = { readonly request: (asked: PaymentRequest) => Promise<PaymentAnswer> }

/** What a provider tells by itself, under an id of its own that never stands for anything else. */
export type PaymentNotification = {
  readonly id: string
  readonly payment: string
} & (
  | { readonly type: 'accepted'; readonly amount: number; readonly currency: string }
  /** So much of what was accepted has been taken; in parts it is told several times. */
  | { readonly type: 'captured'; readonly amount: number; readonly currency: string }
  | { readonly type: 'refused'; readonly reason: string }
  | { readonly type: 'pending' }
)
