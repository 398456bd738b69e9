import type { ClientBase, PoolClient } from 'pg'
import { isUnreadable } from '../../../domain/shared/personal.ts'
import type { EventStore, Position, RecordedEvent } from '../../../eventstore/event-store.ts'
import { writtenOnCut } from '../fold/cut.ts'
import { type OpenPersonal, projectEvent } from '../fold/event.ts'
import { type Folded, foldBatch, type LoadRows } from '../fold/fold.ts'
import { handles, messageOf, type Parking, type PlanOptions } from '../fold/plan.ts'
import { ColumnMismatch } from '../model/column-values.ts'
import type { ProjectedEvent } from '../model/projection.ts'
import { type Erasures, erasedIn, eraseSubjects } from './erase.ts'
import { faultySequences, type ProjectedGeneration, parkedSequences } from './projected-generation.ts'
import { idArrays } from './registry.ts'
import { allDone, isRefusedValue, transact } from './transaction.ts'

/** Somebody else moved the checkpoint, or leads now. Nothing was written. */
export class Fenced extends Error {
  override readonly name = 'Fenced'
}

/** A read model whose rows the database or the writer refused. Which event is at fault is found by trying. */
export class RefusedRows extends Error {
  override readonly name = 'RefusedRows'
  readonly model: string

  constructor(model: string, cause: unknown) {
    super(messageOf(cause), { cause })
    this.model = model
  }
}

/** A read model with too many parked sequences: its handlers are wrong, not the data. Nothing was written. */
export class TooManyParked extends Error {
  override readonly name = 'TooManyParked'
  readonly generation: ProjectedGeneration

  constructor(generation: ProjectedGeneration, count: number) {
    super(`${count} sequences are parked`)
    this.generation = generation
  }
}

/** Where a crash would hurt; specs stop a process here. */
export type Hooks = {
  readonly beforeBatch?: () => Promise<void> | void
  readonly beforeCommit?: () => Promise<void> | void
  readonly afterCommit?: () => Promise<void> | void
}

export type BatchOptions = {
  readonly openPersonal: OpenPersonal
  readonly erasures: Erasures
  readonly eraseIn: 'every generation' | 'own generation'
  /** Streams that are known to be cut in the event store: what was written on top of that is parked. */
  readonly cuts: EventStore['cuts']
  /** More parked sequences than this stop a read model. */
  readonly maxParked: number
  readonly hooks: Hooks
}

export type Batch = {
  readonly from: Position
  readonly to: Position
  readonly epoch: bigint
  /** In order, all after `from`, the last at `to`. */
  readonly events: readonly RecordedEvent[]
  /** Events known to fail, per read model, with the error. */
  readonly failing?: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/**
 * One batch in one transaction: the changes of all read models and their checkpoints, all or nothing. Three round trips:
 * begin, checkpoints and loading; writing; commit.
 * @throws Fenced, RefusedRows, TooManyParked, or the database's error
 */
export const commitBatch = async (
  client: PoolClient,
  generations: readonly ProjectedGeneration[],
  batch: Batch,
  options: BatchOptions,
): Promise<void> => {
  await options.hooks.beforeBatch?.()
  const events = await projectEvents(batch.events, options.openPersonal)
  const parked = await transact(client, async () => {
    const result = await applyEvents(client, generations, { ...batch, projected: events }, options)
    await options.hooks.beforeCommit?.()
    return result
  })
  for (const [generation, sequences] of parked) generation.parked = sequences
  await options.hooks.afterCommit?.()
}

/** The same within the caller's transaction. Answers the parked sequences per read model, true once it commits. */
export const applyBatch = async (
  client: ClientBase,
  generations: readonly ProjectedGeneration[],
  batch: Batch,
  options: BatchOptions,
): Promise<Map<ProjectedGeneration, ReadonlySet<string>>> => {
  const projected = await projectEvents(batch.events, options.openPersonal)
  return await applyEvents(client, generations, { ...batch, projected }, options)
}

type Projectable = Batch & { readonly projected: readonly ProjectedEvent[] }

const applyEvents = async (
  client: ClientBase,
  generations: readonly ProjectedGeneration[],
  batch: Projectable,
  options: BatchOptions,
): Promise<Map<ProjectedGeneration, ReadonlySet<string>>> => {
  const onCut = writtenOnCut(batch.events, options.cuts())
  const [, ...folds] = await allDone([
    advanceCheckpoints(client, generations, batch),
    ...generations.map(generation => foldOne(client, generation, batch, onCut)),
  ])
  const parked = new Map<ProjectedGeneration, ReadonlySet<string>>()
  for (const { generation, before, folded } of folds) {
    const sequences = new Set([...before, ...folded.parked.map(({ sequence }) => sequence)])
    if (folded.parked.length > 0 && sequences.size > options.maxParked)
      await refuseTooMany(client, generation, folded.parked, options)
    parked.set(generation, sequences)
  }
  await allDone(folds.map(({ generation, folded }) => writeFolded(client, generation, folded)))
  await eraseSubjects(client, generations, erasedIn(batch.events, options.erasures), options.eraseIn)
  return parked
}

/** Of one person with many orders a lost key parks many sequences: that is no fault of the read model. @throws TooManyParked */
export const refuseTooMany = async (
  client: ClientBase,
  generation: ProjectedGeneration,
  parked: readonly Parking[],
  { maxParked }: Pick<BatchOptions, 'maxParked'>,
): Promise<void> => {
  const faulty = await faultySequences(client, generation.id)
  for (const { sequence, error } of parked) if (error !== null && !isUnreadable(error)) faulty.add(sequence)
  if (faulty.size > maxParked) throw new TooManyParked(generation, faulty.size)
}

const ADVANCE = `update projections.checkpoint c
  set commit = $4, prepare = $5, last_event_id = coalesce($6, c.last_event_id), events = c.events + $10,
    updated_at = clock_timestamp()
  from unnest($1::text[], $2::int[], $3::int[]) as m(model, version, generation)
  where (c.model, c.version, c.generation) = (m.model, m.version, m.generation)
    and (c.commit, c.prepare) = ($7, $8) and c.epoch = $9`

/** First of all, so that whoever is not the leader any more has done nothing yet. */
const advanceCheckpoints = async (
  client: ClientBase,
  generations: readonly ProjectedGeneration[],
  { from, to, epoch, events }: Batch,
) => {
  const last = events.at(-1)?.id
  const ids = idArrays(generations.map(({ id }) => id))
  const values = [...ids, to.commit, to.prepare, last, from.commit, from.prepare, epoch, events.length]
  const { rowCount } = await client.query({ name: 'advance', text: ADVANCE, values })
  if (rowCount !== generations.length)
    throw new Fenced(`${rowCount} of ${generations.length} checkpoints could be advanced`)
}

/** The events as handlers see them; the keys of everybody in them are loaded at once. */
export const projectEvents = async (events: readonly RecordedEvent[], openPersonal: OpenPersonal) => {
  const sealed = events.filter(({ metadata }) => metadata.subjects !== undefined && metadata.subjects.length > 0)
  const open = sealed.length === 0 ? () => null : await openPersonal(sealed)
  return events.map(event => projectEvent(event, open))
}

type FoldedOne = {
  readonly generation: ProjectedGeneration
  readonly before: ReadonlySet<string>
  readonly folded: Folded
}

type Failing = ReadonlyMap<string, string>

const foldOne = async (
  client: ClientBase,
  generation: ProjectedGeneration,
  { projected, failing }: Projectable,
  onCut: Failing,
): Promise<FoldedOne> => {
  const own = projected.filter(({ type }) => handles(generation.projection, type))
  // An operator may have released sequences meanwhile; our lock on the checkpoint keeps the answer true.
  const before = generation.parked.size === 0 ? generation.parked : await parkedSequences(client, generation.id)
  const folded = await foldGeneration(client, generation, own, {
    parked: before,
    failing: new Map([...onCut, ...(failing?.get(generation.id.model) ?? [])]),
  })
  return { generation, before, folded }
}

/** Folds events over the stored rows of one generation. Writes nothing. @throws RefusedRows for a key that no column holds */
export const foldGeneration = async (
  client: ClientBase,
  { id, projection, stores }: ProjectedGeneration,
  events: readonly ProjectedEvent[],
  options: PlanOptions,
): Promise<Folded> => {
  const load: LoadRows = async (table, wanted) => (await stores.get(table)?.load(client, wanted)) ?? []
  try {
    return await foldBatch(projection, events, load, options)
  } catch (error) {
    throw asRefused(id.model, error)
  }
}

const asRefused = (model: string, error: unknown): unknown =>
  error instanceof ColumnMismatch || isRefusedValue(error) ? new RefusedRows(model, error) : error

/** Writes what a fold has changed, and parks what it could not take. @throws RefusedRows */
export const writeFolded = async (
  client: ClientBase,
  generation: ProjectedGeneration,
  { changes, parked }: Folded,
): Promise<void> => {
  try {
    await allDone(
      changes.flatMap(({ table, upserts, removals }) => {
        const store = generation.stores.get(table)
        return [store?.remove(client, removals), store?.upsert(client, upserts)]
      }),
    )
  } catch (error) {
    throw asRefused(generation.id.model, error)
  }
  if (parked.length > 0) await park(client, generation, parked)
}

export const park = async (
  client: ClientBase,
  { id }: ProjectedGeneration,
  parked: readonly Parking[],
): Promise<void> => {
  const places = parked.map(({ event }) => event.position.split('-').map(BigInt))
  await client.query(
    `insert into projections.parked (model, version, generation, sequence, commit, prepare, event_id, error, attempts)
     select $1, $2, $3, p.* from unnest($4::text[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::int[]) p`,
    [
      id.model,
      id.version,
      id.generation,
      parked.map(({ sequence }) => sequence),
      places.map(([commit]) => commit),
      places.map(([, prepare]) => prepare),
      parked.map(({ event }) => event.eventId),
      parked.map(({ error }) => error),
      parked.map(({ error }) => (error === null ? 0 : 1)),
    ],
  )
}
