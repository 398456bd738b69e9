import { type EventStore, type Position, parsePosition, type RecordedEvent } from '../event-store.ts'
import { wholeLog } from '../whole-log.ts'
import { asCanNotSeal, CanNotSeal, keep, pendingOf, refuseOther } from './keep-seal.ts'
import { openingOf } from './opening.ts'
import { BLOCK_EVENTS, isSigned, namesOf, type Seal, sealBlock } from './seal.ts'
import type { SealBook } from './seal-book.ts'
import type { SealKey } from './seal-key.ts'
import type { Seals } from './seals.ts'

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
  let pending = await pendingOf({ ...options, what: 'seal' }, last)
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
    if (pending !== undefined) refuseOther(pending, seal, 'events')
    pending = undefined
    if (!(await keep(options, seal))) return false
    before = seal.header
    sealed.blocks += 1
    sealed.events += block.length
    onProgress?.(before.first + before.count, parsePosition(seal.end))
  }
  return true
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
