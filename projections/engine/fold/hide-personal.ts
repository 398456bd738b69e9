import type { AnyProjection, Tables } from '../model/projection.ts'
import { isMark } from './erased.ts'
import type { FieldChange } from './history.ts'
import type { MomentRow, Moments } from './moments.ts'

/** Puts a word in the place of whatever is personal in what a read model's fold says. What is erased stays erased. */
export const hidingIn = ({ tables }: AnyProjection, word: string) => {
  const known: Tables = tables
  const isPersonal = (table: string, path: string): boolean =>
    known[table]?.columns[path.split('.', 1)[0] ?? '']?.personal === true
  const hide = (table: string, path: string, value: unknown): unknown =>
    value === undefined || value === null || isMark(value) || !isPersonal(table, path) ? value : word
  const change = (one: FieldChange): FieldChange => ({
    ...one,
    before: hide(one.table, one.path, one.before),
    after: hide(one.table, one.path, one.after),
  })
  const row = (one: MomentRow): MomentRow => ({
    ...one,
    row: Object.fromEntries(Object.entries(one.row).map(([name, value]) => [name, hide(one.table, name, value)])),
    fields: one.fields.map(field => ({ ...field, value: hide(one.table, field.path, field.value) })),
  })
  const moments = (all: Moments): Moments => ({
    ...all,
    steps: all.steps.map(step => ({ ...step, changes: step.changes.map(change) })),
    rowsAt: revision => all.rowsAt(revision).map(row),
    differences: (from, to) => all.differences(from, to).map(change),
  })
  return { change, moments }
}
