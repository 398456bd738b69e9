import type { ListedExport } from '../../api/auditing.ts'
import type { Page, View } from '../../api/page.ts'
import type { AuditContext } from '../../api/special-pages.ts'
import { listRegion } from '../components/filter-bar.ts'
import { pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { html } from '../html.ts'
import { type Words, wordsFor } from '../words.ts'
import { askedText } from './asked-text.ts'
import { olderPages, olderThan } from './older.ts'
import { trailDue } from './seal-due.ts'

const filterText = (words: Words, row: ListedExport): string => {
  const { text } = words
  const { asOf } = row
  const asked = askedText(words, row) || text('exports.query.none')
  return asOf === null ? asked : text('exports.asOf', { query: asked, bound: asOf })
}

const columnsOf = (words: Words): Column<ListedExport>[] => {
  const { text, format } = words
  return [
    { header: text('exports.at'), cell: ({ at }) => moment(words, new Date(at)), quiet: true },
    { header: text('exports.query'), cell: row => filterText(words, row), names: true, wraps: true },
    { header: text('exports.format'), cell: row => row.format.toUpperCase() },
    { header: text('exports.count'), cell: ({ count }) => format.number(count), align: 'end' },
    { header: text('exports.by'), cell: ({ by }) => by },
    { header: text('exports.sha256'), cell: ({ sha256 }) => sha256, mono: true, quiet: true },
    {
      header: text('exports.manifest'),
      cell: ({ id, at }) =>
        html`<a href="/api/exports/${id}" aria-label="${text('exports.manifest.of', { at: format.exactly(new Date(at)) })}">${text('exports.manifest')}</a>`,
    },
  ]
}

const view = async ({ viewer, now, query, auditing }: AuditContext): Promise<View> => {
  const words = wordsFor(viewer, now)
  const { text } = words
  const { limit, behind } = olderThan(query)
  const [listed, seals] = await Promise.all([auditing.listExports(limit, behind), auditing.sealStatus()])
  const { rows, pager } = olderPages(words, '/exports', query, listed)
  const empty = { title: text('exports.empty.title'), hint: text('exports.empty.hint') }
  const table = dataTable(words, { caption: text('exports.caption'), columns: columnsOf(words), rows, empty })
  const region = listRegion(table, rows.length > 0 && pager)
  const title = text('exports.title')
  const intro = html`<p class="quiet">${text('exports.intro')}</p>`
  return { title, body: html`${pageHead({ title })}${intro}${trailDue(words, seals)}${region}`, region }
}

/** What was exported, with the signed manifest of each. */
export const exportsPage: Page<AuditContext> = {
  path: '/exports',
  may: 'audit:read',
  isWhole: true,
  audited: 'view',
  view,
}
