import { digestOf } from '../canonical-json.ts'
import { type EventStore, type Position, parsePosition, type RecordedEvent } from '../event-store.ts'
import { wholeLog } from '../whole-log.ts'
import { agreementOf, type Disagreement } from './agree.ts'
import { openingOf } from './opening.ts'
import { BLOCK_EVENTS, type BlockHeader, isSigned, namesOf, type Seal, sealBlock } from './seal.ts'
import { type SealBook, SealBookDamaged } from './seal-book.ts'
import type { SealKey } from './seal-key.ts'
import type { Seals, StoredSeal } from './seals.ts'

/** The log can not be sealed further: it is not the one of the seals, or the last seal is forged. Verifying says where. */
export class CanNotSeal extends Error {
  override readonly name = 'CanNotSeal'
}

export type Sealed = { readonly blocks: number; readonly events: number }

type Options = {
  readonly store: Pick<EventStore, 'readAll' | 'eventAt'>
  readonly seals: Pick<Seals, 'last' | 'at' | 'add'>
  /** What was sealed before. Nothing is sealed below it. */
  readonly book?: SealBook
  readonly key: SealKey
  readonly clock: () => Date
  /** Also seals what is left behind the full blocks. */
  readonly partial?: boolean
  readonly onProgress?: (events: number, position: Position) => void
  readonly signal?: AbortSignal
}

/**
 * Cuts the log behind the last seal into blocks and seals them. Several processes may do so at once: what one has sealed
 * the others leave alone. Answers what this call has sealed.
 * @throws CanNotSeal, the signal's reason, what the log throws
 */
export const sealLog = async (options: Options): Promise<Sealed> => {
  const sealed = { blocks: 0, events: 0 }
  while (!(await sealOn(options, sealed).catch(asCanNotSeal)));
  return sealed
}

type Block = [RecordedEvent, ...RecordedEvent[]]

/** Seals from the last seal to the end of the log; false when another process has added a seal meanwhile. */
const sealOn = async (options: Options, sealed: { blocks: number; events: number }): Promise<boolean> => {
  const { store, seals, key, clock, partial = false, onProgress, signal } = options
  const last = await seals.last()
  if (last !== undefined && !isSigned(last)) throw new CanNotSeal(`the signature of seal ${last.number} is wrong`)
  let pending = await pendingOf(options, last)
  let before = last?.header
  const opening = await openingOf(store)
  const { events, isCounted } = await restOf(options, last)
  // After counting the rest is sealed at once, so that the place is known the next time.
  for await (const block of blocksOf(events, {
    isRestWanted: partial || isCounted || pending !== undefined,
    first: pending?.count,
    signal,
  })) {
    const at = pending === undefined ? clock() : new Date(pending.sealedAt)
    const seal = sealBlock(before, block, key, at, opening)
    if (pending !== undefined) refuseOther(pending, seal)
    pending = undefined
    if (!(await keep(options, seal))) return false
    before = seal.header
    sealed.blocks += 1
    sealed.events += block.length
    onProgress?.(before.first + before.count, parsePosition(seal.end))
  }
  return true
}

/** The seal that was written down and has to be stored first, if there is one. @throws CanNotSeal */
const pendingOf = async (
  { seals, book, key }: Options,
  last: StoredSeal | undefined,
): Promise<BlockHeader | undefined> => {
  if (book === undefined) return undefined
  const agreement = await agreementOf({ seals, book, last })
  if (agreement.kind === 'pending') return agreement.header
  if (agreement.kind === 'differs') throw new CanNotSeal(differenceText(book, agreement))
  if (last !== undefined && last.publicKey.equals(key.publicKey)) noteOther(book, last)
  return undefined
}

/** What another server has sealed with this key can not be taken back either. */
const noteOther = (book: SealBook, { header, signature, number }: StoredSeal): void => {
  const booked = book.seals().get(number)
  if (booked?.isStored === true) return
  if (booked === undefined || digestOf(booked.header) !== digestOf(header)) book.begin({ header, signature })
  book.stored(number)
}

const asCanNotSeal = (error: unknown): never => {
  throw error instanceof SealBookDamaged ? new CanNotSeal(error.message) : error
}

const differenceText = ({ file }: SealBook, { why, made, stored }: Disagreement): string =>
  why === 'fewer'
    ? `seal ${made} was made here, as ${file} says, but the database has ${stored < 0 ? 'none' : `only those up to ${stored}`}: seals were taken away, or an older state was restored. If you restored it, move that file away; if this is another shop, give it a DAYBOOK_HOME of its own`
    : `seal ${made} in the database is not the one that was made here, as ${file} says: the log was sealed anew by somebody else`

/** The log has to be what it was when the seal was written down. */
const refuseOther = (pending: BlockHeader, { header }: Seal): void => {
  if (digestOf(pending) !== digestOf(header))
    throw new CanNotSeal(`the events of seal ${pending.number} are not those it was made of, or the key is another`)
}

/** Writes a seal down where it can not be taken back, then stores it. */
const keep = async ({ seals, book }: Options, seal: Seal): Promise<boolean> => {
  const { number } = seal.header
  const isStored = await seals.add(seal, () => {
    if (book?.seals().get(number) === undefined) book?.begin(seal)
  })
  if (isStored) book?.stored(number)
  return isStored
}

type Cut = {
  readonly isRestWanted: boolean
  /** So many events are in the first block. */
  readonly first: number | undefined
  readonly signal: AbortSignal | undefined
}

async function* blocksOf(events: AsyncIterable<RecordedEvent>, { isRestWanted, first, signal }: Cut) {
  let block: Block | undefined
  let size = first ?? BLOCK_EVENTS
  for await (const event of events) {
    signal?.throwIfAborted()
    if (block === undefined) block = [event]
    else block.push(event)
    if (block.length < size) continue
    yield block
    block = undefined
    size = BLOCK_EVENTS
  }
  if (isRestWanted && block !== undefined) yield block
}

type Rest = { readonly events: AsyncIterable<RecordedEvent>; readonly isCounted: boolean }

/** The events behind a seal. In a copy of the log positions are others: there the sealed events are counted. */
const restOf = async ({ store, signal }: Options, last: Seal | undefined): Promise<Rest> => {
  if (last === undefined) return { events: wholeLog(store), isCounted: false }
  const end = parsePosition(last.end)
  const lastId = namesOf(last).at(-1)?.id
  if ((await store.eventAt(end))?.id === lastId) return { events: wholeLog(store, end), isCounted: false }
  const events = wholeLog(store)
  let event: RecordedEvent | undefined
  for (let count = last.header.first + last.header.count; count > 0; count -= 1) {
    signal?.throwIfAborted()
    const next = await events.next()
    if (next.done === true) throw new CanNotSeal('the log has fewer events than are sealed')
    event = next.value
  }
  if (event?.id !== lastId) throw new CanNotSeal('another event stands where the last sealed one was')
  return { events, isCounted: true }
}
