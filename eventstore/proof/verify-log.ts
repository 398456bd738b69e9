import { digestOf } from '../canonical-json.ts'
import { CHAIN_START, canonicalEvent, linkAfter } from '../chain.ts'
import { type CutReason, type EventStore, type Position, positionToken, type RecordedEvent } from '../event-store.ts'
import { wholeLog } from '../whole-log.ts'
import { HASH_BYTES, hashAt, leafHash, rootOf } from './merkle.ts'
import { type Opening, openingOf, recordedDigest } from './opening.ts'
import { type BlockHeader, isSigned, namesDigest, namesOf, successionOf } from './seal.ts'
import type { BookedSeal, SealBook } from './seal-book.ts'
import { keyIdOf } from './seal-key.ts'
import type { Seals, StoredSeal } from './seals.ts'

/** An event that is not what was sealed. */
export type EventMismatch = {
  readonly kind: 'event'
  /** `reordered`: it stands elsewhere now. `inserted`: it was never sealed here. */
  readonly why: 'altered' | 'missing' | 'inserted' | 'reordered'
  /** Its place in the sealed log, from 0; of an inserted event its place in the log as it is. */
  readonly index: number
  /** Token of where it stands now; null when it is missing. */
  readonly position: string | null
  readonly stream: string
  readonly revision: number
  readonly eventId: string
}

/**
 * A seal that does not hold. `key`: signed by a key that is not trusted; `order`: it does not follow the one before;
 * `opened`: the event that opens the log was altered; `recorded`: a time at which one of its events was recorded was.
 */
export type SealMismatch = {
  readonly kind: 'seal'
  readonly why: 'signature' | 'key' | 'order' | 'leaves' | 'names' | 'link' | 'opened' | 'recorded'
  readonly number: number
  readonly publicKey: string
}

/** A place in the log where no event is although there are later ones: somebody has deleted it before it was sealed. */
export type GapMismatch = { readonly kind: 'gap'; readonly position: string }

/** A seal that was made here, as the book beside the key says, is not in the database: it was taken away, or made anew. */
export type BookMismatch = { readonly kind: 'book'; readonly why: 'missing' | 'other'; readonly number: number }
/** A stream of which events are missing, or which the event store was told to lose; the first of `count` in order of the log. */
export type CutMismatch = {
  readonly kind: 'cut'
  readonly stream: string
  readonly why: CutReason
  readonly count: number
}

export type Verified = {
  /** Events of the log, LogOpened left out. */
  readonly events: number
  /** How many of them, from the first on, are proven to be what was sealed. */
  readonly sealed: number
  readonly unsealed: number
  /** End of the hash chain over the log as it is. */
  readonly link: string
  /** The first thing that does not match. */
  readonly mismatch?: EventMismatch | SealMismatch | GapMismatch | CutMismatch | BookMismatch
  /** Of so many sealed events the time of recording is not vouched for: an earlier release sealed them, or another log. */
  readonly unrecorded?: number
}

export type VerifyLogOptions = {
  readonly store: Pick<EventStore, 'readAll' | 'cuts'>
  readonly seals: Pick<Seals, 'all' | 'holding'>
  /** Public keys (32 bytes) whose seals are believed. */
  readonly trusted: readonly Buffer[]
  /** What was sealed here, wherever seals were made beside such a book. */
  readonly book?: SealBook
  /** The first place without an event, of an engine whose positions have no gaps. */
  readonly firstGap?: () => Promise<Position | undefined>
  readonly onProgress?: (events: number, position: Position) => void
  /** Is told every event of the log, so that nobody has to read it once more. */
  readonly onEvent?: (event: RecordedEvent) => void
  readonly signal?: AbortSignal
}

/** Where the log leaves its seal; `found` stands there, nothing when the log has ended. */
type Departure = { readonly seal: StoredSeal; readonly at: number; readonly found: RecordedEvent | undefined }
type Finding = SealMismatch | Departure

/**
 * Reads the whole log once, computes all that its seals say of it anew, and compares. Events behind the last seal are
 * counted and chained; nothing vouches for them yet. Seals that were taken away from the end are told by the book.
 * @throws the signal's reason, what the log throws
 */
export const verifyLog = async (options: VerifyLogOptions): Promise<Verified> => {
  // Before the seals: whatever is in the book by now is in the database, and what is added later nobody misses.
  const booked = [...(options.book?.seals() ?? [])]
  const log = reading(options)
  const progress: Compared = { sealed: 0, unrecorded: 0, digests: new Map() }
  const finding = await compare(options, log, progress)
  const wanted = finding !== undefined && 'at' in finding ? namesOf(finding.seal)[finding.at]?.id : undefined
  const later = await readOn(log, wanted)
  const mismatch =
    finding === undefined
      ? (bookMismatch(booked, progress) ?? (await gapOf(options)) ?? cutOf(options, log))
      : await named(options, finding, later)
  const { sealed, unrecorded } = progress
  const { events, link } = log.tally
  return {
    events,
    sealed,
    unsealed: events - sealed,
    link,
    ...(mismatch === undefined ? {} : { mismatch }),
    ...(unrecorded === 0 ? {} : { unrecorded }),
  }
}

type Log = ReturnType<typeof reading>

/** The events one by one with their canonical JSON, which leaf and chain share. */
const reading = ({ store, onProgress, onEvent, signal }: VerifyLogOptions) => {
  const source = wholeLog(store)
  const tally = { events: 0, link: CHAIN_START }
  const last = new Map<string, number>()
  const holes = new Set<string>()
  const next = async () => {
    const { value: event } = await source.next()
    if (event === undefined) return undefined
    signal?.throwIfAborted()
    const text = canonicalEvent(event)
    tally.link = linkAfter(tally.link, text)
    tally.events += 1
    const follows = (last.get(event.stream) ?? -1) + 1
    if (event.revision !== follows) holes.add(event.stream)
    last.set(event.stream, event.revision)
    onProgress?.(tally.events, event.position)
    onEvent?.(event)
    return { event, text }
  }
  return { tally, holes, next }
}

type Compared = {
  sealed: number
  unrecorded: number
  /** Of the headers, by number. */
  readonly digests: Map<number, string>
}

const compare = async (
  { store, seals, trusted }: VerifyLogOptions,
  log: Log,
  progress: Compared,
): Promise<Finding | undefined> => {
  const opening = await openingOf(store)
  let before: BlockHeader | undefined
  for await (const seal of seals.all()) {
    const why = flawOf(seal, before, trusted)
    if (why !== undefined) return sealMismatch(seal, why)
    const times: Pick<RecordedEvent, 'recordedAt'>[] = []
    for (let at = 0; at < seal.header.count; at += 1) {
      const next = await log.next()
      if (next === undefined || !leafHash(next.text).equals(hashAt(seal.leaves, at)))
        return { seal, at, found: next?.event }
      times.push(next.event)
      progress.sealed += 1
    }
    if (log.tally.link !== seal.header.link) return sealMismatch(seal, 'link')
    const ownFlaw = flawHere(seal.header, opening, times)
    if (ownFlaw === 'unknown') progress.unrecorded += times.length
    else if (ownFlaw !== undefined) return sealMismatch(seal, ownFlaw)
    progress.digests.set(seal.number, digestOf(seal.header))
    before = seal.header
  }
  return undefined
}

/** Of what belongs to this log alone: its opening and the times of recording. Unknown where those were never sealed. */
const flawHere = (
  { log, recorded }: BlockHeader,
  opening: Opening | undefined,
  times: readonly Pick<RecordedEvent, 'recordedAt'>[],
): 'opened' | 'recorded' | 'unknown' | undefined => {
  if (log === undefined || log.id !== opening?.id) return 'unknown'
  if (log.digest !== opening.digest) return 'opened'
  return recordedDigest(times) === recorded ? undefined : 'recorded'
}

/** The first seal of the book that the database does not have as it was made. */
const bookMismatch = (
  booked: readonly (readonly [number, BookedSeal])[],
  { digests }: Compared,
): BookMismatch | undefined => {
  for (const [number, { header, isStored }] of booked) {
    const there = digests.get(number)
    if (isStored && there !== digestOf(header))
      return { kind: 'book', why: there === undefined ? 'missing' : 'other', number }
  }
  return undefined
}

const sealMismatch = ({ number, publicKey }: StoredSeal, why: SealMismatch['why']): SealMismatch => ({
  kind: 'seal',
  why,
  number,
  publicKey: publicKey.toString('hex'),
})

/** What is wrong with a seal in itself and behind the one before it. */
const flawOf = (
  seal: StoredSeal,
  before: BlockHeader | undefined,
  trusted: readonly Buffer[],
): SealMismatch['why'] | undefined => {
  const { header, number, publicKey, leaves, names } = seal
  if (!trusted.some(key => key.equals(publicKey))) return 'key'
  if (!isSigned(seal)) return 'signature'
  if (header.keyId !== keyIdOf(publicKey)) return 'key'
  const succession = successionOf(before)
  const follows = Object.entries(succession).every(([name, value]) => header[name as keyof BlockHeader] === value)
  if (!follows || header.number !== number) return 'order'
  if (leaves.length !== header.count * HASH_BYTES || rootOf(leaves).toString('hex') !== header.root) return 'leaves'
  return namesDigest(names) === header.names ? undefined : 'names'
}

/** Reads the rest of the log; answers where the event of that id stands in it. */
const readOn = async (log: Log, wanted: string | undefined): Promise<Position | undefined> => {
  let place: Position | undefined
  for (let next = await log.next(); next !== undefined; next = await log.next())
    if (next.event.id === wanted) place ??= next.event.position
  return place
}

const gapOf = async ({ firstGap }: VerifyLogOptions): Promise<GapMismatch | undefined> => {
  const gap = await firstGap?.()
  return gap === undefined ? undefined : { kind: 'gap', position: positionToken(gap) }
}

/** The streams that are not whole, as the log shows it and as the engine was told; it may still have what nobody can read by stream. */
const cutOf = ({ store }: VerifyLogOptions, { holes }: Log): CutMismatch | undefined => {
  const told = new Map(store.cuts().map(({ stream, why }) => [stream, why]))
  const streams = new Set([...holes, ...told.keys()])
  const [stream] = streams
  if (stream === undefined) return undefined
  return { kind: 'cut', stream, why: told.get(stream) ?? 'incomplete', count: streams.size }
}

/** Whether a seal names the event at that place or behind it. */
const isSealedFrom = async ({ seals }: VerifyLogOptions, { seal, at }: Departure, id: string): Promise<boolean> => {
  const sealed = await seals.holding(id)
  return sealed !== undefined && sealed.seal.header.first + sealed.at >= seal.header.first + at
}

/** What became of the event that was sealed where the log departs, given where it stands later, or what came there. */
const named = async (
  options: VerifyLogOptions,
  finding: Finding,
  later: Position | undefined,
): Promise<EventMismatch | SealMismatch> => {
  if ('kind' in finding) return finding
  const { seal, at, found } = finding
  const expected = namesOf(seal)[at]
  if (expected === undefined) return sealMismatch(seal, 'names')
  const say = (why: EventMismatch['why'], position: Position | undefined, { id, stream, revision } = expected) => ({
    kind: 'event' as const,
    why,
    index: seal.header.first + at,
    position: position === undefined ? null : positionToken(position),
    stream,
    revision,
    eventId: id,
  })
  if (found === undefined) return say('missing', undefined)
  if (found.id === expected.id) return say('altered', found.position)
  const isSealed = await isSealedFrom(options, finding, found.id)
  if (later !== undefined) return isSealed ? say('reordered', later) : say('inserted', found.position, found)
  return isSealed ? say('missing', undefined) : say('altered', found.position)
}
