import {
  BACKWARDS,
  END,
  ErrorType,
  eventTypeFilter,
  START as FROM_START,
  type RecordedEvent,
} from '@eventstore/db-client'
import { type Cut, comparePositions, HistoryCut, type Position, START } from '../event-store.ts'
import { knownCuts } from '../known-cuts.ts'
import { again } from './again.ts'
import type { Client } from './client.ts'
import { collect } from './collect.ts'
import { isOfType } from './errors.ts'
import { positionOf } from './record.ts'

const SEARCH_WINDOW = 4_096
const METADATA = '$metadata'
const TOMBSTONE = '$streamDeleted'
/** What tells the engine to lose events of a stream. A deleted one is told to lose all. */
const LOSING = ['$tb', '$maxCount', '$maxAge'] as const
const DELETED = Number.MAX_SAFE_INTEGER

/** The streams of an EventStoreDB that somebody has deleted, tombstoned or told to lose events. */
export type Cuts = ReturnType<typeof knownCuts> & {
  /** Takes in what a record of the engine says about a stream. */
  readonly hear: (record: RecordedEvent | undefined) => void
  /** @throws HistoryCut when the stream is known to be cut */
  readonly refuse: (stream: string) => void
  /** The same of a stream that can not be found, which may have been deleted a moment ago. @throws HistoryCut */
  readonly check: (stream: string) => Promise<void>
  readonly close: () => Promise<void>
}

type Sources = {
  readonly commands: Client
  readonly queries: Client
  readonly isOurs: (stream: string) => boolean
}

/**
 * Listens to what the engine notes about streams from the start of the log on: a deleted stream looks like one that never
 * was, and an append that expects none would go on where it had ended.
 */
export const cutsOf = ({ commands, queries, isOurs }: Sources): Cuts => {
  const known = knownCuts()
  const latest = new Map<string, Position>()
  const closing = new AbortController()
  const watch = { from: START, isCurrent: false }
  const hear: Cuts['hear'] = record => {
    const told = record === undefined ? undefined : toldBy(record)
    if (told === undefined || !isOurs(told.stream)) return
    const { stream, position, why } = told
    const last = latest.get(stream)
    // Whoever reads through the log hears what is long over.
    if (last !== undefined && comparePositions(position, last) <= 0) return
    latest.set(stream, position)
    if (why === undefined) known.forget(stream)
    else known.set({ stream, why, position })
  }
  const refuse: Cuts['refuse'] = stream => {
    if (known.has(stream)) throw new HistoryCut(stream)
  }
  const listen = (isThere: () => void) => listenTo(queries, { watch, hear, isThere, signal: closing.signal })
  const working = again(listen, closing.signal)
  return {
    ...known,
    hear,
    refuse,
    check: async stream => {
      if (!watch.isCurrent) hear(await metadataOf(commands, stream))
      refuse(stream)
    },
    close: async () => {
      closing.abort()
      await working
    },
  }
}

type Told = { readonly stream: string; readonly position: Position; readonly why: Cut['why'] | undefined }

/** What a record tells about a stream; `why` is undefined when that is whole again. */
const toldBy = (record: RecordedEvent): Told | undefined => {
  const { type, streamId, data } = record
  const position = positionOf(record)
  if (position === undefined) return undefined
  if (type === TOMBSTONE) return { stream: streamId, position, why: 'deleted' }
  if (type !== METADATA || !streamId.startsWith('$$')) return undefined
  const told = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {}
  const loses = LOSING.some(name => Number(told[name] ?? 0) > 0)
  const why = !loses ? undefined : Number(told['$tb'] ?? 0) >= DELETED ? 'deleted' : 'truncated'
  return { stream: streamId.slice(2), position, why }
}

type Listening = {
  readonly watch: { from: Position; isCurrent: boolean }
  readonly hear: Cuts['hear']
  readonly isThere: () => void
  readonly signal: AbortSignal
}

/** Stands in the subscription behind everything that was there when the server said "caught up". */
const CAUGHT_UP = { caughtUp: true }

const listenTo = async (client: Client, { watch, hear, isThere, signal }: Listening): Promise<void> => {
  const subscription = client.subscribeToAll({
    fromPosition: comparePositions(watch.from, START) === 0 ? FROM_START : watch.from,
    filter: eventTypeFilter({
      prefixes: [METADATA, TOMBSTONE],
      maxSearchWindow: SEARCH_WINDOW,
      checkpointInterval: 1,
    }),
  })
  // The client emits errors also after the loop below has ended, and an error nobody listens to ends the process.
  subscription.on('error', () => undefined)
  subscription.on('confirmation', isThere)
  // The client says so ahead of the events before; a mark in the stream comes behind them.
  subscription.on('caughtUp', () => subscription.push(CAUGHT_UP))
  const stop = () => subscription.destroy()
  signal.addEventListener('abort', stop)
  try {
    for await (const item of subscription) {
      if ('caughtUp' in item) watch.isCurrent = true
      hear(item.event)
      watch.from = (item.event === undefined ? undefined : positionOf(item.event)) ?? watch.from
    }
  } finally {
    watch.isCurrent = false
    signal.removeEventListener('abort', stop)
    void subscription.unsubscribe().catch(() => undefined)
  }
}

/** The last record about a stream, or nothing. */
const metadataOf = async (client: Client, stream: string): Promise<RecordedEvent | undefined> => {
  try {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1, requiresLeader: true } as const
    const [found] = await collect(() => client.readStream(`$$${stream}`, options))
    return found?.event
  } catch (error) {
    if (isOfType(error, ErrorType.STREAM_NOT_FOUND)) return undefined
    throw error
  }
}
