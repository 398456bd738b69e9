import type { RecordedEvent } from '../eventstore/event-store.ts'

export const exportFormats = ['csv', 'ndjson'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What an export is asked for. */
export type ExportOrder = {
  readonly format: ExportFormat
  /** The query string of the list. */
  readonly query: string
  /** Of a shop of the past, up to which moment or position it knows. */
  readonly asOf: string | null
  /** Id of the viewer. */
  readonly by: string
}

/** An export on its way. It is told every part of its body; only finished there is a manifest of it. */
export type RunningExport = {
  readonly id: string
  readonly take: (part: string, positions: readonly string[]) => void
  /** Signs and keeps the manifest. */
  readonly finish: () => Promise<void>
}

/** A text that may name a person: of it is kept only how long it was, and hashes of its words to find it by. */
export type Term = { readonly name: string; readonly characters: number }

export type ListedExport = ExportOrder & {
  readonly id: string
  /** What it was narrowed by beside `query`. */
  readonly terms?: readonly Term[]
  readonly count: number
  readonly sha256: string
  /** When it was complete, ISO 8601 UTC. */
  readonly at: string
}

/** When events that wait are sealed: once so many do, and at a time at the latest. */
export type SealDue = { readonly block: number; readonly by: Date }

/** What came of sealing at once: it may have been too much for the time there was, or nothing can be sealed any more. */
export type SealedNow =
  | { readonly kind: 'sealed'; readonly events: number; readonly rows: number }
  | { readonly kind: 'goes on' }
  | { readonly kind: 'can not' }

/** How much of the log is sealed, and with what. */
export type SealStatus = {
  /** Events. */
  readonly sealed: number
  /** Events behind the last seal, counted up to a cap. */
  readonly unsealed: { readonly count: number; readonly isCapped: boolean }
  readonly due: SealDue
  readonly last?: { readonly number: number; readonly at: Date; readonly keyId: string; readonly link: string }
  /**
   * The seals of the database are not those that were made here: seal `made` is missing there, or another one; or what
   * was made here is not known, because its file is unreadable.
   */
  readonly differs?: { readonly why: 'fewer' | 'other' | 'unreadable'; readonly made: number }
  /** When looks, exports and verifications were sealed last, and what is wrong with those seals, as above. */
  readonly trail: {
    readonly at?: Date
    /** When what was added since is sealed at the latest. */
    readonly by: Date
    readonly differs?: { readonly why: 'fewer' | 'other'; readonly made: number }
  }
  /** The key that this shop seals with, hexadecimal. */
  readonly publicKey: string
}

/** The first thing that is not as it was sealed. Positions are tokens, places count from 0. */
export type Mismatch =
  | {
      readonly kind: 'event'
      readonly why: 'altered' | 'missing' | 'inserted' | 'reordered'
      readonly index: number
      /** Null when it is missing. */
      readonly position: string | null
      readonly stream: string
      readonly revision: number
      readonly eventId: string
    }
  | {
      readonly kind: 'seal'
      readonly why: 'signature' | 'key' | 'order' | 'leaves' | 'names' | 'link' | 'opened' | 'recorded'
      readonly number: number
      readonly publicKey: string
    }
  | { readonly kind: 'gap'; readonly position: string }
  /** A seal that was made here is not in the database, or is another there. */
  | { readonly kind: 'book'; readonly why: 'missing' | 'other'; readonly number: number }
  | {
      readonly kind: 'cut'
      readonly stream: string
      readonly why: 'deleted' | 'truncated' | 'incomplete'
      /** How many streams are cut; this one is the first. */
      readonly count: number
    }

/** What a comparison of the whole log with its seals has found: counts of events, and the end of the hash chain. */
export type Verified = {
  readonly events: number
  readonly sealed: number
  readonly unsealed: number
  readonly link: string
  readonly mismatch?: Mismatch
  /** Of so many sealed events the time of recording is not vouched for. */
  readonly unrecorded?: number
}

/** Who looked at what, the exports, the verifications. */
export type TrailTable = 'access' | 'export' | 'verification'

/** Something of the trail of those who audit that is not as it was sealed. Times are ISO 8601 UTC. */
export type TrailFault =
  | {
      readonly kind: 'rows'
      readonly table: TrailTable
      readonly why: 'changed' | 'missing' | 'added'
      /** Of the rows with numbers above `after` up to `last`: how many were sealed, and how many there are. */
      readonly after: number
      readonly last: number
      readonly sealed: number
      readonly found: number
      readonly sealedAt: string
    }
  /** Rows from number `first` on that say they are older than a seal which was made without them. */
  | {
      readonly kind: 'late'
      readonly table: TrailTable
      readonly count: number
      readonly first: number
      readonly sealedAt: string
    }
  | {
      readonly kind: 'seal'
      readonly why: 'signature' | 'key' | 'order' | 'blocks'
      readonly number: number
      readonly publicKey: string
    }
  | { readonly kind: 'book'; readonly why: 'missing' | 'other'; readonly number: number }

/** The trail compared with its seals. `since` is when the first was made, which is of all there was then; null without one. */
export type TrailVerified = {
  readonly since: string | null
  readonly sealed: Readonly<Record<TrailTable, number>>
  readonly unsealed: Readonly<Record<TrailTable, number>>
  /** How many faults there are, and the first of them. */
  readonly faulty: number
  readonly first: readonly TrailFault[]
}

/** How many the log holds personal data of, how many of their keys are not as they should be, and the first of these. */
export type KeyCheck = {
  readonly subjects: number
  readonly faulty: number
  readonly first: readonly { readonly subject: string; readonly why: 'missing' | 'damaged' | 'kept' }[]
}

/** Of a verification that an earlier release did there is the log alone. */
export type ShopVerified = Verified & { readonly keys?: KeyCheck; readonly trail?: TrailVerified }

/** A comparison of the shop with its seals that somebody asked for. */
export type ListedVerification = {
  readonly id: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly askedBy: string
  readonly askedAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly progress: { readonly events: number; readonly percent: number } | null
  readonly result: ShopVerified | null
  readonly error: string | null
}

/** That an event is in the sealed log. Bytes are hexadecimal. */
export type EventProof = {
  /** Its place in the log, from 0. */
  readonly index: number
  readonly header: { readonly number: number; readonly sealedAt: string; readonly root: string; readonly keyId: string }
  readonly signature: string
  readonly publicKey: string
}

/** The proof that an event is in the sealed log, or why there is none. */
export type ProofOrNot =
  | { readonly kind: 'proven'; readonly proof: EventProof }
  | { readonly kind: 'unsealed'; readonly due: SealDue }
  | { readonly kind: 'not as sealed' }

/** Looks at what auditors look at. */
const lookKinds = ['view', 'search', 'export'] as const

/** What somebody did, or could not do, that makes no event. */
const deedKinds = [
  'signed_in',
  'link_used',
  'not_signed_in',
  'locked_out',
  'proved',
  'signed_out',
  'password_set',
  'sessions_ended',
  'refused',
  'forbidden',
  'viewed_as',
] as const
export type DeedKind = (typeof deedKinds)[number]

/** What is listed. `rewrite`: what earlier releases had kept in clear was replaced; its `params` say how much. */
export const accessKinds = [...lookKinds, ...deedKinds, 'rewrite'] as const
export type AccessKind = (typeof lookKinds)[number] | DeedKind

/** That somebody looked at something, or did something that makes no event. */
export type Access = {
  readonly at: Date
  /** Id of the viewer. */
  readonly viewer: string
  readonly kind: AccessKind
  /** Path of the route, with the names of its parameters. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  /** The query string. */
  readonly query: string
  /** What the program says of it, kept as it is. */
  readonly facts?: Readonly<Record<string, string>>
  /** Texts by name of which hashes alone are kept. */
  readonly hidden?: Readonly<Record<string, string>>
}

/** An access as it is kept; facts are among its `params`. */
export type ListedAccess = Omit<Access, 'kind' | 'facts' | 'hidden'> & {
  readonly id: string
  /** One of `accessKinds`, or one that a later release knows. */
  readonly kind: string
  /** What was asked for beside `query`. */
  readonly terms: readonly Term[]
}

/** Days are `YYYY-MM-DD` of the time zone. */
export type AccessFilter = {
  readonly viewer?: string
  readonly kind?: string
  /** A text that somebody may have searched for. */
  readonly term?: string
  readonly from?: string
  readonly to?: string
  readonly timeZone: string
}

/** What auditors can prove, take along and look up. */
export type Auditing = {
  /** The events at these positions (tokens) as they are stored, by position; one that is gone is left out. */
  readonly stored: (positions: readonly string[]) => Promise<ReadonlyMap<string, RecordedEvent>>
  readonly beginExport: (order: ExportOrder) => RunningExport
  /** The signed manifest; undefined when there is none of that id, or the export is not complete. */
  readonly findExport: (id: string) => Promise<{ readonly manifest: Pick<ExportOrder, 'by'> } | undefined>
  /** Newest first; behind the id of one that was listed before. */
  readonly listExports: (limit: number, behind?: string) => Promise<readonly ListedExport[]>
  readonly sealStatus: () => Promise<SealStatus>
  readonly proofOf: (eventId: string) => Promise<ProofOrNot>
  /** Seals what is not sealed yet. Asked for again meanwhile it is done once more for all who did. */
  readonly sealNow: () => Promise<SealedNow>
  /** Answers the id of the verification that is not finished; one at a time is done. */
  readonly verify: (askedBy: string) => Promise<string>
  /** The last ones, newest first. */
  readonly verifications: () => Promise<readonly ListedVerification[]>
  /** Resolves once it is stored. */
  readonly recordAccess: (access: Access) => Promise<void>
  /** Newest first; behind the id of one that was listed before. */
  readonly listAccesses: (filter: AccessFilter, limit: number, behind?: string) => Promise<readonly ListedAccess[]>
}
