import type { RecordedEvent } from '../../../eventstore/event-store.ts'
import { plainValue } from '../model/column-values.ts'
import type { AnyProjection, Projection, Tables } from '../model/projection.ts'
import type { RowObject, Stored, Table } from '../model/table.ts'
import { type Opener, openUnsealed, projectEvent } from './event.ts'
import { applyStep, rowMapsOf } from './fold.ts'
import { planBatch } from './plan.ts'
import type { Slot } from './row-map.ts'

/** The rows per table of a fold in memory, as queries would read them: personal values are plain. */
export type FoldedRows<T extends Tables> = { readonly [K in keyof T]: readonly Stored<T[K]['columns']>[] }

export type ChangedRow = {
  readonly table: string
  readonly key: readonly unknown[]
  readonly before: RowObject | undefined
  readonly after: RowObject | undefined
}

/** A read model in memory, fed event by event. */
export type MemoryFold = {
  /** The rows that the event changed. @throws Error when it can not be applied; then nothing is changed. */
  readonly apply: (event: RecordedEvent) => readonly ChangedRow[]
  /** All rows of a table, in the order they came. */
  readonly rows: (table: string) => readonly RowObject[]
}

const NOTHING_PARKED: ReadonlySet<string> = new Set()

/** @param open Opens sealed personal data; without it only what was never sealed is seen. */
export const foldInMemory = (projection: AnyProjection, open: Opener = openUnsealed): MemoryFold => {
  const maps = rowMapsOf(projection)
  const tables: Tables = projection.tables
  return {
    apply: event => {
      const { steps, parked } = planBatch(projection, [projectEvent(event, open)], { parked: NOTHING_PARKED })
      const written = steps[0] === undefined ? (parked[0]?.error ?? []) : applyStep(maps, steps[0])
      if (typeof written === 'string') throw new Error(`${projection.name}, ${event.type}: ${written}`)
      return written.map(({ slot, was }) => ({
        table: slot.table,
        key: slot.key,
        before: opened(tables, was),
        after: opened(tables, slot),
      }))
    },
    rows: name =>
      [...(maps.get(name)?.slots.values() ?? [])].flatMap(slot => {
        const row = opened(tables, slot)
        return row === undefined ? [] : [row]
      }),
  }
}

const opened = (tables: Tables, { table, row, position, eventId }: Slot): RowObject | undefined =>
  row === undefined ? undefined : { ...plainRow(tables[table], row), last_position: position, last_event_id: eventId }

/** The row as it would be stored, checked like it. */
const plainRow = (table: Table | undefined, row: RowObject): RowObject =>
  Object.fromEntries(
    Object.entries(table?.columns ?? {}).map(([name, column]) => [name, plainValue(name, column, row[name])]),
  )

/** Folds events into rows, purely in memory. @throws Error when a handler fails. */
export const foldStream = <T extends Tables>(
  projection: Projection<T>,
  events: Iterable<RecordedEvent>,
  open: Opener = openUnsealed,
): FoldedRows<T> => {
  const fold = foldInMemory(projection, open)
  for (const event of events) fold.apply(event)
  // The rows of a table are of its declared columns; checked one by one in plainRow.
  return Object.fromEntries(Object.keys(projection.tables).map(name => [name, fold.rows(name)])) as FoldedRows<T>
}
