import { PersonalUnreadable } from '../../../domain/shared/personal.ts'
import type { RecordedEvent } from '../../../eventstore/event-store.ts'
import type { AnyProjection } from '../model/projection.ts'
import type { RowObject, Table } from '../model/table.ts'
import type { Opener } from './event.ts'
import { type ChangedRow, foldInMemory } from './stream.ts'

/** Stands for a personal value whose key is destroyed. No stored text holds its first character. */
export const ERASED = '\u0000erased' as const

/** Stands for a personal value that nobody erased and that can not be read all the same. */
export const UNREADABLE = '\u0000unreadable' as const

/** Whether a value for people is one of the two marks. */
export const isMark = (value: unknown): value is typeof ERASED | typeof UNREADABLE =>
  value === ERASED || value === UNREADABLE

/** A value for people: what was erased or can not be read, or was put together of such values, is one of the two marks. */
export const withoutMarks = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  return [UNREADABLE, ERASED].find(mark => value.includes(mark)) ?? value
}

/** Whatever field is asked for is the mark; told apart by event, so that a later one is seen to set it anew. */
const markedFields = (mark: string, { id }: RecordedEvent): Readonly<Record<string, unknown>> =>
  new Proxy({}, { get: (_, field) => (typeof field === 'string' ? `${mark} ${id}` : undefined) })

/** What an event says of a person, or that it can not be read: people see the rest of it all the same. */
const openOrMark = (open: Opener, event: RecordedEvent) => {
  try {
    return open(event)
  } catch (error) {
    if (!(error instanceof PersonalUnreadable)) throw error
    return markedFields(UNREADABLE, event)
  }
}

const subjectOf = ({ data }: RecordedEvent): unknown => {
  const part = data['personal']
  return typeof part === 'object' && part !== null && 'subject' in part ? part.subject : undefined
}

/** A row with a mark where somebody erased has lost a value; a column that never had one is as empty as it was. */
const marked = (table: Table, row: RowObject, lost: ReadonlySet<string>): RowObject => {
  const gone = Object.keys(table.columns).filter(name => row[name] === null && lost.has(name))
  return { ...row, ...Object.fromEntries(gone.map(name => [name, ERASED])) }
}

/** Which personal columns of which rows have had a value so far, and are marked once there is none any more. */
const losses = (erased: ReadonlySet<unknown>) => {
  const had = new Map<string, Set<string>>()
  const columnsOf = (place: string) => had.get(place) ?? new Set<string>()
  return {
    note: (place: string, table: Table, row: RowObject) => {
      const filled = Object.entries(table.columns).filter(([name, { personal }]) => personal && row[name] !== null)
      if (filled.length > 0) had.set(place, new Set([...columnsOf(place), ...filled.map(([name]) => name)]))
    },
    of: (place: string, { subject }: Table, row: RowObject): ReadonlySet<string> =>
      subject !== undefined && erased.has(row[subject]) ? columnsOf(place) : new Set(),
  }
}

const told = ({ untold = [] }: Table, row: RowObject): RowObject =>
  untold.length === 0 ? row : Object.fromEntries(Object.entries(row).filter(([name]) => !untold.includes(name)))

/**
 * A fold in memory for people to look at: personal values that can not be opened any more are marked as erased, where
 * read models hold null, which also stands for what was never there.
 * @returns the rows that an event changed; throws what `foldInMemory` throws
 */
export const foldForPeople = (
  projection: AnyProjection,
  open: Opener,
): ((event: RecordedEvent) => readonly ChangedRow[]) => {
  const erased = new Set<unknown>()
  const fold = foldInMemory(projection, event => {
    const values = openOrMark(open, event)
    if (values !== null) return values
    erased.add(subjectOf(event))
    return markedFields(ERASED, event)
  })
  const lost = losses(erased)
  const shown = ({ table: name, key }: ChangedRow, row: RowObject | undefined) => {
    const table: Table | undefined = projection.tables[name]
    if (table === undefined || row === undefined) return row
    const place = `${name}/${JSON.stringify(key)}`
    lost.note(place, table, row)
    return told(table, marked(table, row, lost.of(place, table, row)))
  }
  const isTold = ({ table }: ChangedRow): boolean => projection.tables[table]?.isIndex !== true
  return event =>
    fold
      .apply(event)
      .filter(isTold)
      .map(changed => ({
        ...changed,
        before: shown(changed, changed.before),
        after: shown(changed, changed.after),
      }))
}
