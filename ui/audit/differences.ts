import { isMark } from '../../projections/engine/fold/erased.ts'
import type { FieldChange } from '../../projections/engine/fold/history.ts'
import type { MomentRow, Moments, MomentTable } from '../../projections/engine/fold/moments.ts'
import { currencyOf } from '../../projections/engine/model/currency.ts'
import { text } from '../../projections/engine/model/table.ts'
import { bookkeeping } from '../../projections/index.ts'
import { fieldName, moreChanges, SHOWN_CHANGES } from '../components/history.ts'
import { type Child, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { fieldValue } from './field-value.ts'

/** What of a stream's moments a view needs to show fields. */
export type Told = { readonly words: Words; readonly category: string; readonly moments: Moments }

/** Of a row, or else of the thing itself at that moment, the currency that its amounts are in. */
export const currencyIn = (
  { tables }: Moments,
  rows: readonly MomentRow[],
  wanted: Pick<MomentRow, 'table' | 'key'>,
): string | undefined => {
  const isMain = (name: string) => tables.some(table => table.isMain && table.name === name)
  const own = rows.find(({ table, key }) => table === wanted.table && key === wanted.key)?.row
  return currencyOf(own) ?? currencyOf(rows.find(({ table }) => isMain(table))?.row)
}

/** Which row a change is in, by its key without the thing's own; empty for the thing itself. */
const placeOf = ({ tables }: Moments, { table, key }: FieldChange): string => {
  const found = tables.find(({ name }) => name === table)
  if (found === undefined || found.isMain) return ''
  return `${table} ${found.key.length > 1 ? key.split('/').slice(1).join('/') : key}: `
}

export type Sides = {
  readonly caption: string
  readonly before: string
  readonly after: string
  /** Revisions of both sides; -1 before the first event. */
  readonly from: number
  readonly to: number
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === ''

/** A value as what was or came; what is not there or erased is not struck out. */
const sideOf = (value: unknown, shown: Child, side: 'before' | 'after'): Child => {
  if (isNothing(value) || isMark(value)) return shown
  return side === 'before' ? html`<del>${shown}</del>` : html`<ins>${shown}</ins>`
}

/** Of a row that belongs to a thing, the thing's own key, which is in every one of them, and keys only machines read. */
export const isSilentKey = ({ key }: MomentTable, path: string, values: readonly unknown[]): boolean =>
  key.length > 1 && (key[0] === path || (key.includes(path) && values.every(value => UUID.test(String(value)))))

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/

const isKeyOf = ({ tables }: Moments, { table, path, before, after }: FieldChange): boolean =>
  tables.some(it => it.name === table && isSilentKey(it, path, [after ?? before]))

/** The changes that people read: without what changes with every event, and what was and is nothing. */
export const shownChanges = (moments: Moments, changes: readonly FieldChange[]): readonly FieldChange[] =>
  changes.filter(
    change =>
      !bookkeeping.has(change.path) &&
      change.path !== 'subject' &&
      !isKeyOf(moments, change) &&
      !(isNothing(change.before) && isNothing(change.after)),
  )

/** Fields with the values of both sides, formatted as on the thing's page. */
export const differenceTable = (
  { words, category, moments }: Told,
  changes: readonly FieldChange[],
  { caption, before, after, from, to }: Sides,
): Html => {
  const [was, is] = [moments.rowsAt(from), moments.rowsAt(to)]
  const columnOf = ({ table, key, path }: FieldChange) =>
    [...is, ...was].find(row => row.table === table && row.key === key)?.fields.find(field => field.path === path)
      ?.column ?? text()
  const row = (change: FieldChange): Html => {
    const field = { path: change.path, column: columnOf(change), category }
    const value = (rows: readonly MomentRow[], of: unknown) =>
      fieldValue(words, { ...field, value: of, currency: currencyIn(moments, rows, change) })
    const [old, current] = [value(was, change.before), value(is, change.after)]
    const place = placeOf(moments, change)
    const name = place === '' ? fieldName(words, change.path, category) : fieldName(words, `${place}${change.path}`)
    return html`<tr><th scope="row">${name}</th>
<td>${sideOf(change.before, old, 'before')}</td><td>${sideOf(change.after, current, 'after')}</td></tr>`
  }
  return html`<section class="table-wrap" tabindex="0" aria-label="${caption}"><table class="changes both">
<caption class="visually-hidden">${caption}</caption>
<thead><tr><th scope="col">${words.text('history.field')}</th><th scope="col">${before}</th><th scope="col">${after}</th></tr></thead>
<tbody>${changes.slice(0, SHOWN_CHANGES).map(row)}</tbody></table></section>${
    changes.length > SHOWN_CHANGES && moreChanges(words, changes.length)
  }`
}
