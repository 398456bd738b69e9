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
import { faultySequences, type Live, parkedSequences } from './live.ts'
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
  readonly live: Live

  constructor(live: Live, count: number) {
    super(`${count} sequences are parked`)
    this.live = live
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
  lives: readonly Live[],
  batch: Batch,
  options: BatchOptions,
): Promise<void> => {
  await options.hooks.beforeBatch?.()
  const events = await projectEvents(batch.events, options.openPersonal)
  const parked = await transact(client, async () => {
    const result = await applyEvents(client, lives, { ...batch, projected: events }, options)
    await options.hooks.beforeCommit?.()
    return result
  })
  for (const [live, sequences] of parked) live.parked = sequences
  await options.hooks.afterCommit?.()
}

/** The same within the caller's transaction. Answers the parked sequences per read model, true once it commits. */
export const applyBatch = async (
  client: ClientBase,
  lives: readonly Live[],
  batch: Batch,
  options: BatchOptions,
): Promise<Map<Live, ReadonlySet<string>>> => {
  const projected = await projectEvents(batch.events, options.openPersonal)
  return await applyEvents(client, lives, { ...batch, projected }, options)
}

type Projectable = Batch & { readonly projected: readonly ProjectedEvent[] }

const applyEvents = async (
  client: ClientBase,
  lives: readonly Live[],
  batch: Projectable,
  options: BatchOptions,
): Promise<Map<Live, ReadonlySet<string>>> => {
  const onCut = writtenOnCut(batch.events, options.cuts())
  const [, ...folds] = await allDone([
    advance(client, lives, batch),
    ...lives.map(live => foldOne(client, live, batch, onCut)),
  ])
  const parked = new Map<Live, ReadonlySet<string>>()
  for (const { live, before, folded } of folds) {
    const sequences = new Set([...before, ...folded.parked.map(({ sequence }) => sequence)])
    if (folded.parked.length > 0 && sequences.size > options.maxParked)
      await refuseTooMany(client, live, folded.parked, options)
    parked.set(live, sequences)
  }
  await allDone(folds.map(({ live, folded }) => writeFolded(client, live, folded)))
  await eraseSubjects(client, lives, erasedIn(batch.events, options.erasures), options.eraseIn)
  return parked
}

/** Of one person with many orders a lost key parks many sequences: that is no fault of the read model. @throws TooManyParked */
export const refuseTooMany = async (
  client: ClientBase,
  live: Live,
  parked: readonly Parking[],
  { maxParked }: Pick<BatchOptions, 'maxParked'>,
): Promise<void> => {
  const faulty = await faultySequences(client, live.id)
  for (const { sequence, error } of parked) if (error !== null && !isUnreadable(error)) faulty.add(sequence)
  if (faulty.size > maxParked) throw new TooManyParked(live, faulty.size)
}

const ADVANCE = `update projections.checkpoint c
  set commit = $4, prepare = $5, last_event_id = coalesce($6, c.last_event_id), events = c.events + $10,
    updated_at = clock_timestamp()
  from unnest($1::text[], $2::int[], $3::int[]) as m(model, version, generation)
  where (c.model, c.version, c.generation) = (m.model, m.version, m.generation)
    and (c.commit, c.prepare) = ($7, $8) and c.epoch = $9`

/** First of all, so that whoever is not the leader any more has done nothing yet. */
const advance = async (client: ClientBase, lives: readonly Live[], { from, to, epoch, events }: Batch) => {
  const last = events.at(-1)?.id
  const ids = idArrays(lives.map(({ id }) => id))
  const values = [...ids, to.commit, to.prepare, last, from.commit, from.prepare, epoch, events.length]
  const { rowCount } = await client.query({ name: 'advance', text: ADVANCE, values })
  if (rowCount !== lives.length) throw new Fenced(`${rowCount} of ${lives.length} checkpoints could be advanced`)
}

/** The events as handlers see them; the keys of everybody in them are loaded at once. */
export const projectEvents = async (events: readonly RecordedEvent[], openPersonal: OpenPersonal) => {
  const sealed = events.filter(({ metadata }) => metadata.subjects !== undefined && metadata.subjects.length > 0)
  const open = sealed.length === 0 ? () => null : await openPersonal(sealed)
  return events.map(event => projectEvent(event, open))
}

type FoldedOne = { readonly live: Live; readonly before: ReadonlySet<string>; readonly folded: Folded }

type Failing = ReadonlyMap<string, string>

const foldOne = async (
  client: ClientBase,
  live: Live,
  { projected, failing }: Projectable,
  onCut: Failing,
): Promise<FoldedOne> => {
  const own = projected.filter(({ type }) => handles(live.projection, type))
  // An operator may have released sequences meanwhile; our lock on the checkpoint keeps the answer true.
  const before = live.parked.size === 0 ? live.parked : await parkedSequences(client, live.id)
  const folded = await foldLive(client, live, own, {
    parked: before,
    failing: new Map([...onCut, ...(failing?.get(live.id.model) ?? [])]),
  })
  return { live, before, folded }
}

/** Folds events over the stored rows of one generation. Writes nothing. @throws RefusedRows for a key that no column holds */
export const foldLive = async (
  client: ClientBase,
  { id, projection, stores }: Live,
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
export const writeFolded = async (client: ClientBase, live: Live, { changes, parked }: Folded): Promise<void> => {
  try {
    await allDone(
      changes.flatMap(({ table, upserts, removals }) => {
        const store = live.stores.get(table)
        return [store?.remove(client, removals), store?.upsert(client, upserts)]
      }),
    )
  } catch (error) {
    throw asRefused(live.id.model, error)
  }
  if (parked.length > 0) await park(client, live, parked)
}

export const park = async (client: ClientBase, { id }: Live, parked: readonly Parking[]): Promise<void> => {
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
