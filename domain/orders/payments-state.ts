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
}

export const noPayments: Payments = { method: null, authorised: 0, captured: 0, refunded: 0, isRefused: false }
