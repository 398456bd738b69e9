import type { PoolClient } from 'pg'
import { type Position, positionToken, type RecordedEvent } from '../../../eventstore/event-store.ts'
import { writtenOnCut } from '../fold/cut.ts'
import type { ProjectedEvent } from '../model/projection.ts'
import { foldGeneration, projectEvents, RefusedRows, writeFolded } from '../store/batch.ts'
import { openGeneration, type ProjectedGeneration } from '../store/projected-generation.ts'
import { announce, type GenerationId, idArrays, readRegistry, servingOf } from '../store/registry.ts'
import { inTransaction } from '../store/transaction.ts'
import type { Engine } from './engine.ts'

/** An event set aside, the oldest of its sequence with the error. */
export type ParkedEvent = {
  readonly model: string
  readonly sequence: string
  readonly position: string
  readonly eventId: string
  readonly error: string | null
  readonly attempts: number
  readonly parkedAt: Date
}

type ParkedRow = {
  sequence: string
  commit: string
  prepare: string
  event_id: string
  error: string | null
  attempts: number
  parked_at: Date
}

const place = ({ commit, prepare }: { commit: string; prepare: string }) => ({
  commit: BigInt(commit),
  prepare: BigInt(prepare),
})

/** What is parked of the generations that are read, oldest first, at most `limit`. */
export const parkedEvents = async ({ pool, projections }: Pick<Engine, 'pool' | 'projections'>, limit = 500) => {
  const registered = await readRegistry(pool, projections)
  const serving = projections.flatMap(projection => servingOf(registered, projection) ?? [])
  const { rows } = await pool.query<ParkedRow & { model: string }>(
    `select p.* from projections.parked p
     where (model, version, generation) in (select * from unnest($1::text[], $2::int[], $3::int[]))
     order by commit, prepare, model limit $4`,
    [serving.map(row => row.model), serving.map(row => row.version), serving.map(row => row.generation), limit],
  )
  return rows.map(
    (row): ParkedEvent => ({
      model: row.model,
      sequence: row.sequence,
      position: positionToken(place(row)),
      eventId: row.event_id,
      error: row.error,
      attempts: row.attempts,
      parkedAt: row.parked_at,
    }),
  )
}

/** What may be set aside: a whole sequence, or the event at a position. */
export type Place = { readonly sequence?: string; readonly position?: Position }

/** Whether any of the read models, as it is read now, has set this sequence or this event aside. */
export const isParked = async (
  { pool, projections }: Pick<Engine, 'pool' | 'projections'>,
  { sequence, position }: Place,
  models: readonly string[] = projections.map(({ name }) => name),
): Promise<boolean> => {
  const registered = await readRegistry(pool, projections)
  const asked = projections.filter(({ name }) => models.includes(name))
  const serving = asked.flatMap(projection => servingOf(registered, projection) ?? [])
  const { rowCount } = await pool.query(
    `select 1 from projections.parked
     where (model, version, generation) in (select * from unnest($1::text[], $2::int[], $3::int[]))
       and (sequence = $4 or (commit, prepare) = ($5, $6)) limit 1`,
    [...idArrays(serving), sequence, position?.commit, position?.prepare],
  )
  return rowCount === 1
}

/** `left`: how many are still parked; the first of them failed with `error`. */
export type Retried = { readonly replayed: number; readonly left: number; readonly error?: string }

/**
 * Replays the parked events of a sequence, oldest first, up to the first that still fails. When none is left, the
 * sequence is projected again with the others. Later events wait meanwhile: the checkpoint is locked.
 */
export const retryParked = (
  { pool, eventStore, projections, batch }: Pick<Engine, 'pool' | 'eventStore' | 'projections' | 'batch'>,
  model: string,
  sequence: string,
): Promise<Retried> =>
  inTransaction(pool, async client => {
    const projection = projections.find(({ name }) => name === model)
    const serving = projection && servingOf(await readRegistry(client, projections), projection)
    if (projection === undefined || serving === undefined) throw new Error(`${model} is not a read model in use`)
    const queue = await lockQueue(client, serving, sequence)
    const events = await Promise.all(queue.map(async row => await stored(eventStore, row)))
    const generation = await openGeneration(client, projection, serving)
    const projected = await projectEvents(events, batch.openPersonal)
    return await replay(client, generation, projected, writtenOnCut(events, eventStore.cuts()))
  })

/**
 * Gives the parked events of a sequence up: its rows stay without them, and later events are projected again. A rebuild
 * meets them anew. @returns how many events were given up
 */
export const releaseParked = (
  { pool, projections }: Pick<Engine, 'pool' | 'projections'>,
  model: string,
  sequence: string,
): Promise<number> =>
  inTransaction(pool, async client => {
    const projection = projections.find(({ name }) => name === model)
    const serving = projection && servingOf(await readRegistry(client, projections), projection)
    if (serving === undefined) throw new Error(`${model} is not a read model in use`)
    const queue = await lockQueue(client, serving, sequence)
    await client.query(
      'delete from projections.parked where (model, version, generation) = ($1, $2, $3) and sequence = $4',
      [serving.model, serving.version, serving.generation, sequence],
    )
    return queue.length
  })

const lockQueue = async (client: PoolClient, { model, version, generation }: GenerationId, sequence: string) => {
  const id = [model, version, generation]
  await client.query(
    'select 1 from projections.checkpoint where (model, version, generation) = ($1, $2, $3) for update',
    id,
  )
  const { rows } = await client.query<ParkedRow>(
    `select * from projections.parked where (model, version, generation) = ($1, $2, $3) and sequence = $4
     order by commit, prepare`,
    [...id, sequence],
  )
  return rows
}

const stored = async (eventStore: Engine['eventStore'], row: ParkedRow): Promise<RecordedEvent> => {
  const event = await eventStore.eventAt(place(row))
  if (event?.id !== row.event_id) throw new Error(`the log has no event ${row.event_id} any more`)
  return event
}

const replay = async (
  client: PoolClient,
  generation: ProjectedGeneration,
  events: readonly ProjectedEvent[],
  failing: ReadonlyMap<string, string>,
): Promise<Retried> => {
  for (const [replayed, event] of events.entries()) {
    const error = await tryOne(client, generation, event, failing)
    const [commit, prepare] = event.position.split('-').map(BigInt)
    const at = [generation.id.model, generation.id.version, generation.id.generation, commit, prepare]
    const where = 'where (model, version, generation, commit, prepare) = ($1, $2, $3, $4, $5)'
    if (error !== undefined) {
      await client.query(`update projections.parked set error = $6, attempts = attempts + 1 ${where}`, [...at, error])
      return { replayed, left: events.length - replayed, error }
    }
    await client.query(`delete from projections.parked ${where}`, at)
  }
  await announce(client, 'advanced')
  return { replayed: events.length, left: 0 }
}

/** Why the event still fails, if it does; then it has changed nothing. */
const tryOne = async (
  client: PoolClient,
  generation: ProjectedGeneration,
  event: ProjectedEvent,
  failing: ReadonlyMap<string, string>,
): Promise<string | undefined> => {
  await client.query('savepoint attempt')
  try {
    const folded = await foldGeneration(client, generation, [event], { parked: new Set(), failing })
    if (folded.parked[0] !== undefined) return folded.parked[0].error ?? 'not tried'
    await writeFolded(client, generation, folded)
    return undefined
  } catch (error) {
    if (!(error instanceof RefusedRows)) throw error
    await client.query('rollback to savepoint attempt')
    return error.message
  }
}
