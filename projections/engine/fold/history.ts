import type { RecordedEvent } from '../../../eventstore/event-store.ts'
import type { AnyProjection, Tables } from '../model/projection.ts'
import { type Amount, amountsIn } from './amounts.ts'
import { foldForPeople, withoutMarks } from './erased.ts'
import { type Opener, openUnsealed } from './event.ts'
import type { ChangedRow } from './stream.ts'

/** One field that an event changed. `before` is undefined for a new row, `after` for a removed one. */
export type FieldChange = {
  readonly table: string
  /** The row's key, joined with `/`. */
  readonly key: string
  /** Column, and the way into nested json: `names.de`, `lines.0.quantity`. */
  readonly path: string
  readonly before: unknown
  readonly after: unknown
  /** Of an amount of money: how it is stored, and its currency. */
  readonly amount?: Amount
}

export type HistoryEntry = { readonly event: RecordedEvent; readonly changes: readonly FieldChange[] }

/**
 * What each event of a stream changed, field by field, computed by the read model's own handlers. Feed it one whole
 * stream. Personal values are plain here (erased ones `ERASED`): show them only to a viewer who may see them.
 * @param first index of the first event that is asked for; those before it are folded without a look
 */
export const history = (
  projection: AnyProjection,
  events: Iterable<RecordedEvent>,
  open: Opener = openUnsealed,
  first = 0,
): HistoryEntry[] => {
  const apply = foldForPeople(projection, open)
  const amounts = amountsIn(projection)
  return [...events].flatMap((event, index) => {
    const changed = apply(event)
    amounts.see(changed)
    return index < first ? [] : [{ event, changes: changed.flatMap(changesWith(amounts)) }]
  })
}

/**
 * As `history`, for the last of the events only: what it changed, with the read model's columns that are personal.
 * Feed it a stream up to that event.
 * @throws Error when the read model can not apply one of them
 */
export const lastChanges = (
  projection: AnyProjection,
  events: Iterable<RecordedEvent>,
  open: Opener = openUnsealed,
): readonly (FieldChange & { readonly isPersonal: boolean })[] => {
  const apply = foldForPeople(projection, open)
  const tables: Tables = projection.tables
  const amounts = amountsIn(projection)
  let changed: readonly ChangedRow[] = []
  for (const event of events) {
    changed = apply(event)
    amounts.see(changed)
  }
  const isPersonal = ({ table, path }: FieldChange) =>
    tables[table]?.columns[path.split('.', 1)[0] ?? '']?.personal === true
  return changed.flatMap(changesWith(amounts)).map(change => ({ ...change, isPersonal: isPersonal(change) }))
}

const PROVENANCE: ReadonlySet<string> = new Set(['last_position', 'last_event_id'])

/** The fields in which a row differs, amounts with their currency. */
const changesWith =
  ({ amountOf }: ReturnType<typeof amountsIn>) =>
  (row: ChangedRow): FieldChange[] =>
    fieldChanges(row).map(change => {
      const amount = amountOf(row, change)
      return amount === undefined ? change : { ...change, amount }
    })

/** The fields in which a row differs before and after. */
export const fieldChanges = ({ table, key, before, after }: ChangedRow): FieldChange[] => {
  const was = leaves(before)
  const is = leaves(after)
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter(path => !same(was.get(path), is.get(path)))
    .map(path => ({
      table,
      key: key.join('/'),
      path,
      before: withoutMarks(was.get(path)),
      after: withoutMarks(is.get(path)),
    }))
}

/** Every value at the end of a path. Empty lists and objects are leaves, so that emptying one shows. */
export const leaves = (row: object | undefined): Map<string, unknown> => {
  const found = new Map<string, unknown>()
  const walk = (value: unknown, path: string) => {
    const inner = typeof value === 'object' && value !== null && !(value instanceof Date) ? Object.entries(value) : []
    if (inner.length === 0) found.set(path, value)
    for (const [name, child] of inner) walk(child, `${path}.${name}`)
  }
  for (const [column, value] of Object.entries(row ?? {})) if (!PROVENANCE.has(column)) walk(value, column)
  return found
}

const same = (a: unknown, b: unknown): boolean => {
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime()
  // Leaves that are objects are empty ones.
  const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && !(value instanceof Date)
  return isEmpty(a) && isEmpty(b) ? Array.isArray(a) === Array.isArray(b) : a === b
}
