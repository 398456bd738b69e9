/** What a person sees of one of their passkeys. */
export type Passkey = {
  readonly id: string
  readonly name: string
  readonly madeAt: Date
  /** Null while it was never used. */
  readonly usedAt: Date | null
}

/** No more than a person can tell apart. */
export const MOST_PASSKEYS = 20

/** No browser sends a longer answer of one. */
export const LONGEST_ANSWER = 20_000

/** So long an authenticator has to sign what it was sent. */
export const CHALLENGE_MS = 5 * 60_000

/** Whose passkey it is to be: `email` is how authenticators list it. */
export type Owner = { readonly id: string; readonly name: string; readonly email: string }

/** What a browser hands to an authenticator, as WebAuthn has it in JSON. */
export type Options = object

/**
 * Passkeys of users (WebAuthn). What an authenticator answers comes as text from a browser; whatever it is, what proves nothing
 * is answered with nothing. Each of them asks who holds it for a finger, a face or a PIN.
 */
export type Passkeys = {
  readonly has: (user: string) => Promise<boolean>
  /** The oldest first. */
  readonly of: (user: string) => Promise<readonly Passkey[]>
  /** Asks for a new one. */
  readonly offer: (owner: Owner, now: Date) => Promise<Options>
  /** Whether it was added. */
  readonly add: (
    passkey: { readonly user: string; readonly name: string; readonly answer: string },
    now: Date,
  ) => Promise<boolean>
  /** Asks for one of a user, or for any there is: then it says whose it is. */
  readonly ask: (user: string | undefined, now: Date) => Promise<Options>
  /** Whose passkey has answered what was asked for that user, or for anybody. */
  readonly check: (answer: string, user: string | undefined, now: Date) => Promise<string | undefined>
  /** Whether there was this one. */
  readonly remove: (user: string, id: string) => Promise<boolean>
}
