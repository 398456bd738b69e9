import { digestOf } from '../canonical-json.ts'
import { isSigned, namesDigest } from '../proof/seal.ts'
import type { BookedSeal } from '../proof/seal-book.ts'
import { keyIdOf } from '../proof/seal-key.ts'
import { type Block, type Found, lookAtBlocks, lookBehind } from './blocks.ts'
import { blocksIn, placeBehind, sealedUpTo, type TrailHeader } from './seal.ts'
import { TRAIL, type TrailTable } from './tables.ts'
import type { StoredTrailSeal, Trail } from './trail.ts'

/** Something of the trail that is not as it was sealed. */
export type TrailFault =
  /** Of the rows with numbers above `after` up to `last`; `sealed` were there when they were sealed, `found` are now. */
  | {
      readonly kind: 'rows'
      readonly table: TrailTable
      readonly why: 'changed' | 'missing' | 'added'
      readonly after: number
      readonly last: number
      readonly sealed: number
      readonly found: number
      /** ISO 8601 UTC. */
      readonly sealedAt: string
    }
  /** So many rows from number `first` on say that they happened before a seal that was made without them, at `sealedAt`. */
  | {
      readonly kind: 'late'
      readonly table: TrailTable
      readonly count: number
      readonly first: number
      readonly sealedAt: string
    }
  /** A seal that does not hold: signed by a key that is not trusted, out of its order, … */
  | {
      readonly kind: 'seal'
      readonly why: 'signature' | 'key' | 'order' | 'blocks'
      readonly number: number
      readonly publicKey: string
    }
  /** A seal that was made here, as the book beside the key says, is not in the database, or another one is. */
  | { readonly kind: 'book'; readonly why: 'missing' | 'other'; readonly number: number }

/** How many rows of each table. */
export type Counts = Readonly<Record<TrailTable, number>>

export type TrailVerified = {
  /** When the first seal was made, which covers all that was there then (ISO 8601 UTC); null when nothing is sealed. */
  readonly since: string | null
  /** Rows that are proven to be what was sealed, and those that no seal holds yet. */
  readonly sealed: Counts
  readonly unsealed: Counts
  /** How many faults there are, and the first of them. */
  readonly faulty: number
  readonly first: readonly TrailFault[]
}

type Options = {
  readonly trail: Trail
  /** Public keys (32 bytes) whose seals are believed. */
  readonly trusted: readonly Buffer[]
  readonly signal?: AbortSignal
}

const SHOWN = 20
/** Blocks that one statement looks at. */
const PAGE = 64
/** A row is stored within the request it is of, clocks of two machines differ by less: whatever is later was made up. */
const LATE_MS = 15 * 60_000

type Tally = {
  readonly sealed: Record<TrailTable, number>
  readonly digests: Map<number, string>
  readonly faults: TrailFault[]
  since: string | null
  last: TrailHeader | undefined
}

/**
 * Computes all that the seals of the trail say of its rows anew, and compares. Rows behind the last seal are counted;
 * nothing vouches for them yet. @throws the signal's reason, what the database throws
 */
export const verifyTrail = async (options: Options): Promise<TrailVerified> => {
  // Before the seals: whatever is in the book by now is in the database.
  const booked = [...(options.trail.book?.seals() ?? [])]
  const tally: Tally = {
    sealed: { access: 0, export: 0, verification: 0 },
    digests: new Map(),
    faults: [],
    since: null,
    last: undefined,
  }
  const isRead = await compare(options, tally)
  if (isRead) tally.faults.push(...bookFaults(booked, tally))
  const unsealed = { access: 0, export: 0, verification: 0 }
  for (const table of TRAIL) unsealed[table] = await countBehind(options, table, tally)
  const { since, sealed, faults } = tally
  return { since, sealed, unsealed, faulty: faults.length, first: faults.slice(0, SHOWN) }
}

/** False when a seal does not hold, behind which nothing can be said. */
const compare = async (options: Options, tally: Tally): Promise<boolean> => {
  for await (const seal of options.trail.seals.all()) {
    const why = flawOf(seal, tally.last, options.trusted)
    if (why !== undefined) tally.faults.push(sealFault(seal, why))
    // Behind a seal that was taken out the others still say what they are of.
    if (why !== undefined && why !== 'order') return false
    for (const table of TRAIL) await compareTable(options, { seal, table, bound: boundOf(tally.last) }, tally)
    tally.since ??= seal.header.sealedAt
    tally.digests.set(seal.number, digestOf(seal.header))
    tally.last = seal.header
  }
  return true
}

/** The earliest time that a row behind a seal may say. */
const boundOf = (before: TrailHeader | undefined): string | null =>
  before === undefined ? null : new Date(Date.parse(before.sealedAt) - LATE_MS).toISOString()

const sealFault = (
  { number, publicKey }: StoredTrailSeal,
  why: 'signature' | 'key' | 'order' | 'blocks',
): TrailFault => ({
  kind: 'seal',
  why,
  number,
  publicKey: publicKey.toString('hex'),
})

/** What is wrong with a seal in itself and behind the one before it. */
const flawOf = (seal: StoredTrailSeal, before: TrailHeader | undefined, trusted: readonly Buffer[]) => {
  const { header, number, publicKey, blocks } = seal
  if (!trusted.some(key => key.equals(publicKey))) return 'key'
  if (!isSigned(seal)) return 'signature'
  if (header.keyId !== keyIdOf(publicKey)) return 'key'
  if (namesDigest(blocks) !== header.blocks) return 'blocks'
  const place = placeBehind(before)
  const follows = place.number === header.number && place.previous === header.previous && header.number === number
  const isWhole = TRAIL.every(table => header.tables[table].after === sealedUpTo(before, table))
  return follows && isWhole ? undefined : 'order'
}

type Compared = { readonly seal: StoredTrailSeal; readonly table: TrailTable; readonly bound: string | null }

const compareTable = async (
  { trail, signal }: Options,
  { seal, table, bound }: Compared,
  tally: Tally,
): Promise<void> => {
  const blocks = blocksIn(seal)[table]
  let { after } = seal.header.tables[table]
  for (let at = 0; at < blocks.length; at += PAGE) {
    signal?.throwIfAborted()
    const page = blocks.slice(at, at + PAGE)
    const found = await lookAtBlocks(trail.pool, { table, after }, page, bound)
    for (const [index, block] of page.entries()) {
      const fault = faultOf(table, after, block, found[index], seal.header.sealedAt)
      if (fault === undefined) tally.sealed[table] += block.rows
      else tally.faults.push(fault)
      noteLate(tally, table, found[index])
      after = block.last
    }
  }
}

const faultOf = (
  table: TrailTable,
  after: number,
  { last, rows: sealed, digest }: Block,
  now: Found | undefined,
  sealedAt: string,
): TrailFault | undefined => {
  if (now?.digest === digest && now.rows === sealed) return undefined
  const found = now?.rows ?? 0
  const why = found < sealed ? 'missing' : found > sealed ? 'added' : 'changed'
  return { kind: 'rows', table, why, after, last, sealed, found, sealedAt }
}

const noteLate = ({ faults, last }: Tally, table: TrailTable, found: Omit<Found, 'digest'> | undefined): void => {
  if (found === undefined || found.firstLate === null || last === undefined) return
  faults.push({ kind: 'late', table, count: found.late, first: found.firstLate, sealedAt: last.sealedAt })
}

/** The seals of the book that the database does not have as they were made. */
const bookFaults = (
  booked: readonly (readonly [number, BookedSeal<TrailHeader>])[],
  { digests }: Tally,
): TrailFault[] =>
  booked.flatMap(([number, { header, isStored }]) => {
    const there = digests.get(number)
    if (!isStored || there === digestOf(header)) return []
    return { kind: 'book', why: there === undefined ? 'missing' : 'other', number }
  })

const countBehind = async ({ trail }: Options, table: TrailTable, tally: Tally): Promise<number> => {
  const after = sealedUpTo(tally.last, table)
  const found = await lookBehind(trail.pool, { table, after }, boundOf(tally.last))
  noteLate(tally, table, found)
  return found.rows
}
