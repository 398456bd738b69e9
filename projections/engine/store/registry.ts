import type { ClientBase, Pool } from 'pg'
import { type Position, START } from '../../../eventstore/event-store.ts'
import type { AnyProjection } from '../model/projection.ts'
import { PERSONAL_SEARCH_COLUMN, searchesPersonal } from '../model/stored-column.ts'
import type { Table } from '../model/table.ts'
import { CHANNEL, lockEngine } from './engine-schema.ts'
import { createIndexes, createTables, quote, schemaName } from './generation-schema.ts'

/** building: not read yet; failed: read, but not projected any more; retired: kept for a rollback until it is dropped. */
export type GenerationState = 'building' | 'active' | 'failed' | 'retired'

export type GenerationId = { readonly model: string; readonly version: number; readonly generation: number }

/** A generation with its checkpoint, as the database has it. */
export type Registered = GenerationId & {
  readonly state: GenerationState
  /** It was read once, and still is if it failed since. */
  readonly wasActive: boolean
  readonly position: Position
  readonly lastEventId: string | null
  readonly logId: string
  readonly epoch: bigint
  readonly error: string | null
  /** How many it was given. */
  readonly events: number
  /** Events of some sequence are set aside. */
  readonly hasParked: boolean
}

/** The epoch of a generation that no leader may move: a rebuild owns it, or it is retired. */
export const REBUILD_EPOCH = -1n

type RegistryRow = GenerationId & {
  state: GenerationState
  was_active: boolean
  commit: string
  prepare: string
  last_event_id: string | null
  log_id: string
  epoch: string
  error: string | null
  events: string
  has_parked: boolean
}

/** All generations of the living shop, of the given read models in the versions this process was made for. */
export const readRegistry = async (
  client: ClientBase | Pool,
  projections: readonly AnyProjection[],
): Promise<Registered[]> => {
  const { rows } = await client.query<RegistryRow>(
    `select g.model, g.version, g.generation, g.state, g.activated_at is not null as was_active,
       c.commit, c.prepare, c.last_event_id, c.log_id, c.epoch, c.error, c.events,
       exists (select 1 from projections.parked p
               where (p.model, p.version, p.generation) = (g.model, g.version, g.generation)) as has_parked
     from projections.generation g join projections.checkpoint c using (model, version, generation)
     where (g.model, g.version) in (select * from unnest($1::text[], $2::int[])) and g.as_of is null
     order by g.model, g.generation`,
    [projections.map(({ name }) => name), projections.map(({ version }) => version)],
  )
  return rows.map(({ commit, prepare, epoch, was_active, last_event_id, log_id, events, has_parked, ...row }) => ({
    ...row,
    wasActive: was_active,
    position: { commit: BigInt(commit), prepare: BigInt(prepare) },
    lastEventId: last_event_id,
    logId: log_id,
    epoch: BigInt(epoch),
    events: Number(events),
    hasParked: has_parked,
  }))
}

/** The generation that queries read: the active one, or the one that served until it failed. */
export const servingOf = (
  registered: readonly Registered[],
  { name, version }: AnyProjection,
): Registered | undefined =>
  registered.findLast(row => row.model === name && row.version === version && row.wasActive && row.state !== 'retired')

/** The generation the leader projects: what is read, or the first one while it is built. Not those of a rebuild. */
export const projectedOf = (registered: readonly Registered[], projection: AnyProjection): Registered | undefined =>
  servingOf(registered, projection) ??
  registered.find(
    ({ model, version, state, epoch }) =>
      model === projection.name && version === projection.version && state === 'building' && epoch !== REBUILD_EPOCH,
  )

/** Which columns an erasure clears, and by which column the subject is found. */
export type PersonalColumns = readonly {
  readonly table: string
  readonly subject: string
  readonly columns: string[]
}[]

export const personalColumnsOf = ({ tables }: AnyProjection): PersonalColumns =>
  Object.entries<Table>(tables).flatMap(([table, declared]) => {
    const { subject, columns } = declared
    const filled = Object.keys(columns).filter(name => columns[name]?.personal)
    const personal = searchesPersonal(declared) ? [...filled, PERSONAL_SEARCH_COLUMN] : filled
    return personal.length === 0 || subject === undefined ? [] : [{ table, subject, columns: personal }]
  })

type Added = {
  readonly generation: number
  readonly logId: string
  readonly epoch: bigint
  readonly isIndexed: boolean
  /** The shop as of some moment that it belongs to, if it is not one of the living shop. */
  readonly asOf?: string
}

/** Registers a generation at the start of the log with its empty tables. Runs in the caller's transaction. */
export const addGeneration = async (
  client: ClientBase,
  projection: AnyProjection,
  { generation, logId, epoch, isIndexed, asOf }: Added,
): Promise<GenerationId> => {
  const { name: model, version, tables } = projection
  await client.query(
    `insert into projections.generation (model, version, generation, state, personal, indexed, as_of)
     values ($1, $2, $3, case when $6::uuid is null then 'building' else 'as of' end, $4, $5, $6)`,
    [model, version, generation, JSON.stringify(personalColumnsOf(projection)), isIndexed, asOf ?? null],
  )
  await client.query(
    `insert into projections.checkpoint (model, version, generation, commit, prepare, log_id, epoch)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [model, version, generation, START.commit, START.prepare, logId, epoch],
  )
  const schema = schemaName(model, version, generation)
  await createTables(client, schema, tables)
  if (isIndexed) await createIndexes(client, schema, tables)
  return { model, version, generation }
}

/** Gives every read model without a generation its first one, to be built by the leader. */
export const addMissingGenerations = async (
  client: ClientBase,
  projections: readonly AnyProjection[],
  options: { logId: string; epoch: bigint },
): Promise<void> => {
  await client.query(lockEngine)
  const registered = await readRegistry(client, projections)
  for (const projection of projections) {
    if (registered.some(({ model, version }) => model === projection.name && version === projection.version)) continue
    await addGeneration(client, projection, { ...options, generation: 1, isIndexed: true })
  }
}

/** Marks generations as read from now on. Only while the epoch still holds. @returns whether any changed */
export const activate = async (
  client: ClientBase,
  generations: readonly GenerationId[],
  epoch: bigint,
): Promise<boolean> => {
  const { rowCount } = await client.query(
    `update projections.generation g set state = 'active', activated_at = clock_timestamp()
     from projections.checkpoint c
     where c.model = g.model and c.version = g.version and c.generation = g.generation and c.epoch = $4
       and g.state = 'building' and (g.model, g.version, g.generation) in (select * from unnest($1::text[], $2::int[], $3::int[]))`,
    [...idArrays(generations), epoch],
  )
  if (rowCount !== null && rowCount > 0) await announce(client, 'registry')
  return rowCount !== null && rowCount > 0
}

/** Takes a read model out of the live group: it serves what it has, with a banner, until it is rebuilt. */
export const markFailed = async (
  client: ClientBase,
  { model, version, generation }: GenerationId,
  { error, epoch }: { error: string; epoch: bigint },
): Promise<void> => {
  const { rowCount } = await client.query(
    `update projections.checkpoint set error = $4 where (model, version, generation) = ($1, $2, $3) and epoch = $5`,
    [model, version, generation, error, epoch],
  )
  if (rowCount !== 1) return
  await client.query(
    `update projections.generation set state = 'failed' where (model, version, generation) = ($1, $2, $3)`,
    [model, version, generation],
  )
  await announce(client, 'registry')
}

/** Drops a generation with its tables. Runs in the caller's transaction. */
export const dropGeneration = async (client: ClientBase, { model, version, generation }: GenerationId) => {
  await client.query(`drop schema if exists ${quote(schemaName(model, version, generation))} cascade`)
  await client.query('delete from projections.generation where (model, version, generation) = ($1, $2, $3)', [
    model,
    version,
    generation,
  ])
}

export const idArrays = (generations: readonly GenerationId[]) => [
  generations.map(({ model }) => model),
  generations.map(({ version }) => version),
  generations.map(({ generation }) => generation),
]

/**
 * advanced: checkpoints moved. registry: other generations are read, or one failed. swapped: the same, and the leader
 * has another generation to project. lease: it was given up.
 */
export type Announcement = 'advanced' | 'registry' | 'swapped' | 'lease'

/** Tells all processes; within a transaction, when it commits. */
export const announce = async (client: ClientBase | Pool, what: Announcement): Promise<void> => {
  await client.query('select pg_notify($1, $2)', [CHANNEL, what])
}
