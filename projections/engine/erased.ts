import { PersonalUnreadable } from '../../domain/shared/personal.ts'
import type { RecordedEvent } from '../../eventstore/event-store.ts'
import type { Opener } from './event.ts'
import type { AnyProjection } from './projection.ts'
import type { RowObject } from './shelf.ts'
import { type ChangedRow, foldInMemory } from './stream.ts'
import type { Table } from './table.ts'

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

const marked = (table: Table, row: RowObject, erased: ReadonlySet<unknown>): RowObject => {
  if (table.subject === undefined || !erased.has(row[table.subject])) return row
  const gone = Object.entries(table.columns).filter(([name, { personal }]) => personal && row[name] === null)
  return { ...row, ...Object.fromEntries(gone.map(([name]) => [name, ERASED])) }
}

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
  const shown = (name: string, row: RowObject | undefined) => {
    const table: Table | undefined = projection.tables[name]
    return table === undefined || row === undefined ? row : marked(table, row, erased)
  }
  return event =>
    fold.apply(event).map(({ table, key, before, after }) => ({
      table,
      key,
      before: shown(table, before),
      after: shown(table, after),
    }))
}
