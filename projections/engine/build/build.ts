import type { PoolClient } from 'pg'
import { comparePositions, type EventStore, type Position } from '../../../eventstore/event-store.ts'
import type { AnyProjection } from '../model/projection.ts'
import { projectEvents } from '../store/batch.ts'
import { catchUpTo, type GenerationGroup } from '../store/catch-up.ts'
import { createIndexes, quote } from '../store/generation-schema.ts'
import { logMismatch } from '../store/log-identity.ts'
import { type Registered, readRegistry, servingOf } from '../store/registry.ts'
import { isRefusedValue } from '../store/transaction.ts'
import { type Begun, beginBuild } from './begin-build.ts'
import { NeedsCare, openBulk } from './bulk.ts'
import { batchOf, catchUpOptions, type Rebuilding } from './options.ts'
import { pagesTo } from './pages-to.ts'

/**
 * Builds a generation up to where the one that is read stands: in bulk, or, if something does not fit that only going
 * event by event can find, with care from the start. @returns the generation with its indexes
 */
export const build = async (
  client: PoolClient,
  projection: AnyProjection,
  options: Rebuilding,
): Promise<GenerationGroup> => {
  try {
    return await inBulk(await beginBuild(client, projection, options), projection, options)
  } catch (error) {
    if (!(error instanceof NeedsCare)) throw error
    // With the indexes there from the start a row that does not fit one is refused together with its event.
    const { code: _, ...anew } = options
    const { group } = await beginBuild(client, projection, { ...anew, isIndexed: true })
    return await catchUp(group, projection, options)
  }
}

const inBulk = async (begun: Begun, projection: AnyProjection, options: Rebuilding): Promise<GenerationGroup> => {
  const { group } = begun
  const [built] = group.generations
  if (built === undefined) throw new Error(`${projection.name} could not be built`)
  await takeAll(group, projection, options)
  if (!begun.isIndexed) {
    options.report(group, 'indexing')
    await index(group.client, projection, built.schema, built.id.generation)
  }
  return await catchUp(group, projection, options)
}

/** Folds everything up to the target, writing whenever memory is full and when it is asked to end. */
const takeAll = async (group: GenerationGroup, projection: AnyProjection, options: Rebuilding) => {
  const { eventStore, signal, batchSize = 10_000, maxRows = 500_000, erasures, report } = options
  const { client, generations } = group
  const [built] = generations
  const to = await target(client, projection, eventStore)
  if (built === undefined || comparePositions(group.position, to) >= 0) return
  const bulk = openBulk(client, built, group.position, batchOf(options))
  const write = async (position: Position, id: string | undefined) => {
    await bulk.flush({ position, id })
    group.position = position
  }
  const types = projection.onAny === undefined ? [...Object.keys(projection.on), ...Object.keys(erasures)] : undefined
  const range = { from: group.position, to, types, limit: batchSize }
  for await (const { events, end } of pagesTo(eventStore, range)) {
    await bulk.take(events, await projectEvents(events, options.openPersonal))
    report(group, 'building', events.length, end)
    // A place between two events of ours: which event lies there is asked for at the very end.
    if (signal?.aborted === true || bulk.size() > maxRows) await write(end, undefined)
    signal?.throwIfAborted()
  }
  await write(to, (await eventStore.eventAt(to))?.id)
}

/** Makes the secondary indexes of a generation and the statistics that plans need. @throws NeedsCare */
export const index = async (
  client: PoolClient,
  { name, version, tables }: AnyProjection,
  schema: string,
  generation: number,
): Promise<void> => {
  // Sorting in memory what fits there; the default would make many runs on disk of it.
  await client.query(`set maintenance_work_mem = '256MB'`)
  await createIndexes(client, schema, tables).catch((error: unknown) => {
    throw isRefusedValue(error) ? new NeedsCare('a row does not fit an index', { cause: error }) : error
  })
  for (const table of Object.keys(tables)) await client.query(`analyze ${quote(schema)}.${quote(table)}`)
  await client.query(
    'update projections.generation set indexed = true where (model, version, generation) = ($1, $2, $3)',
    [name, version, generation],
  )
}

/** Takes it on in batches until it stands where the one that is read does. */
export const catchUp = async (
  group: GenerationGroup,
  projection: AnyProjection,
  options: Rebuilding,
): Promise<GenerationGroup> => {
  const to = await target(group.client, projection, options.eventStore)
  await catchUpTo(group, to, options.eventStore, catchUpOptions(options), () => options.signal?.aborted === true)
  options.signal?.throwIfAborted()
  return group
}

/** Where the one that is read stands, so as not to overtake it; the head if there is none to compare with. */
const target = async (client: PoolClient, projection: AnyProjection, eventStore: EventStore): Promise<Position> =>
  (await comparable(client, projection, eventStore))?.position ?? (await eventStore.head())

/** The generation that is read, if it moves on and is made from this log as it is. */
export const comparable = async (
  client: PoolClient,
  projection: AnyProjection,
  eventStore: EventStore,
): Promise<Registered | undefined> => {
  const old = servingOf(await readRegistry(client, [projection]), projection)
  if (old === undefined || old.state === 'failed') return undefined
  return (await logMismatch([old], eventStore)) === undefined ? old : undefined
}
