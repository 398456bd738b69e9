import type { Pool } from 'pg'
import {
  type Cut,
  comparePositions,
  type EventStore,
  NotOfThisLog,
  type Page,
  type Position,
  positionToken,
} from '../../../eventstore/event-store.ts'
import type { AnyProjection } from '../model/projection.ts'
import { schemaName } from '../store/generation-schema.ts'
import { notThisLog, projectedIn } from '../store/log-identity.ts'
import { type GenerationState, type Registered, readRegistry } from '../store/registry.ts'
import type { Role } from './engine.ts'
import { type Leader, leadersOf } from './lease.ts'
import type { RateMeter } from './rate-meter.ts'

export type GenerationStatus = {
  readonly model: string
  readonly version: number
  readonly generation: number
  readonly state: GenerationState
  /** Token of the last event it has seen. */
  readonly position: string
  /** How far along the log it is, 0 to 1. */
  readonly progress: number
  /** Events it has not seen yet, counted up to BEHIND_CAP. */
  readonly eventsBehind: number
  /** Age of the oldest of them in seconds, 0 at the head. */
  readonly secondsBehind: number
  readonly error: string | null
  /** Sequences and events set aside. */
  readonly parkedSequences: number
  readonly parkedEvents: number
  /** Of its tables with their indexes. */
  readonly bytes: number
  /** Events it was given since it was begun. */
  readonly events: number
  /** Those of the last seconds, per second; null where nobody has measured. */
  readonly perSecond: number | null
}

export type ReadSideStatus = {
  readonly process: Role
  readonly leaders: readonly Leader[]
  readonly head: string
  /** Streams whose history somebody has cut in the event store, as far as this process knows. */
  readonly cuts: readonly Cut[]
  readonly generations: readonly GenerationStatus[]
}

/** Up to here events behind are counted one by one. */
export const BEHIND_CAP = 1_000

export type StatusOptions = {
  readonly pool: Pool
  readonly eventStore: EventStore
  readonly projections: readonly AnyProjection[]
  readonly now: () => Date
  /** Remembers what it was asked about before. */
  readonly rates?: RateMeter
}

export const readStatus = async (options: StatusOptions, process: Role): Promise<ReadSideStatus> => {
  const { pool, eventStore, projections, rates, now } = options
  const registered = await readRegistry(pool, projections)
  // Later than the places, so that none can be ahead of it in the same log.
  const head = await eventStore.head()
  const parked = await parkedCounts(pool)
  const schemas = registered.map(({ model, version, generation }) => schemaName(model, version, generation))
  const sizes = await tableSizes(pool, schemas)
  const lags = new Map<string, Lag>()
  const generations: GenerationStatus[] = []
  for (const row of registered) {
    const { model, version, generation, state, error } = row
    const position = positionToken(row.position)
    // What is retired stands still, and nobody waits for it.
    const lag = state === 'retired' ? NO_LAG : (lags.get(position) ?? (await lagAt(options, row.position, head)))
    lags.set(position, lag)
    const { sequences = 0, events = 0 } = parked.get(idText(row)) ?? {}
    const progress = head.commit === 0n ? 1 : Math.min(1, Number(row.position.commit) / Number(head.commit))
    const counts = { parkedSequences: sequences, parkedEvents: events }
    const bytes = sizes.get(schemaName(model, version, generation)) ?? 0
    const perSecond = rates?.(idText(row), row.events, now().getTime()) ?? null
    const rest = { ...counts, bytes, events: row.events, perSecond }
    generations.push({ model, version, generation, state, position, progress, ...lag, error, ...rest })
  }
  const leaders = await leadersOf(pool, projections)
  const role = refusalAt(projectedIn(registered, projections), head, process)
  return { process: role, leaders, head: positionToken(head), cuts: eventStore.cuts(), generations }
}

type Lag = Pick<GenerationStatus, 'eventsBehind' | 'secondsBehind'>

const NO_LAG: Lag = { eventsBehind: 0, secondsBehind: 0 }

/** Models further than the log are of another one, or of the same before it was restored: also found while one projects. */
const refusalAt = (projected: readonly Registered[], head: Position, process: Role): Role => {
  const ahead = projected.find(({ position }) => comparePositions(position, head) > 0)
  if (process.role === 'refused' || ahead === undefined) return process
  const reason = notThisLog(`${ahead.model} is at ${positionToken(ahead.position)}, behind the end of the log`)
  return { role: 'refused', reason }
}

const lagAt = async ({ eventStore, now }: StatusOptions, from: Position, head: Position): Promise<Lag> => {
  if (comparePositions(from, head) >= 0) return NO_LAG
  const events = await eventsBehind(eventStore, from)
  const oldest = events[0]?.recordedAt ?? now()
  return { eventsBehind: events.length, secondsBehind: Math.max(0, (now().getTime() - oldest.getTime()) / 1000) }
}

/** A place that is not in the log has nothing behind it: whoever compares it with the log refuses to project. */
const eventsBehind = async (eventStore: EventStore, from: Position): Promise<Page['events']> => {
  try {
    return (await eventStore.readAll({ from, limit: BEHIND_CAP })).events
  } catch (error) {
    if (error instanceof NotOfThisLog) return []
    throw error
  }
}

const idText = ({ model, version, generation }: { model: string; version: number; generation: number }) =>
  `${model}/${version}/${generation}`

const parkedCounts = async (pool: Pool) => {
  const { rows } = await pool.query<{
    model: string
    version: number
    generation: number
    sequences: number
    events: number
  }>(
    `select model, version, generation, count(distinct sequence)::int as sequences, count(*)::int as events
     from projections.parked group by 1, 2, 3`,
  )
  return new Map(rows.map(row => [idText(row), row]))
}

/** Whoever looks at the status every second needs no sizes that are newer, which are asked of the disk, file by file. */
const SIZES_MS = 10_000

const sizesKnown = new WeakMap<Pool, { readonly until: number; readonly sizes: ReadonlyMap<string, number> }>()

const tableSizes = async (pool: Pool, schemas: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const known = sizesKnown.get(pool)
  const isKnown = known !== undefined && performance.now() < known.until && schemas.every(name => known.sizes.has(name))
  if (isKnown) return known.sizes
  const sizes = await readTableSizes(pool)
  sizesKnown.set(pool, { until: performance.now() + SIZES_MS, sizes })
  return sizes
}

/** Bytes of all tables and indexes per schema of a generation. */
const readTableSizes = async (pool: Pool): Promise<Map<string, number>> => {
  const { rows } = await pool.query<{ schema: string; bytes: string }>(
    `select n.nspname as schema, sum(pg_total_relation_size(c.oid))::text as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in (select format('%s_v%s_g%s', model, version, generation) from projections.generation)
     group by 1`,
  )
  return new Map(rows.map(({ schema, bytes }) => [schema, Number(bytes)]))
}
