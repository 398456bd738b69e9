import { attrs, type Child, type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { type EmptyState, emptyState } from './empty-state.ts'

export type Column<Row> = {
  readonly header: string
  readonly cell: (row: Row) => Child
  /** Numbers and money stand at the end. */
  readonly align?: 'end'
  /** Sorting by this column: where its link leads and whether it is on. */
  readonly sort?: { readonly href: string; readonly direction?: 'ascending' | 'descending' }
  /** The column that names the row; it carries the row's link. The first one unless said otherwise. */
  readonly names?: boolean
  readonly quiet?: boolean
  readonly mono?: boolean
  /** Text of any length, which may take several lines. */
  readonly wraps?: boolean
  /** Text of any length, of which the beginning is enough. */
  readonly brief?: boolean
  /** A phone has no place for it. */
  readonly folds?: boolean
}

export type Selection<Row> = {
  /** Id of the form (the bulk bar) that the ticks belong to. */
  readonly form: string
  readonly value: (row: Row) => string
  /** What a tick selects, for those who do not see the row: `Order #10481`. */
  readonly label: (row: Row) => string
}

export type DataTable<Row> = {
  /** What the table lists; read out, not shown. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  /** Where a row leads; undefined for one that leads nowhere. */
  readonly href?: (row: Row) => string | undefined
  readonly select?: Selection<Row>
  readonly empty: EmptyState
}

const arrow = { ascending: '↑', descending: '↓' } as const

const headCell = <Row>({ header, align, folds, sort }: Column<Row>): Html => {
  const marks = attrs({ class: classNames(align, folds && 'folds'), 'aria-sort': sort?.direction })
  if (sort === undefined) return html`<th scope="col"${marks}>${header}</th>`
  const sign =
    sort.direction !== undefined && html` <span class="arrow" aria-hidden="true">${arrow[sort.direction]}</span>`
  return html`<th scope="col"${marks}><a href="${sort.href}" hx-get="${sort.href}">${header}${sign}</a></th>`
}

const classNames = (...names: (string | false | undefined)[]): string | undefined =>
  names.filter(Boolean).join(' ') || undefined

const classes = <Row>({ align, quiet, mono, wraps, brief, folds }: Column<Row>): string | undefined =>
  classNames(align, quiet && 'quiet', mono && 'mono', wraps && 'wraps', brief && 'brief', folds && 'folds')

/** What of a cell is the same in every row. */
type Drawn<Row> = { readonly column: Column<Row>; readonly marks: Html; readonly names: boolean }

const drawnColumns = <Row>(columns: readonly Column<Row>[]): readonly Drawn<Row>[] => {
  const naming = columns.find(({ names }) => names) ?? columns[0]
  return columns.map(column => ({ column, marks: attrs({ class: classes(column) }), names: column === naming }))
}

const bodyCell = <Row>({ column, marks, names }: Drawn<Row>, row: Row, href: string | undefined): Html => {
  if (!names) return html`<td${marks}>${column.cell(row)}</td>`
  const content = href === undefined ? column.cell(row) : html`<a href="${href}">${column.cell(row)}</a>`
  return html`<th scope="row"${marks}>${content}</th>`
}

const tick = <Row>({ form, value, label }: Selection<Row>, row: Row): Html =>
  html`<td class="tick"><input type="checkbox" name="ids" value="${value(row)}" form="${form}" aria-label="${label(row)}"></td>`

const bodyRow = <Row>({ href, select }: DataTable<Row>, drawn: readonly Drawn<Row>[], row: Row): Html => {
  const target = href?.(row)
  return html`<tr${target !== undefined && opens}>${select !== undefined && tick(select, row)}${drawn.map(it => bodyCell(it, row, target))}</tr>`
}
const opens = attrs({ 'data-row': true })

/** A table of records. Heads stick, numbers line up, a row opens by its link, j / k and Enter. */
export const dataTable = <Row>({ text }: Words, table: DataTable<Row>): Html => {
  if (table.rows.length === 0) return emptyState(table.empty)
  const all = html`<th scope="col" class="tick"><input type="checkbox" class="with-script" data-select-all aria-label="${text('table.selectAll')}"></th>`
  const drawn = drawnColumns(table.columns)
  return html`<section class="table-wrap" tabindex="0" aria-label="${table.caption}"><table class="data">
<caption class="visually-hidden">${table.caption}</caption>
<thead><tr>${table.select !== undefined && all}${table.columns.map(headCell)}</tr></thead>
<tbody>${table.rows.map(row => bodyRow(table, drawn, row))}</tbody>
</table></section>`
}
