import type { Pool } from 'pg'
import { comparePositions, type EventStore, type Position, positionToken } from '../../eventstore/event-store.ts'
import type { Role } from './engine.ts'
import { leaseHolder } from './lease.ts'
import type { AnyProjection } from './projection.ts'
import { type GenerationState, readRegistry } from './registry.ts'

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
}

export type ReadSideStatus = {
  readonly process: Role
  readonly leader: { readonly owner: string; readonly epoch: bigint; readonly expiresAt: Date } | undefined
  readonly head: string
  readonly generations: readonly GenerationStatus[]
}

/** Up to here events behind are counted one by one. */
export const BEHIND_CAP = 1_000

export type StatusOptions = {
  readonly pool: Pool
  readonly eventStore: EventStore
  readonly projections: readonly AnyProjection[]
  readonly now: () => Date
}

export const readStatus = async (options: StatusOptions, process: Role): Promise<ReadSideStatus> => {
  const { pool, eventStore, projections } = options
  const head = await eventStore.head()
  const registered = await readRegistry(pool, projections)
  const parked = await parkedCounts(pool)
  const lags = new Map<string, Lag>()
  const generations: GenerationStatus[] = []
  for (const row of registered) {
    const { model, version, generation, state, error } = row
    const position = positionToken(row.position)
    const lag = lags.get(position) ?? (await lagAt(options, row.position, head))
    lags.set(position, lag)
    const { sequences = 0, events = 0 } = parked.get(idText(row)) ?? {}
    const progress = head.commit === 0n ? 1 : Math.min(1, Number(row.position.commit) / Number(head.commit))
    const counts = { parkedSequences: sequences, parkedEvents: events }
    generations.push({ model, version, generation, state, position, progress, ...lag, error, ...counts })
  }
  return { process, leader: await leaseHolder(pool), head: positionToken(head), generations }
}

type Lag = Pick<GenerationStatus, 'eventsBehind' | 'secondsBehind'>

const lagAt = async ({ eventStore, now }: StatusOptions, from: Position, head: Position): Promise<Lag> => {
  if (comparePositions(from, head) >= 0) return { eventsBehind: 0, secondsBehind: 0 }
  const { events } = await eventStore.readAll({ from, limit: BEHIND_CAP })
  const oldest = events[0]?.recordedAt ?? now()
  return { eventsBehind: events.length, secondsBehind: Math.max(0, (now().getTime() - oldest.getTime()) / 1000) }
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
