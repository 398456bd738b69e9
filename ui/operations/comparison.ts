import type { Comparison, DifferentRow, TableComparison } from '../../projections/engine/build/compare.ts'
import { card } from '../components/card.ts'
import { type Column, dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { positionNumber } from './figures.ts'

const columnsText = ({ format }: Words, { columns }: TableComparison): string =>
  Object.entries(columns)
    .map(([column, count]) => `${column} (${format.number(count)})`)
    .join(', ')

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Only the columns that are not the same in both; all of them when one of the rows is missing. */
const cellsOf = ({ text }: Words, row: DifferentRow, side: 'old' | 'new'): Html => {
  const [mine, other] = side === 'old' ? [row.old, row.new] : [row.new, row.old]
  if (mine === null) return html`<span class="nothing">${text('comparison.missing')}</span>`
  const entries = Object.entries(mine).filter(
    ([name, value]) => other === null || JSON.stringify(value) !== JSON.stringify(other[name]),
  )
  return html`${entries.map(([name, value]) => html`<div><span class="quiet">${name}</span> ${side === 'old' ? html`<del>${shown(value)}</del>` : html`<ins>${shown(value)}</ins>`}</div>`)}`
}

const sampleTable = (words: Words, { table, sample }: TableComparison): Html => {
  const { text } = words
  const columns: Column<DifferentRow>[] = [
    { header: text('comparison.key'), cell: ({ key }) => key, mono: true },
    { header: text('comparison.old'), cell: row => cellsOf(words, row, 'old') },
    { header: text('comparison.new'), cell: row => cellsOf(words, row, 'new') },
  ]
  const caption = text('comparison.sample', { table })
  const empty = { title: '', hint: '' }
  return html`<h3 class="card-body">${caption}</h3>${dataTable(words, { caption, columns, rows: sample, empty })}`
}

/** What a generation that was built has other than the one that was read, at the same position. */
export const comparisonCard = (words: Words, { position, isEqual, tables }: Comparison): Html => {
  const { text, format } = words
  const columns: Column<TableComparison>[] = [
    { header: text('comparison.table'), cell: ({ table }) => table, mono: true },
    { header: text('comparison.rows.old'), cell: ({ rows }) => format.number(rows.old), align: 'end' },
    { header: text('comparison.rows.new'), cell: ({ rows }) => format.number(rows.new), align: 'end' },
    { header: text('comparison.different'), cell: ({ different }) => format.number(different), align: 'end' },
    { header: text('comparison.columns'), cell: table => columnsText(words, table) },
  ]
  const empty = { title: '', hint: '' }
  const table = dataTable(words, { caption: text('comparison.caption'), columns, rows: tables, empty })
  const at = text('comparison.at', { position: positionNumber(position) })
  const intro = html`<p class="card-body">${at} ${isEqual && text('comparison.equal')}</p>`
  const samples = tables.filter(({ sample }) => sample.length > 0).map(one => sampleTable(words, one))
  return card({ title: text('comparison.title'), flush: true, body: html`${intro}${table}${samples}` })
}
