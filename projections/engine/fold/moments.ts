import { happenedAt, type RecordedEvent } from '../../../eventstore/event-store.ts'
import type { AnyProjection, Tables } from '../model/projection.ts'
import { type Column, type RowObject, text } from '../model/table.ts'
import { foldForPeople, withoutMarks } from './erased.ts'
import { type Opener, openUnsealed } from './event.ts'
import { type FieldChange, fieldChanges, type HistoryEntry, leaves } from './history.ts'
import type { ChangedRow } from './stream.ts'

/** A value at the end of a path. An event that writes what is there already does not set it. */
export type Field = {
  readonly path: string
  /** The one it is in. */
  readonly column: Pick<Column<unknown>, 'sql' | 'kind'>
  readonly value: unknown
  /** Revision of the event that last set it. */
  readonly setBy: number
}

export type MomentRow = {
  readonly table: string
  /** The row's key, joined with `/`. */
  readonly key: string
  readonly row: RowObject
  readonly fields: readonly Field[]
}

export type MomentTable = { readonly name: string; readonly key: readonly string[]; readonly isMain: boolean }

/** What one stream's detail read model held after each of its events. Revision -1 is the time before the first. */
export type Moments = {
  readonly last: number
  /** The main table holds the thing itself, the others what belongs to it. */
  readonly tables: readonly MomentTable[]
  /** What each event changed, by revision. */
  readonly steps: readonly HistoryEntry[]
  /** All rows right after the event of that revision. */
  readonly rowsAt: (revision: number) => readonly MomentRow[]
  /** Revision of the last event that had happened by then; -1 when none had. */
  readonly revisionAt: (at: Date) => number
  /** The fields in which two moments differ. */
  readonly differences: (from: number, to: number) => readonly FieldChange[]
}

/**
 * Folds one whole stream once, so that each of its moments can be looked at. Personal values are plain (erased ones
 * `ERASED`): show them only to a viewer who may see them. @throws Error when a handler fails
 * @param isSeen of the events those that count; the others have their place and change nothing
 */
export const momentsOf = (
  projection: AnyProjection,
  events: readonly RecordedEvent[],
  open: Opener = openUnsealed,
  isSeen: (event: RecordedEvent) => boolean = () => true,
): Moments => {
  const apply = foldForPeople(projection, open)
  const written = events.map(event => (isSeen(event) ? apply(event) : []))
  // A page looks at the same few moments again and again.
  const known = new Map<number, readonly MomentRow[]>()
  const rowsAt = (revision: number): readonly MomentRow[] => {
    const rows = known.get(revision) ?? rowsAfter(projection.tables, written.slice(0, Math.max(revision + 1, 0)))
    known.set(revision, rows)
    return rows
  }
  return {
    last: events.length - 1,
    tables: momentTables(projection.tables),
    steps: events.map((event, index) => ({ event, changes: (written[index] ?? []).flatMap(fieldChanges) })),
    rowsAt,
    revisionAt: at => {
      // Time never decreases within a stream, so what had happened by then is a prefix of it.
      const later = events.findIndex(event => happenedAt(event) > at.getTime())
      return (later === -1 ? events.length : later) - 1
    },
    differences: (from, to) => differencesOf(rowsAt(from), rowsAt(to)),
  }
}

/** The thing itself is where the stream's revision is kept, else in the first table. */
const momentTables = (tables: Tables): MomentTable[] => {
  const main = Object.keys(tables).find(name => 'revision' in (tables[name]?.columns ?? {})) ?? Object.keys(tables)[0]
  return Object.entries(tables).flatMap(([name, { key, isIndex }]) =>
    isIndex === true ? [] : [{ name, key, isMain: name === main }],
  )
}

type Kept = { readonly changed: ChangedRow; readonly setBy: Map<string, number> }

const rowsAfter = (tables: Tables, written: readonly (readonly ChangedRow[])[]): MomentRow[] => {
  const kept = new Map<string, Kept>()
  for (const [revision, changes] of written.entries()) for (const changed of changes) keep(kept, changed, revision)
  return [...kept.values()].map(it => momentRow(tables, it))
}

const keep = (kept: Map<string, Kept>, changed: ChangedRow, revision: number): void => {
  const name = JSON.stringify([changed.table, changed.key])
  if (changed.after === undefined) {
    kept.delete(name)
    return
  }
  const setBy = kept.get(name)?.setBy ?? new Map<string, number>()
  for (const { path } of fieldChanges(changed)) setBy.set(path, revision)
  kept.set(name, { changed, setBy })
}

const momentRow = (tables: Tables, { changed: { table, key, after = {} }, setBy }: Kept): MomentRow => ({
  table,
  key: key.join('/'),
  row: Object.fromEntries(Object.entries(after).map(([column, value]) => [column, withoutMarks(value)])),
  fields: [...leaves(after)].map(([path, value]) => ({
    path,
    column: tables[table]?.columns[path.split('.')[0] ?? path] ?? text(),
    value: withoutMarks(value),
    setBy: setBy.get(path) ?? -1,
  })),
})

const differencesOf = (from: readonly MomentRow[], to: readonly MomentRow[]): FieldChange[] => {
  const nameOf = ({ table, key }: MomentRow) => JSON.stringify([table, key])
  const was = new Map(from.map(row => [nameOf(row), row]))
  const is = new Map(to.map(row => [nameOf(row), row]))
  return [...new Set([...was.keys(), ...is.keys()])].flatMap(name => {
    const [before, after] = [was.get(name), is.get(name)]
    const { table = '', key = '' } = after ?? before ?? {}
    return fieldChanges({ table, key: [key], before: before?.row, after: after?.row })
  })
}
