import type { PoolClient } from 'pg'
import {
  type EventStore,
  happenedAt,
  type Position,
  type RecordedEvent,
  START,
} from '../../../eventstore/event-store.ts'
import { projectEvents } from '../store/batch.ts'
import { advanceGroup, type GenerationGroup } from '../store/catch-up.ts'
import { AS_OF_ROLE, lockEngine } from '../store/engine-schema.ts'
import { type Erasures, erasedIn, eraseSubjects } from '../store/erase.ts'
import { quote } from '../store/generation-schema.ts'
import { openGeneration, type ProjectedGeneration } from '../store/projected-generation.ts'
import { addGeneration, REBUILD_EPOCH } from '../store/registry.ts'
import { connect, transact } from '../store/transaction.ts'
import { type AsOf, type Bound, dropGenerationsOf, readAsOf } from './as-of.ts'
import { nextGeneration } from './begin-build.ts'
import { index } from './build.ts'
import { type Bulk, NeedsCare, openBulk } from './bulk.ts'
import { batchOf, catchUpOptions, type Rebuilding, type RebuildOptions, reporting } from './options.ts'
import { pagesTo } from './pages-to.ts'

const PAGE = 5_000

/**
 * Builds every read model as it was at a moment, in one pass over the log, into schemas of its own. What was begun before
 * is dropped. @throws the signal's reason, or Error when it can not be built
 */
export const buildAsOf = async (id: string, options: RebuildOptions): Promise<void> => {
  const client = await connect(options.pool)
  try {
    const asOf = await readAsOf(client, id)
    if (asOf === undefined) throw new Error('it was deleted')
    await buildOn(client, asOf, await reporting(options))
  } finally {
    client.release(true)
  }
}

const buildOn = async (client: PoolClient, asOf: AsOf, options: Rebuilding): Promise<void> => {
  const end = 'position' in asOf.bound ? asOf.bound.position : await options.eventStore.head()
  const past = { client, asOf, end }
  const generations = await inBulk(past, options).catch((error: unknown) => {
    if (error instanceof NeedsCare) return withCare(past, options)
    throw error
  })
  await finish(client, asOf, generations, options)
}

/** What is built: all there is of the log up to `end` that is within the bound. */
type Past = { readonly client: PoolClient; readonly asOf: AsOf; readonly end: Position }

const inBulk = async (past: Past, options: Rebuilding): Promise<readonly ProjectedGeneration[]> => {
  const { signal, report } = options
  const group = await begin(past, false, options)
  await takeAll(group, past, options)
  report(group, 'indexing')
  for (const { projection, schema, id } of group.generations) {
    signal?.throwIfAborted()
    await index(past.client, projection, schema, id.generation)
  }
  return group.generations
}

/** As a leader does, with the indexes there from the start: what does not fit is traced to its event, which is parked. */
const withCare = async (past: Past, options: Rebuilding): Promise<readonly ProjectedGeneration[]> => {
  const group = await begin(past, true, options)
  const within = isWithin(past.asOf.bound)
  for await (const { events } of pagesTo(options.eventStore, rangeTo(past.end))) {
    await advanceGroup(group, events.filter(within), catchUpOptions(options))
    options.signal?.throwIfAborted()
  }
  return group.generations
}

const begin = async (
  { client, asOf: { id } }: Past,
  isIndexed: boolean,
  options: Rebuilding,
): Promise<GenerationGroup> => {
  const { eventStore, projections } = options
  const { logId } = await eventStore.identity()
  return await transact(client, async () => {
    await client.query(lockEngine)
    await dropGenerationsOf(client, id)
    const generations: ProjectedGeneration[] = []
    for (const projection of projections) {
      const generation = await nextGeneration(client, projection)
      const added = await addGeneration(client, projection, {
        generation,
        logId,
        epoch: REBUILD_EPOCH,
        isIndexed,
        asOf: id,
      })
      generations.push(await openGeneration(client, projection, { ...added, state: 'building' }))
    }
    return { client, epoch: REBUILD_EPOCH, generations, position: START }
  })
}

const rangeTo = (to: Position) => ({ from: START, to, types: undefined, limit: PAGE })

const isWithin = (bound: Bound): ((event: RecordedEvent) => boolean) =>
  // It never decreases within a stream, so that this is a prefix of every stream.
  'at' in bound ? event => happenedAt(event) <= bound.at.getTime() : () => true

const takeAll = async (group: GenerationGroup, { asOf: { bound }, end }: Past, options: Rebuilding): Promise<void> => {
  const { eventStore, openPersonal, signal, report, maxRows = 500_000 } = options
  const bulks = group.generations.map(generation => openBulk(group.client, generation, START, batchOf(options)))
  const within = isWithin(bound)
  for await (const page of pagesTo(eventStore, rangeTo(end))) {
    const events = page.events.filter(within)
    const projected = await projectEvents(events, openPersonal)
    for (const bulk of bulks) await bulk.take(events, projected)
    group.position = page.end
    report(group, 'building', page.events.length)
    signal?.throwIfAborted()
    if (bulks.reduce((sum, bulk) => sum + bulk.size(), 0) > maxRows) await flushAll(bulks, page.end)
  }
  await flushAll(bulks, end)
}

const flushAll = async (bulks: readonly Bulk[], position: Position): Promise<void> => {
  for (const bulk of bulks) await bulk.flush({ position, id: undefined })
}

/** From now on it can be read. Whoever was erased since that moment is erased in it, too. */
const finish = async (
  client: PoolClient,
  { id }: AsOf,
  generations: readonly ProjectedGeneration[],
  options: Rebuilding,
): Promise<void> => {
  const subjects = await erasedSince(options.eventStore, options.erasures)
  await transact(client, async () => {
    await eraseSubjects(client, generations, subjects, 'own generation')
    await letRead(client, generations)
    await client.query('update projections.as_of set built_at = clock_timestamp() where id = $1', [id])
  })
}

/** Lets the role of the past read it, where there is that role; it has no rights on anything that lives. */
const letRead = async (client: PoolClient, generations: readonly ProjectedGeneration[]): Promise<void> => {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [AS_OF_ROLE])
  if (rowCount === 0) return
  for (const { schema } of generations) {
    await client.query(`grant usage on schema ${quote(schema)} to ${AS_OF_ROLE}`)
    await client.query(`grant select on all tables in schema ${quote(schema)} to ${AS_OF_ROLE}`)
  }
}

/** Everybody the log says was erased, up to its present end. */
const erasedSince = async (eventStore: EventStore, erasures: Erasures): Promise<string[]> => {
  const types = Object.keys(erasures)
  if (types.length === 0) return []
  const subjects: string[] = []
  const range = { from: START, to: await eventStore.head(), types, limit: PAGE }
  for await (const { events } of pagesTo(eventStore, range)) subjects.push(...erasedIn(events, erasures))
  return subjects
}
