import { BACKWARDS, END, ErrorType, FORWARDS, START as FROM_START } from '@eventstore/db-client'
import {
  comparePositions,
  HistoryCut,
  NotOfThisLog,
  type Page,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  START,
} from '../event-store.ts'
import { unbroken } from '../unbroken.ts'
import type { Client } from './client.ts'
import { collect } from './collect.ts'
import type { Cuts } from './cuts.ts'
import { isOfType, isTombstoned } from './errors.ts'
import { eventOf } from './record.ts'

/** Events per call: bounds the memory of a read, and the work that is lost when it breaks. */
const CHUNK = 1_000
/** A read that finds nothing of what it looks for comes back after about as many records, so that it never scans for ever. */
const WINDOW = 50_000

export type Reader = {
  readonly stream: (stream: string, options?: ReadStreamOptions) => Promise<RecordedEvent[]>
  readonly all: (options: ReadAllOptions) => Promise<Page>
  readonly at: (position: Position) => Promise<RecordedEvent | undefined>
}

/** A record of $all: where it is, and what it says if it is ours. */
export type Scanned = { readonly position: Position; readonly event: RecordedEvent | undefined }

/** @param cuts Is told of what the engine says about cut streams, and asked about streams that are not there. */
export const reader = (client: Client, cuts: Cuts): Reader => ({
  stream: (stream, options = {}) =>
    cuts.met(async () => {
      cuts.refuse(stream)
      return unbroken(stream, options, readStream({ client, cuts }, stream, options))
    }),
  all: options => (options.direction === 'backwards' ? backwards(client, options) : forwards(client, options, cuts)),
  at: async position => {
    if (comparePositions(position, START) === 0) return undefined
    const [found] = await scan(client, { from: position, count: 1 }).catch((error: unknown) => {
      if (error instanceof NotOfThisLog) return []
      throw error
    })
    return found !== undefined && comparePositions(found.position, position) === 0 ? found.event : undefined
  },
})

type Log = { readonly client: Client; readonly cuts: Cuts }

const readStream = async (
  log: Log,
  stream: string,
  { direction, from, limit = Number.POSITIVE_INFINITY }: ReadStreamOptions,
): Promise<RecordedEvent[]> => {
  const isBackwards = direction === 'backwards'
  const events: RecordedEvent[] = []
  let next: number | undefined = from
  while (events.length < limit && (next === undefined || next >= 0)) {
    const maxCount = Math.min(CHUNK, limit - events.length)
    const chunk: RecordedEvent[] = await streamChunk(log, stream, {
      isBackwards,
      from: next,
      maxCount,
      isSeen: events.length > 0,
    })
    events.push(...chunk)
    const last = chunk.at(-1)
    if (last === undefined || chunk.length < maxCount) break
    next = last.revision + (isBackwards ? -1 : 1)
  }
  return events
}

type Chunk = {
  readonly isBackwards: boolean
  readonly from: number | undefined
  readonly maxCount: number
  /** The chunk before was there. */
  readonly isSeen: boolean
}

const streamChunk = async ({ client, cuts }: Log, stream: string, { isBackwards, from, maxCount, isSeen }: Chunk) => {
  try {
    const items = await collect(() =>
      client.readStream(stream, {
        direction: isBackwards ? BACKWARDS : FORWARDS,
        fromRevision: from === undefined ? (isBackwards ? END : FROM_START) : BigInt(from),
        maxCount,
        requiresLeader: true,
      }),
    )
    return items.map(item => {
      const event = eventOf(item)
      // Skipping it would show an aggregate as it never was.
      if (event === undefined) throw new Error(`an event of ${stream} was not written by Daybook`)
      return event
    })
  } catch (error) {
    if (isTombstoned(error)) throw new HistoryCut(stream, { cause: error })
    if (!isOfType(error, ErrorType.STREAM_NOT_FOUND)) throw error
    // Whoever asks for a revision may be wrong about it; what was there a moment ago was taken away.
    if (isSeen) throw new HistoryCut(stream)
    await cuts.check(stream)
    return []
  }
}

type Scan = {
  readonly direction?: 'backwards'
  readonly from: Position | undefined
  readonly count: number
  readonly cuts?: Cuts
}

/** Records of $all: at and after `from`, or strictly before it backwards. Fewer than `count` only at the end. */
export const scan = async (client: Client, { direction, from, count, cuts }: Scan): Promise<Scanned[]> => {
  const isBackwards = direction === 'backwards'
  const isFromStart = from === undefined || comparePositions(from, START) === 0
  const records = await collect(() =>
    client.readAll({
      direction: isBackwards ? BACKWARDS : FORWARDS,
      fromPosition: from === undefined && isBackwards ? END : isFromStart ? FROM_START : from,
      maxCount: count,
    }),
  )
  return records.flatMap(record => {
    const { position } = record.event ?? {}
    cuts?.hear(record.event)
    return position === undefined ? [] : [{ position, event: eventOf(record) }]
  })
}

const forwards = async (client: Client, { from = START, limit, types }: ReadAllOptions, cuts: Cuts): Promise<Page> => {
  const events: RecordedEvent[] = []
  let [next, cursor, scanned] = [from, from, 0]
  while (events.length < limit) {
    // The record at the cursor comes again and is left out.
    const count = Math.min(CHUNK, types === undefined ? limit - events.length : CHUNK) + 1
    const records = await scan(client, { from: cursor, count, cuts })
    for (const { position, event } of records) {
      if (comparePositions(position, cursor) <= 0 || events.length === limit) continue
      if (event !== undefined) next = position
      if (event !== undefined && types?.includes(event.type) !== false) events.push(event)
    }
    if (events.length === limit) break
    if (records.length < count) return { events, next, atHead: true }
    cursor = records.at(-1)?.position ?? cursor
    scanned += records.length
    if (types !== undefined && scanned >= WINDOW) return { events, next: cursor, atHead: false }
  }
  return { events, next, atHead: false }
}

const backwards = async (client: Client, { from, limit, types }: ReadAllOptions): Promise<Page> => {
  const events: RecordedEvent[] = []
  let [cursor, scanned] = [from, 0]
  while (events.length < limit) {
    const count = Math.min(CHUNK, types === undefined ? limit - events.length : CHUNK)
    const records = await scan(client, { direction: 'backwards', from: cursor, count })
    for (const { event } of records)
      if (event !== undefined && events.length < limit && types?.includes(event.type) !== false) events.push(event)
    if (events.length === limit) break
    if (records.length < count) return { events, next: START, atHead: true }
    cursor = records.at(-1)?.position ?? cursor
    scanned += records.length
    if (types !== undefined && scanned >= WINDOW && cursor !== undefined) return { events, next: cursor, atHead: false }
  }
  return { events, next: events.at(-1)?.position ?? from ?? START, atHead: false }
}
