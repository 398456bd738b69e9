/** Passwords of users. Only their hashes are kept. */
export type Passwords = {
  readonly set: (user: string, password: string, now: Date) => Promise<void>
  /** Whether it is the password of this user. Takes as long when there is no such user, or none with a password. */
  readonly check: (user: string | undefined, password: string) => Promise<boolean>
  readonly has: (user: string) => Promise<boolean>
}

/** What a one-time token is for, and for how long. */
export const lifetimes = {
  /** Leads somebody in who was invited. */
  invitation: 7 * 24 * 60 * 60_000,
  /** Lets somebody set a new password who has forgotten theirs. */
  reset: 2 * 60 * 60_000,
  /** Leads somebody in once, who asked the operator. */
  link: 60 * 60_000,
} as const
export type Purpose = keyof typeof lifetimes

/** A token that is good for one use. Another one for the same takes its place. */
export type Tokens = {
  /** @returns the token, which is kept nowhere; it holds as long as those of its purpose, unless said otherwise */
  readonly make: (user: string, purpose: Purpose, now: Date, lifetime?: number) => Promise<string>
  /** Whose it is, and what for; undefined for one that is unknown, used, replaced or too old. */
  readonly find: (token: string, now: Date) => Promise<Token | undefined>
  /** The same, and it is used then. Of several at once one gets it. */
  readonly use: (token: string, now: Date) => Promise<Token | undefined>
  readonly forget: (user: string) => Promise<void>
}
export type Token = { readonly user: string; readonly purpose: Purpose }

/** Without anything seen of it for so long a session ends, and so long after its beginning in any case. */
export const IDLE_MS = 12 * 60 * 60_000
export const LONGEST_MS = 14 * 24 * 60 * 60_000

/** When a session that still holds was begun, and seen, at the earliest. */
export const limitsAt = (now: Date) => ({
  startedAfter: new Date(now.getTime() - LONGEST_MS),
  seenAfter: new Date(now.getTime() - IDLE_MS),
})

/** So long after somebody has proved who they are they are not asked again. */
export const PROVED_MS = 15 * 60_000

/** What a person sees of a session: never what the browser has to prove it. */
export type Session = {
  readonly id: string
  readonly user: string
  readonly startedAt: Date
  readonly seenAt: Date
  /** What the browser said it is, and the address it came from, when it began. */
  readonly agent: string
  readonly address: string
}

/** `provedAt`: when its user last proved who they are, where that was not just now. */
type Begun = Pick<Session, 'user' | 'agent' | 'address'> & { readonly provedAt?: Date | undefined }

export type Sessions = {
  /** @returns what the browser keeps, and is kept nowhere else */
  readonly begin: (session: Begun, now: Date) => Promise<string>
  /** Under what the key of a browser is kept. */
  readonly hashOf: (key: string) => Buffer
  /** Notes that a session is in use. */
  readonly touch: (hash: Buffer, now: Date) => Promise<void>
  /** Notes that its user has just proved again who they are. */
  readonly prove: (id: string, now: Date) => Promise<void>
  readonly of: (user: string, now: Date) => Promise<readonly Session[]>
  /** Ends one of a user's; the same twice is the same as once. */
  readonly end: (user: string, id: string) => Promise<void>
  readonly endOf: (key: string) => Promise<void>
  /** Ends all of a user's but that one. */
  readonly endAll: (user: string, except?: string) => Promise<void>
}

/** How many tries to sign in may fail, within which time, and how long nobody is let in then. */
export const FAILURES = { most: 9, withinMs: 15 * 60_000, lockedMs: 6 * 60_000 } as const

/** Tries to sign in, by account and by address; each is written down before it is looked at. */
export type Attempts = {
  /** `locks`: if this one fails, too, nobody is let in for a while. */
  readonly begin: (
    keys: readonly string[],
    now: Date,
  ) => Promise<{ readonly allowed: boolean; readonly locks: boolean }>
  /** It succeeded: the account is as if none had failed; of an address this one alone is taken back. */
  readonly succeed: (account: string, address: string) => Promise<void>
  readonly clear: (account: string) => Promise<void>
}

/** What somebody who signs in shows beside their password: codes of an authenticator, or codes that they have put away. */
export type SecondFactors = {
  readonly has: (user: string) => Promise<boolean>
  /** A secret for an authenticator, to be switched on: as people type it, and sealed for the way through a form. */
  readonly propose: (user: string) => { readonly secret: string; readonly sealed: string }
  /** The secret that was sealed for this user; undefined when it was not. */
  readonly opened: (user: string, sealed: string) => string | undefined
  /** @returns codes to put away; undefined when the code is not of this secret, or there is a second factor already */
  readonly switchOn: (proof: Proof & { readonly sealed: string }, now: Date) => Promise<readonly string[] | undefined>
  /** Whether it is a code of the authenticator, or one that was put away. It is used then. */
  readonly check: (proof: Proof, now: Date) => Promise<boolean>
  /** Other codes to put away in place of those that there are. */
  readonly renewCodes: (user: string) => Promise<readonly string[]>
  readonly codesLeft: (user: string) => Promise<number>
  /** Takes away what was switched on until then. */
  readonly remove: (user: string, until: Date) => Promise<void>
}
export type Proof = { readonly user: string; readonly code: string }

/** So long after the password a second factor may be shown. */
export const HALF_MS = 10 * 60_000

/** How somebody came in. */
export type Way = 'password' | 'passkey' | 'provider' | Purpose

/** What somebody has proved who has not shown their second factor yet. */
export type Half = { readonly user: string; readonly way: Way }

/** Who has given their password, and not yet their second factor. */
export type HalfSignIns = {
  /** @returns what the browser brings back, and is kept nowhere */
  readonly begin: (half: Half, now: Date) => Promise<string>
  readonly find: (key: string, now: Date) => Promise<Half | undefined>
  /** Of several at once one ends it. */
  readonly end: (key: string) => Promise<boolean>
  readonly endAll: (user: string) => Promise<void>
}
