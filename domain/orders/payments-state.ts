import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'

/** What is known of how an order is paid. Amounts in minor units of its currency. */
export type Payments = {
  /** Key of the payment method; null where none was chosen. */
  readonly method: string | null
  /** As much its provider has granted. */
  readonly authorised: number
  /** As much has come in. */
  readonly captured: number
  /** As much went back. */
  readonly refunded: number
  /** The provider said no, and nothing else has been granted since. */
  readonly isRefused: boolean
  /** What was granted and has come in by each payment at a provider. */
  readonly atProvider: PersistentMap<AtProvider>
  /** What came in and what went back, by id: each is booked once. */
  readonly captures: PersistentMap<number>
  readonly refunds: PersistentMap<number>
}

export type AtProvider = { readonly granted: number; readonly captured: number; readonly hasFailed: boolean }
const nothingYet: AtProvider = { granted: 0, captured: 0, hasFailed: false }

export const noPayments: Payments = {
  method: null,
  authorised: 0,
  captured: 0,
  refunded: 0,
  isRefused: false,
  atProvider: emptyMap(),
  captures: emptyMap(),
  refunds: emptyMap(),
}

export const atProvider = ({ atProvider: all }: Payments, payment: string): AtProvider => all.get(payment) ?? nothingYet

const told = (was: Payments, payment: string, change: Partial<AtProvider>) =>
  was.atProvider.with(payment, { ...atProvider(was, payment), ...change })

type Of = { readonly payment: string; readonly method: string }

export const granting = (was: Payments, { payment, method, amount }: Of & { readonly amount: number }): Payments => ({
  ...was,
  method: was.method ?? method,
  authorised: was.authorised + amount,
  isRefused: false,
  atProvider: told(was, payment, { granted: atProvider(was, payment).granted + amount, hasFailed: false }),
})

/** One no does not undo what was granted, or has come another way and stayed. In minor units. */
export const isRefusedWith = (authorised: number, paid: number): boolean => authorised === 0 && paid === 0

export const failing = (was: Payments, { payment, method }: Of): Payments => ({
  ...was,
  method: was.method ?? method,
  isRefused: isRefusedWith(was.authorised, was.captured - was.refunded),
  atProvider: told(was, payment, { hasFailed: true }),
})

type Capture = { readonly capture: string; readonly payment?: string | undefined; readonly amount: number }

export const capturing = (was: Payments, { capture, payment, amount }: Capture): Payments => ({
  ...was,
  captured: was.captured + amount,
  isRefused: false,
  captures: was.captures.with(capture, amount),
  atProvider:
    payment === undefined
      ? was.atProvider
      : told(was, payment, { captured: atProvider(was, payment).captured + amount }),
})

export const refunding = (
  was: Payments,
  { refund, amount }: { readonly refund: string; readonly amount: number },
): Payments => ({ ...was, refunded: was.refunded + amount, refunds: was.refunds.with(refund, amount) })
