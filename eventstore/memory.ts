import { randomUUID } from 'node:crypto'
import { type Admitted, admit } from './admissible.ts'
import {
  type AppendOutcome,
  comparePositions,
  type EventStore,
  type Page,
  type ReadAllOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  START,
} from './event-store.ts'
import { logOpened } from './log-opened.ts'
import { tail } from './tail.ts'
import { wakeup } from './wakeup.ts'

type Log = { readonly all: RecordedEvent[]; readonly streams: Map<string, RecordedEvent[]>; readonly now: () => Date }

const POLL_MS = 1_000

/**
 * The log in memory, for unit tests: the semantics of the other engines, with sparse positions, so that nobody comes to
 * rely on the next position being one higher. `logId` is a UUID.
 */
export const memoryEventStore = ({
  logId = randomUUID(),
  now = () => new Date(),
}: {
  readonly logId?: string
  readonly now?: () => Date
} = {}): EventStore => {
  const log: Log = { all: [], streams: new Map(), now }
  const wake = wakeup(POLL_MS)
  const head = () => log.all.at(-1)?.position ?? START
  take(log, admit(logOpened(logId, now())))
  return {
    append: async appends => {
      const outcomes = appends.map(admit).map(admitted => take(log, admitted))
      wake.announce(head())
      return outcomes
    },
    readStream: async (stream, options) => readStream(log.streams.get(stream) ?? [], options),
    readAll: async options => readAll(log.all, options),
    follow: ({ from, signal }) =>
      tail({
        from,
        signal,
        read: async (from, limit) => readAll(log.all, { from, limit }).events,
        beyond: wake.beyond,
      }),
    head: async () => head(),
    eventAt: async position => log.all.find(event => comparePositions(event.position, position) === 0),
    identity: async () => ({ logId }),
    cuts: () => [],
    close: async () => undefined,
  }
}

const take = (log: Log, admitted: Admitted): AppendOutcome => {
  const { stream, expected, events } = admitted.append
  const stored = log.streams.get(stream) ?? []
  const before = expected === 'no_stream' ? -1 : expected
  const actual = stored.length - 1
  if (before === actual) return store(log, admitted, stored)
  const repeated = stored.slice(before + 1, before + 1 + events.length)
  const last = repeated.at(-1)
  const isRepeat = repeated.length === events.length && repeated.every(({ id }, index) => id === events[index]?.id)
  return isRepeat && last !== undefined
    ? { kind: 'stored', revision: last.revision, position: last.position }
    : { kind: 'conflict', actual }
}

const store = (log: Log, { append, data, metadata }: Admitted, stream: RecordedEvent[]): AppendOutcome => {
  let position = log.all.at(-1)?.position ?? START
  for (const [index, { id, type }] of append.events.entries()) {
    const [json = '', meta = ''] = [data[index], metadata[index]]
    const offset = position.commit + BigInt(json.length + meta.length)
    position = { commit: offset, prepare: offset }
    // Parsed anew, so that no caller can change what is stored.
    const event: RecordedEvent = {
      id,
      type,
      data: JSON.parse(json),
      metadata: JSON.parse(meta),
      stream: append.stream,
      revision: stream.length,
      position,
      recordedAt: log.now(),
    }
    stream.push(event)
    log.all.push(event)
  }
  log.streams.set(append.stream, stream)
  return { kind: 'stored', revision: stream.length - 1, position }
}

const readStream = (events: readonly RecordedEvent[], { direction, from, limit }: ReadStreamOptions = {}) =>
  direction === 'backwards'
    ? events
        .slice(0, (from ?? events.length) + 1)
        .toReversed()
        .slice(0, limit)
    : events.slice(from ?? 0).slice(0, limit)

const readAll = (all: readonly RecordedEvent[], { direction, from, limit, types }: ReadAllOptions): Page => {
  const isBackwards = direction === 'backwards'
  const events = (isBackwards ? all.toReversed() : all)
    .filter(({ position }) => from === undefined || comparePositions(position, from) * (isBackwards ? -1 : 1) > 0)
    .filter(({ type }) => types === undefined || types.includes(type))
    .slice(0, limit)
  const atHead = events.length < limit
  const end = isBackwards ? START : (all.at(-1)?.position ?? START)
  const next = atHead ? end : (events.at(-1)?.position ?? from ?? START)
  return { events, next, atHead }
}
