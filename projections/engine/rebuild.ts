import type { Pool, PoolClient } from 'pg'
import { type EventStore, type Position, positionToken, START } from '../../eventstore/event-store.ts'
import type { BatchOptions } from './batch.ts'
import { newBell } from './bell.ts'
import { type Carrier, type CarryOptions, carryTo } from './carry.ts'
import { createEngineSchema, lockEngine } from './engine-schema.ts'
import type { Erasures } from './erase.ts'
import type { OpenPersonal } from './event.ts'
import { createIndexes, quote } from './generation-schema.ts'
import { openLive } from './live.ts'
import type { AnyProjection } from './projection.ts'
import { addGeneration, dropGeneration, REBUILD_EPOCH, readRegistry, servingOf } from './registry.ts'
import { StillBehind, swapIn } from './swap.ts'
import { connect, inTransaction, isRefusedValue, isTransient, transact } from './transaction.ts'

export type RebuildProgress = {
  readonly events: number
  readonly perSecond: number
  readonly position: string
  readonly head: string
}

export type RebuildOptions = {
  readonly pool: Pool
  readonly eventStore: EventStore
  readonly projections: readonly AnyProjection[]
  readonly openPersonal: OpenPersonal
  readonly erasures: Erasures
  readonly onProgress?: (progress: RebuildProgress) => void
  /** More parked sequences than this end the rebuild. 100 unless told. */
  readonly maxParked?: number
  /** Events per transaction. 10,000 unless told. */
  readonly batchSize?: number
  /** How long the old tables stay after the swap, for requests that still read them. 2,000 unless told. */
  readonly graceMs?: number
}

const SWAP_TRIES = 50
const SWAP_PAUSE_MS = 50

/**
 * Builds a read model anew from the start of the log beside the one that is read, swaps it in at equal position, and
 * drops the old one. Reads go on all the time. Also builds a model that was never built, or one of a replaced log.
 * Runs in any process; one rebuild per model at a time.
 * @returns the generation that is read now. @throws Error when it can not be built; the old one stays then
 */
export const rebuild = async (name: string, options: RebuildOptions): Promise<number> => {
  const { pool, projections, graceMs = 2_000 } = options
  const projection = projections.find(candidate => candidate.name === name)
  if (projection === undefined) throw new Error(`there is no read model ${name}`)
  await createEngineSchema(pool)
  const client = await connect(pool)
  try {
    await lockModel(client, name)
    const generation = await buildBest(client, projection, options)
    await newBell().sleep(graceMs, new AbortController().signal)
    await dropOthers(pool, projection, `state = 'retired'`)
    return generation
  } finally {
    // Ends the session's lock too.
    client.release(true)
  }
}

/** Indexes after the rows: one sort each instead of one search per row. */
const buildBest = async (client: PoolClient, projection: AnyProjection, options: RebuildOptions): Promise<number> => {
  try {
    return await buildOnce(client, projection, options, 'indexes last')
  } catch (error) {
    if (!isRefusedValue(error)) throw error
    // Some row does not fit an index. With the indexes there from the start its event is found and parked.
    return await buildOnce(client, projection, options, 'indexes first')
  }
}

type Order = 'indexes first' | 'indexes last'

const buildOnce = async (
  client: PoolClient,
  projection: AnyProjection,
  options: RebuildOptions,
  order: Order,
): Promise<number> => {
  const carrier = await begin(client, projection, options, order)
  try {
    return await build(carrier, projection, options, order)
  } catch (error) {
    await dropOthers(options.pool, projection, `state = 'building' and epoch = ${REBUILD_EPOCH}`)
    throw error
  }
}

const lockModel = async (client: PoolClient, name: string) => {
  const { rows } = await client.query<{ locked: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('daybook.rebuild.' || $1, 0)) as locked`,
    [name],
  )
  if (rows[0]?.locked !== true) throw new Error(`${name} is being rebuilt already`)
}

const begin = async (
  client: PoolClient,
  projection: AnyProjection,
  options: RebuildOptions,
  order: Order,
): Promise<Carrier> => {
  const { pool, eventStore } = options
  await dropOthers(pool, projection, `(state = 'building' and epoch = ${REBUILD_EPOCH} or state = 'retired')`)
  const { logId } = await eventStore.identity()
  const id = await transact(client, async () => {
    await client.query(lockEngine)
    const generation = await nextGeneration(client, projection)
    return await addGeneration(client, projection, {
      generation,
      logId,
      epoch: REBUILD_EPOCH,
      indexed: order === 'indexes first',
    })
  })
  const live = await openLive(client, projection, { ...id, state: 'building' })
  return { client, epoch: REBUILD_EPOCH, lives: [live], position: START }
}

const nextGeneration = async (client: PoolClient, { name, version }: AnyProjection): Promise<number> => {
  const { rows } = await client.query<{ next: number }>(
    'select coalesce(max(generation), 0) + 1 as next from projections.generation where (model, version) = ($1, $2)',
    [name, version],
  )
  return rows[0]?.next ?? 1
}

const build = async (
  carrier: Carrier,
  projection: AnyProjection,
  options: RebuildOptions,
  order: Order,
): Promise<number> => {
  const { eventStore } = options
  const { client } = carrier
  const carrying = await carryOptions(options)
  await carryTo(carrier, await target(client, projection, eventStore), eventStore, carrying)
  const [live] = carrier.lives
  if (live === undefined) throw new Error(`${projection.name} could not be built`)
  if (order === 'indexes last') await createIndexes(client, live.schema, projection.tables)
  for (const table of Object.keys(projection.tables))
    await client.query(`analyze ${quote(live.schema)}.${quote(table)}`)
  for (let attempt = 1; ; attempt += 1) {
    await carryTo(carrier, await target(client, projection, eventStore), eventStore, carrying)
    try {
      await transact(client, () => swapIn(client, projection, carrier, { eventStore, batch: carrying }))
      return live.id.generation
    } catch (error) {
      if (attempt >= SWAP_TRIES || !(error instanceof StillBehind || isTransient(error))) throw error
      await newBell().sleep(SWAP_PAUSE_MS, new AbortController().signal)
    }
  }
}

/** Where the one that is read stands, so as not to overtake it; the head if there is none to compare with. */
const target = async (client: PoolClient, projection: AnyProjection, eventStore: EventStore): Promise<Position> => {
  const old = servingOf(await readRegistry(client, [projection]), projection)
  const isSameLog = old?.logId === (await eventStore.identity()).logId
  return old === undefined || old.state === 'failed' || !isSameLog ? await eventStore.head() : old.position
}

const carryOptions = async (options: RebuildOptions): Promise<CarryOptions> => {
  const { openPersonal, erasures, maxParked = 100, batchSize = 10_000, onProgress, eventStore } = options
  const head = positionToken(await eventStore.head())
  const startedAt = performance.now()
  let events = 0
  const batch: BatchOptions = { openPersonal, erasures, eraseIn: 'own generation', maxParked, hooks: {} }
  return {
    ...batch,
    batchSize,
    onFailed: async error => {
      throw error
    },
    onCommitted: ({ position }, count) => {
      events += count
      const perSecond = Math.round((events * 1000) / (performance.now() - startedAt))
      onProgress?.({ events, perSecond, position: positionToken(position), head })
    },
  }
}

/** Drops generations of this read model and version that nobody reads. */
const dropOthers = (pool: Pool, { name, version }: AnyProjection, condition: string): Promise<void> =>
  inTransaction(pool, async client => {
    await client.query(lockEngine)
    const { rows } = await client.query<{ generation: number }>(
      `select g.generation from projections.generation g left join projections.checkpoint c using (model, version, generation)
       where (model, version) = ($1, $2) and ${condition}`,
      [name, version],
    )
    for (const { generation } of rows) await dropGeneration(client, { model: name, version, generation })
  })
