/** What is known of the secret of a key, beside the secret itself. */
export type KeyUse = {
  readonly madeAt: Date
  /** Within a minute; null while it was never used. */
  readonly usedAt: Date | null
}

/** A key whose secret a program has. */
export type ProvenKey = { readonly key: string; readonly isRevoked: boolean; readonly usedAt: Date | null }

/** The secrets of keys. The keys themselves are in the log, without them. */
export type ApiKeys = {
  /** Makes the secret of a key, in place of the one before. @returns the secret, which is kept nowhere */
  readonly make: (key: string, now: Date) => Promise<string>
  /** The key of a secret; undefined for what is none, or none any more. */
  readonly find: (secret: string) => Promise<ProvenKey | undefined>
  /** Notes that a key is in use: once a minute, and not with each request. */
  readonly noteUse: (proven: ProvenKey, now: Date) => Promise<void>
  /** Ends a key at once, before any read model has heard of it. */
  readonly revoke: (key: string, now: Date) => Promise<void>
  /** Of some keys, those that ever had a secret. */
  readonly usesOf: (keys: readonly string[]) => Promise<ReadonlyMap<string, KeyUse>>
}
