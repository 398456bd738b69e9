import type { PoolClient } from 'pg'
import { comparePositions, type Position, type RecordedEvent, START } from '../../../eventstore/event-store.ts'
import { writtenOnCut } from '../fold/cut.ts'
import { changesIn, foldInto, type LoadRows, rowMapsOf } from '../fold/fold.ts'
import type { Parking, Wanted } from '../fold/plan.ts'
import { keyOfRow, keyText, type RowMap } from '../fold/row-map.ts'
import { ColumnMismatch } from '../model/column-values.ts'
import type { AnyProjection, ProjectedEvent } from '../model/projection.ts'
import type { RowObject } from '../model/table.ts'
import { type BatchOptions, Fenced, park, refuseTooMany } from '../store/batch.ts'
import { copyRows } from '../store/copy-rows.ts'
import { erasedIn, eraseSubjects } from '../store/erase.ts'
import { quote } from '../store/generation-schema.ts'
import type { ProjectedGeneration } from '../store/projected-generation.ts'
import { REBUILD_EPOCH } from '../store/registry.ts'
import { isRefusedValue, transact } from '../store/transaction.ts'

/** Something does not fit that only projecting event by event can trace to its event. Nothing of it was written. */
export class NeedsCare extends Error {
  override readonly name = 'NeedsCare'
}

/** Builds a generation that nobody reads yet: folds page after page in memory and writes seldom. */
export type Bulk = {
  /** Folds the next events, given also as handlers see them. @throws NeedsCare, TooManyParked */
  readonly take: (events: readonly RecordedEvent[], projected: readonly ProjectedEvent[]) => Promise<void>
  /** Rows in memory. */
  readonly size: () => number
  /** Writes what is in memory and moves the checkpoint to `last`, in one transaction. @throws NeedsCare, Fenced */
  readonly flush: (last: Last) => Promise<void>
}

/** The place that was read up to, and the event there if that is known. */
export type Last = { readonly position: Position; readonly id: string | undefined }

const UPSERT_ROWS = 10_000

/** @param from Where the generation stands: START for one that is empty. */
export const openBulk = (
  client: PoolClient,
  generation: ProjectedGeneration,
  from: Position,
  options: BatchOptions,
): Bulk => {
  const { projection } = generation
  const sequences = new Set(generation.parked)
  let position = from
  let maps = rowMapsOf(projection)
  let parked: Parking[] = []
  let erased: string[] = []
  let taken = 0
  const isEmpty = () => comparePositions(position, START) === 0
  const load: LoadRows = async (table, wanted) =>
    // Until something is written, all rows there are are in memory.
    isEmpty() ? [] : await loadMissing(client, generation, maps.get(table), wanted)
  return {
    take: async (events, projected) => {
      const planned = { parked: sequences, failing: writtenOnCut(events, options.cuts()) }
      const folded = await foldInto(maps, projection, projected, load, planned).catch(needCare)
      if (folded.failures > 0 && !isEmpty()) throw new NeedsCare('an event failed over rows that were not read')
      for (const { sequence } of folded.parked) sequences.add(sequence)
      parked.push(...folded.parked)
      if (sequences.size > options.maxParked) await refuseTooMany(client, generation, parked, options)
      erased.push(...erasedIn(events, options.erasures))
      taken += events.length
    },
    size: () => [...maps.values()].reduce((sum, { slots }) => sum + slots.size, 0),
    flush: async last => {
      await transact(client, async () => {
        await advanceCheckpoint(client, generation, position, { ...last, events: taken })
        await (isEmpty() ? copyAll : upsertAll)(client, generation, maps).catch(needCare)
        if (parked.length > 0) await park(client, generation, parked)
        await eraseSubjects(client, [generation], erased, 'own generation')
      })
      ;[maps, parked, erased, taken, position] = [rowMapsOf(projection), [], [], 0, last.position]
    },
  }
}

/** The wanted rows that are stored and not in memory yet. */
const loadMissing = async (
  client: PoolClient,
  { stores }: ProjectedGeneration,
  map: RowMap | undefined,
  wanted: Wanted,
): Promise<readonly RowObject[]> => {
  if (map === undefined) return []
  const keys = new Map([...wanted.keys].filter(([text]) => !map.slots.has(text)))
  const rows = (await stores.get(map.name)?.load(client, { ...wanted, keys })) ?? []
  return rows.filter(row => !map.slots.has(keyText(keyOfRow(map.table, row))))
}

const needCare = (error: unknown): never => {
  const isRefused = error instanceof ColumnMismatch || isRefusedValue(error)
  throw isRefused ? new NeedsCare(error instanceof Error ? error.message : String(error), { cause: error }) : error
}

const advanceCheckpoint = async (
  client: PoolClient,
  { id }: ProjectedGeneration,
  from: Position,
  last: Last & { readonly events: number },
) => {
  const { model, version, generation } = id
  const { rowCount } = await client.query(
    `update projections.checkpoint set commit = $4, prepare = $5, last_event_id = coalesce($6, last_event_id),
       events = events + $10, updated_at = clock_timestamp()
     where (model, version, generation) = ($1, $2, $3) and (commit, prepare) = ($7, $8) and epoch = $9`,
    [
      model,
      version,
      generation,
      last.position.commit,
      last.position.prepare,
      last.id,
      from.commit,
      from.prepare,
      REBUILD_EPOCH,
      last.events,
    ],
  )
  if (rowCount !== 1) throw new Fenced(`${model} is built by somebody else`)
}

type RowMaps = ReturnType<typeof rowMapsOf>

const copyAll = async (
  client: PoolClient,
  { schema, projection }: ProjectedGeneration,
  maps: RowMaps,
): Promise<void> => {
  const tables: AnyProjection['tables'] = projection.tables
  for (const [name, { slots }] of maps)
    await copyRows(client, `${quote(schema)}.${quote(name)}`, tables[name], slots.values())
}

const upsertAll = async (client: PoolClient, { stores }: ProjectedGeneration, maps: RowMaps): Promise<void> => {
  for (const { table, upserts, removals } of changesIn(maps)) {
    const store = stores.get(table)
    for (let from = 0; from < upserts.length; from += UPSERT_ROWS)
      await store?.upsert(client, upserts.slice(from, from + UPSERT_ROWS))
    await store?.remove(client, removals)
  }
}
