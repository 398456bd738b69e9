/** A provider as this shop is its client. */
export type Provider = { readonly id: string; readonly issuer: string; readonly clientId: string }

/** For how long a browser may be away at the provider. */
export const AWAY_MS = 10 * 60_000

/** Where a browser is sent, and what it keeps meanwhile. */
export type Begun = { readonly to: string; readonly key: string }

/**
 * `unreachable`: the provider does not answer. `denied`: somebody there said no. `stale`: it was not begun in this browser,
 * or too long ago, or it is used already. `invalid`: what came back does not prove anything.
 */
export type Failure = 'unreachable' | 'denied' | 'stale' | 'invalid'

/** What a provider said of somebody, proven, and where they wanted to go. */
export type Proven = {
  readonly claims: Readonly<Record<string, unknown>>
  readonly next: string
  /** When they last showed the provider who they are; undefined where it does not say. */
  readonly provedAt: Date | undefined
}

/** Signing in with OpenID Connect. `back` is the address of this shop to which a provider sends a browser. */
export type SingleSignOn = {
  readonly begin: (
    provider: Provider,
    /** `isAgain`: whoever is signed in there shows again who they are. */
    way: { readonly back: string; readonly next: string; readonly isAgain?: boolean },
    now: Date,
  ) => Promise<Begun | { readonly failed: 'unreachable'; readonly reason: string }>
  /**
   * @param came the whole address at which a browser came back, with what it kept; each is good for one use
   */
  readonly finish: (
    provider: Provider,
    came: { readonly at: URL; readonly key: string | undefined },
    now: Date,
  ) => Promise<Proven | { readonly failed: Failure; readonly reason?: string }>
  /** Where a browser ends its session at the provider, too; undefined where that can not be done. */
  readonly end: (provider: Provider, after: string, now: Date) => Promise<string | undefined>
  /** Keeps the secret of the client, for this address of the provider and no other. */
  readonly setSecret: (provider: Pick<Provider, 'id' | 'issuer'>, secret: string, now: Date) => Promise<void>
}
