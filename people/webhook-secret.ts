/** Of what a provider tells: `t=<seconds since 1970>,v1=<hex>`, and more of `v1` while it knows two secrets. */
export const SIGNATURE_HEADER = 'daybook-signature'

/** Why a signature does not prove that a body is of one who knows a secret that holds. */
export type SignatureFault = 'noSecret' | 'missing' | 'malformed' | 'wrong' | 'tooOld'

/** A body as it was sent, byte by byte, with what stood in the header. */
export type Signed = { readonly signature: string | undefined; readonly body: Buffer }

/** Secrets by which providers sign what they tell the shop, by the key of the payment method. */
export type WebhookSecrets = {
  /**
   * Makes another one. The one before holds for a day more, so that the provider can be told in peace; the one before that
   * ends at once.
   * @returns the secret, which is shown once
   */
  readonly make: (method: string, now: Date) => Promise<string>
  /** Signs with the newest; undefined where none was ever made. */
  readonly sign: (method: string, body: Buffer, now: Date) => Promise<string | undefined>
  /** What is wrong with a signature; undefined where it is good. */
  readonly faultOf: (method: string, signed: Signed, now: Date) => Promise<SignatureFault | undefined>
}
