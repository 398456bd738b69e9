import { type EventStore, type Position, parsePosition, type RecordedEvent } from '../event-store.ts'
import { wholeLog } from '../whole-log.ts'
import { BLOCK_EVENTS, isSigned, namesOf, type Seal, sealBlock } from './seal.ts'
import type { SealKey } from './seal-key.ts'
import type { Seals } from './seals.ts'

/** The log can not be sealed further: it is not the one of the seals, or the last seal is forged. Verifying says where. */
export class CanNotSeal extends Error {
  override readonly name = 'CanNotSeal'
}

export type Sealed = { readonly blocks: number; readonly events: number }

type Options = {
  readonly store: Pick<EventStore, 'readAll' | 'eventAt'>
  readonly seals: Pick<Seals, 'last' | 'add'>
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
  while (!(await sealOn(options, sealed)));
  return sealed
}

type Block = [RecordedEvent, ...RecordedEvent[]]

/** Seals from the last seal to the end of the log; false when another process has added a seal meanwhile. */
const sealOn = async (options: Options, sealed: { blocks: number; events: number }): Promise<boolean> => {
  const { seals, key, clock, partial = false, onProgress, signal } = options
  const last = await seals.last()
  if (last !== undefined && !isSigned(last)) throw new CanNotSeal(`the signature of seal ${last.number} is wrong`)
  let before = last?.header
  const { events, isCounted } = await restOf(options, last)
  // After counting the rest is sealed at once, so that the place is known the next time.
  for await (const block of blocksOf(events, partial || isCounted, signal)) {
    const seal = sealBlock(before, block, key, clock())
    if (!(await seals.add(seal))) return false
    before = seal.header
    sealed.blocks += 1
    sealed.events += block.length
    onProgress?.(before.first + before.count, parsePosition(seal.end))
  }
  return true
}

async function* blocksOf(events: AsyncIterable<RecordedEvent>, partial: boolean, signal: AbortSignal | undefined) {
  let block: Block | undefined
  for await (const event of events) {
    signal?.throwIfAborted()
    if (block === undefined) block = [event]
    else block.push(event)
    if (block.length < BLOCK_EVENTS) continue
    yield block
    block = undefined
  }
  if (partial && block !== undefined) yield block
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
