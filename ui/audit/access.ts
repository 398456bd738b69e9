import type { ListedAccess } from '../../api/auditing.ts'
import type { Page, View } from '../../api/page.ts'
import type { AuditContext } from '../../api/special-pages.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { badge } from '../components/badge.ts'
import { type Chip, filterBar, listRegion } from '../components/filter-bar.ts'
import { pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { type Words, wordsFor } from '../words.ts'
import { askedText } from './asked-text.ts'
import { olderPages, olderThan } from './older.ts'
import { trailDue } from './seal-due.ts'

const PATH = '/access'
const TONES = { view: 'neutral', search: 'info', export: 'warn', rewrite: 'warn' } as const

/** The path as it was asked for, with its parameters filled in. */
const addressOf = ({ path, params }: ListedAccess): string =>
  path.replaceAll(/:(\w+)/g, (name: string, key: string) => params[key] ?? name)

const askedOrDone = (words: Words, row: ListedAccess): string =>
  row.kind === 'rewrite'
    ? words.text('access.rewritten', {
        accesses: Number(row.params['accesses']),
        exports: Number(row.params['exports']),
      })
    : askedText(words, row)

const columnsOf = (words: Words): Column<ListedAccess>[] => {
  const { text } = words
  return [
    { header: text('access.at'), cell: ({ at }) => moment(words, at), quiet: true },
    { header: text('access.viewer'), cell: ({ viewer }) => viewer, names: true },
    { header: text('access.kind'), cell: ({ kind }) => badge(text(`access.kind.${kind}`), TONES[kind]) },
    { header: text('access.path'), cell: addressOf, mono: true, wraps: true },
    { header: text('access.query'), cell: row => askedOrDone(words, row), wraps: true },
  ]
}

type Asked = { readonly viewer: string; readonly term: string; readonly from: string; readonly to: string }

/** Days are asked for as in any other list. */
const list = {
  table: 'access',
  key: 'id',
  sorts: {},
  defaultSort: 'id',
  filters: { at: { kind: 'days', column: 'at', of: 'moment' } },
  search: false,
} as const

/** @throws BadListQuery for a day that is none */
const askedOf = (query: URLSearchParams): Asked => {
  const { from = '', to = '' } = parseListQuery(list, query).days['at'] ?? {}
  const typed = (name: string) => (query.get(name) ?? '').trim()
  return { viewer: typed('viewer'), term: typed('term'), from, to }
}

const chipsOf = ({ text, format }: Words, asked: Asked): Chip[] => {
  const all = { viewer: asked.viewer, term: asked.term, 'at.from': asked.from, 'at.to': asked.to }
  const without = (name: keyof typeof all) => {
    const rest = Object.entries(all).filter(([other, value]) => other !== name && value !== '')
    return rest.length === 0 ? PATH : `${PATH}?${new URLSearchParams(rest).toString()}`
  }
  const chip = (name: keyof typeof all, label: string): Chip[] =>
    all[name] === '' ? [] : [{ label, without: without(name) }]
  const day = (edge: 'from' | 'to', value: string) =>
    value === '' ? '' : `${text('access.at')} ${text(`filter.${edge}`)} ${format.date(value)}`
  return [
    ...chip('viewer', `${text('access.viewer')}: ${asked.viewer}`),
    ...chip('term', `${text('access.asked')}: ${asked.term}`),
    ...chip('at.from', day('from', asked.from)),
    ...chip('at.to', day('to', asked.to)),
  ]
}

const filtersOf = (words: Words, asked: Asked): Html =>
  filterBar(words, {
    action: PATH,
    filters: [],
    texts: [
      { name: 'viewer', label: words.text('access.viewer'), value: asked.viewer },
      { name: 'term', label: words.text('access.asked'), value: asked.term },
    ],
    days: [{ name: 'at', label: words.text('access.at'), from: asked.from, to: asked.to }],
    chips: chipsOf(words, asked),
    clear: PATH,
  })

const view = async ({ viewer, now, query, auditing }: AuditContext): Promise<View> => {
  const words = wordsFor(viewer, now)
  const { text } = words
  const asked = askedOf(query)
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
  const { limit, behind } = olderThan(query)
  const [found, seals] = await Promise.all([
    auditing.listAccesses({ ...given, timeZone: viewer.timeZone }, limit, behind),
    auditing.sealStatus(),
  ])
  const { rows, pager } = olderPages(words, PATH, query, found)
  const empty = { title: text('access.empty.title'), hint: text('access.empty.hint') }
  const table = dataTable(words, { caption: text('access.caption'), columns: columnsOf(words), rows, empty })
  const region = listRegion(filtersOf(words, asked), table, rows.length > 0 && pager)
  const title = text('access.title')
  const intro = html`<p class="quiet">${text('access.intro')}</p>`
  return { title, body: html`${pageHead({ title })}${intro}${trailDue(words, seals)}${region}`, region }
}

/** Who looked at what auditors look at, this page included. */
export const accessPage: Page<AuditContext> = { path: PATH, may: 'audit:read', isWhole: true, audited: 'view', view }
