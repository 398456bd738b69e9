import type { Actor } from '../domain/decider.ts'

/** A place in the log. Ordered as a pair; the Postgres store sets both halves alike. */
export type Position = { readonly commit: bigint; readonly prepare: bigint }

/** Before the first event. */
export const START: Position = { commit: 0n, prepare: 0n }

export const comparePositions = (a: Position, b: Position): number =>
  a.commit === b.commit ? Number(a.prepare > b.prepare) - Number(a.prepare < b.prepare) : a.commit < b.commit ? -1 : 1

const pad = (half: bigint) => half.toString().padStart(20, '0')

/** Opaque text whose text order is the order of the log. */
export const positionToken = ({ commit, prepare }: Position): string => `${pad(commit)}-${pad(prepare)}`

/** The position of a token. Throws RangeError for anything that is not one. */
export const parsePosition = (token: string): Position => {
  const match = /^(\d{20})-(\d{20})$/.exec(token)
  if (match?.[1] === undefined || match[2] === undefined) throw new RangeError('not a position token')
  return { commit: BigInt(match[1]), prepare: BigInt(match[2]) }
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

/** Where an event comes from. Processes and timers ignore all but `live`. */
export type Origin = 'live' | 'import' | 'demo'

export type Metadata = {
  /** When it happened, ISO 8601 UTC; never decreases within a stream. */
  readonly at: string
  readonly origin: Origin
  readonly actor: Actor
  /** Name of the command that caused it. */
  readonly command: string
  readonly commandId: string
  /** Keyed hash of the command's canonical JSON: the same id with another digest is a misuse. */
  readonly commandDigest: string
  readonly $correlationId: string
  readonly $causationId: string
  /** Version of the data's schema, 1 at first. */
  readonly schema: number
  /** Whose personal data is sealed inside. */
  readonly subjects?: readonly string[]
}

export type NewEvent = {
  readonly id: string
  readonly type: string
  readonly data: JsonObject
  readonly metadata: Metadata
}

export type RecordedEvent = NewEvent & {
  readonly stream: string
  /** 0 for the first event of a stream. */
  readonly revision: number
  readonly position: Position
  /** When the store took it; informational, not ordered. */
  readonly recordedAt: Date
}

/**
 * When an event happened, for asking what was so at a time. What happens is recorded afterwards, so a later time of it is that
 * of a clock that ran ahead, and the store's is believed. Never decreases within a stream, either.
 */
export const happenedAt = ({ metadata: { at, origin }, recordedAt }: RecordedEvent): number =>
  origin === 'live' ? Math.min(Date.parse(at), recordedAt.getTime()) : Date.parse(at)

/** `expected`: the revision of the stream's last event, or that there is none. Nothing looser exists. */
export type Append = {
  readonly stream: string
  readonly expected: 'no_stream' | number
  readonly events: readonly NewEvent[]
}

export type AppendOutcome =
  /** The revision and position of the append's last event; the original place when it was stored before. */
  | { readonly kind: 'stored'; readonly revision: number; readonly position: Position }
  /** `actual`: the stream's last revision, -1 when there is no stream. */
  | { readonly kind: 'conflict'; readonly actual: number }

/** Whether the append was stored is not known. Repeat it with the same ids and revision. */
export class UnknownOutcome extends Error {
  override readonly name = 'UnknownOutcome'
}

/** The log does not answer now; the same request may well succeed in a moment. Nothing was stored by it. */
export class LogUnavailable extends Error {
  override readonly name: string = 'LogUnavailable'
}

/** The log answers, but not to us: wrong password, missing rights, an untrusted certificate. The message says what to mend. */
export class LogRefusesUs extends LogUnavailable {
  override readonly name: string = 'LogRefusesUs'
}

/** A position that this log does not have: another log, or an older copy of it, has taken the place of the one it is from. */
export class NotOfThisLog extends Error {
  override readonly name = 'NotOfThisLog'

  constructor(options?: ErrorOptions) {
    super(
      'This is not the log that was projected. Build the read models from the log that is here: daybook projections rebuild all',
      options,
    )
  }
}

/** Why a stream is not whole: `incomplete`, a read has met a hole; the others, the engine was told to. */
export type CutReason = 'deleted' | 'truncated' | 'incomplete'

/** A stream that somebody has cut in the event store. What was written behind `position` was written on top of that. */
export type Cut = { readonly stream: string; readonly why: CutReason; readonly position?: Position }

/** Some of a stream's events are gone, or it was told to lose them. What it was is not known any more, so nothing may be decided on it. */
export class HistoryCut extends Error {
  override readonly name = 'HistoryCut'
  readonly stream: string

  constructor(stream: string, options?: ErrorOptions) {
    super(`the history of ${stream} was cut in the event store`, options)
    this.stream = stream
  }
}

const clockText = (time: Date) => time.toISOString().slice(0, 19).replace('T', ' ')

/** The clocks of this machine and of the database differ too far: a time that was written now would be wrong for ever. */
export class ClockWrong extends Error {
  override readonly name = 'ClockWrong'
  readonly ours: string
  readonly theirs: string

  constructor(ours: Date, theirs: Date) {
    super(
      `The clock of this machine says ${clockText(ours)} and that of the database ${clockText(theirs)} (UTC). Set the wrong one.`,
    )
    this.ours = clockText(ours)
    this.theirs = clockText(theirs)
  }
}

/** An append of more than MAX_APPEND_BYTES. Nothing was stored. */
export class AppendTooLarge extends RangeError {
  override readonly name = 'AppendTooLarge'
}

export type ReadStreamOptions = {
  readonly direction?: 'forwards' | 'backwards'
  /** First revision to return, inclusive. Defaults to the first (forwards) or the last (backwards). */
  readonly from?: number
  readonly limit?: number
}

export type ReadAllOptions = {
  readonly direction?: 'forwards' | 'backwards'
  /** Exclusive. Defaults to START (forwards) or behind the last event (backwards). */
  readonly from?: Position
  readonly limit: number
  readonly types?: readonly string[]
}

export type Page = {
  readonly events: readonly RecordedEvent[]
  /** Where to go on, also when a filter left the page empty. */
  readonly next: Position
  readonly atHead: boolean
}

/**
 * A sign between events: everything up to `position` has been delivered. `caughtUp`: no more was known of just then. It may
 * come between the events of one append, and before events that were stored while it was on its way; the first one of a
 * follower comes after everything that was stored before it began.
 */
export type Marker = { readonly marker: true; readonly position: Position; readonly caughtUp: boolean }

export type Identity = { readonly logId: string }

/** The port of the log. Every engine passes `test/eventstore/contract.ts`. Reads throw LogUnavailable, NotOfThisLog for a position it does not have, or the driver's error. */
export type EventStore = {
  /**
   * Each append stands alone: one conflict does not fail the others. They are stored in their order. The same append again (same ids, same expected
   * revision) answers `stored` with its original place. Throws UnknownOutcome; RangeError for what can not be stored,
   * AppendTooLarge (one of those) for too much at once; HistoryCut.
   */
  readonly append: (appends: readonly Append[]) => Promise<AppendOutcome[]>
  /** The events of a stream without a hole between them; empty when there is no such stream. @throws HistoryCut */
  readonly readStream: (stream: string, options?: ReadStreamOptions) => Promise<RecordedEvent[]>
  readonly readAll: (options: ReadAllOptions) => Promise<Page>
  /** All events after `from` in order, for ever, with markers at the tail. Ends by error or abort only. */
  readonly follow: (options: { from: Position; signal: AbortSignal }) => AsyncIterable<RecordedEvent | Marker>
  /** Place of the last event that is not the engine's own; START for an empty log. */
  readonly head: () => Promise<Position>
  readonly eventAt: (position: Position) => Promise<RecordedEvent | undefined>
  /** The first event of every log is LogOpened; opening twice keeps the first. */
  readonly identity: () => Promise<Identity>
  /** The streams that are known to be cut: of EventStoreDB those that it was told to cut, of every engine those that a read has met. */
  readonly cuts: () => readonly Cut[]
  readonly close: () => Promise<void>
}

export const isMarker = (item: RecordedEvent | Marker): item is Marker => 'marker' in item

/** An append is at most this many bytes of JSON, as EventStoreDB has it. */
export const MAX_APPEND_BYTES = 1024 * 1024

/** The stream and type of the log's own first event. */
export const LOG_STREAM = 'log'
export const LOG_OPENED = 'LogOpened'
