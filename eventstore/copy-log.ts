import { appendAllSurely } from './append.ts'
import { CHAIN_START, nextLink } from './chain.ts'
import { type Append, type EventStore, type Position, positionToken, type RecordedEvent } from './event-store.ts'
import { appendsOf, wholeLog } from './whole-log.ts'

const APPENDS_AT_ONCE = 200

/** The target holds something else than the source. Nothing more is written. */
export class NotACopy extends Error {
  override readonly name = 'NotACopy'
}

export type Copied = {
  /** Events of the source that the target holds now; LogOpened, which each log has of its own, is not counted. */
  readonly events: number
  /** How many of them this call has written. */
  readonly written: number
  /** End of the hash chain over them, the same in both logs. */
  readonly digest: string
  /** False when the source has grown meanwhile: somebody still works on it. */
  readonly isComplete: boolean
}

type Options = {
  readonly from: EventStore
  readonly to: EventStore
  /** Called for each event that was compared or is about to be written, how many those are, and its place in the source. */
  readonly onProgress?: (events: number, position: Position) => void
  readonly signal?: AbortSignal
}

type Progress = { events: number; digest: string }

/**
 * Copies a log event by event, in order, with ids, data and metadata as they are; the copy is a log with an identity of
 * its own. A target that holds a beginning of the source is compared with it and goes on from there, so the same call
 * finishes a copy that was interrupted. At the end the whole target is read again and compared by count and digest.
 * @throws NotACopy, UnknownOutcome, LogUnavailable, the signal's reason
 */
export const copyLog = async ({ from, to, onProgress, signal }: Options): Promise<Copied> => {
  const source = wholeLog(from)
  let last: RecordedEvent | undefined
  const progress: Progress = { events: 0, digest: CHAIN_START }
  const advance = (event: RecordedEvent) => {
    last = event
    progress.events += 1
    progress.digest = nextLink(progress.digest, event)
    signal?.throwIfAborted()
    onProgress?.(progress.events, event.position)
  }
  await compare(source, to, advance)
  const known = progress.events
  await write(appendsOf(seen(source, advance)), to)
  const copy = await digestOf(to, signal)
  if (copy.events !== progress.events || copy.digest !== progress.digest)
    throw new NotACopy(`the target has ${copy.events} events with the digest ${copy.digest} after copying`)
  const head = positionToken(await from.head())
  const isComplete = last === undefined || head === positionToken(last.position)
  return { ...progress, written: progress.events - known, isComplete }
}

/** Takes from the source what the target has already. @throws NotACopy when that is something else */
const compare = async (
  source: AsyncIterator<RecordedEvent>,
  to: EventStore,
  advance: (event: RecordedEvent) => void,
) => {
  for await (const there of wholeLog(to)) {
    const next = await source.next()
    const here: RecordedEvent | undefined = next.done === true ? undefined : next.value
    const place = `${there.type}, revision ${there.revision} of ${there.stream}`
    if (here === undefined) throw new NotACopy(`the target goes on behind the end of the source (${place})`)
    if (nextLink(CHAIN_START, there) !== nextLink(CHAIN_START, here))
      throw new NotACopy(`the target holds another event than the source (${place})`)
    advance(here)
  }
}

async function* seen(source: AsyncIterable<RecordedEvent>, advance: (event: RecordedEvent) => void) {
  for await (const event of source) {
    advance(event)
    yield event
  }
}

const write = async (appends: AsyncIterable<Append>, to: EventStore): Promise<void> => {
  let batch: Append[] = []
  const flush = async () => {
    const outcomes = await appendAllSurely(to, batch)
    const refused = batch.find((_, index) => outcomes[index]?.kind !== 'stored')
    if (refused !== undefined) throw new NotACopy(`the target refused events of ${refused.stream}: it has others there`)
    batch = []
  }
  for await (const append of appends) {
    batch.push(append)
    if (batch.length === APPENDS_AT_ONCE) await flush()
  }
  if (batch.length > 0) await flush()
}

const digestOf = async (store: EventStore, signal: AbortSignal | undefined): Promise<Progress> => {
  const progress: Progress = { events: 0, digest: CHAIN_START }
  for await (const event of wholeLog(store)) {
    signal?.throwIfAborted()
    progress.events += 1
    progress.digest = nextLink(progress.digest, event)
  }
  return progress
}
