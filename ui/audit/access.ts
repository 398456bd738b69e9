import { type AccessFilter, type Auditing, accessKinds, type ListedAccess } from '../../api/auditing.ts'
import type { Page, View } from '../../api/page.ts'
import type { Sheet } from '../../api/sheet.ts'
import type { AuditContext } from '../../api/special-pages.ts'
import { BadListQuery } from '../../projections/engine/list/list.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { readRoleNames } from '../../projections/people/role.ts'
import { badge } from '../components/badge.ts'
import { type Chip, filterBar, listRegion } from '../components/filter-bar.ts'
import { personName } from '../components/history.ts'
import { pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { exportMenu } from '../list/export-menu.ts'
import { withQuery } from '../query.ts'
import { type Words, wordsFor } from '../words.ts'
import { addressOf, askedOrSaid, kindName, kindOptions, toneOf } from './access-words.ts'
import { olderPages, olderThan } from './older.ts'
import { trailDue } from './seal-due.ts'

const PATH = '/access'

type RoleNames = ReadonlyMap<string, string>

/** What roles are called that are there (yet), by their ids. */
const roleNames = async ({ viewer, db }: AuditContext): Promise<RoleNames> =>
  new Map((await readRoleNames(viewer, db)).map(({ role, name }) => [role, name]))

const columnsOf = (words: Words, roles: RoleNames): Column<ListedAccess>[] => {
  const { text } = words
  return [
    { header: text('access.at'), cell: ({ at }) => moment(words, at), quiet: true },
    {
      header: text('access.viewer'),
      cell: ({ viewer }) => html`<a href="${withQuery(PATH, { viewer })}">${personName(words, viewer)}</a>`,
      names: true,
    },
    { header: text('access.kind'), cell: ({ kind }) => badge(kindName(words, kind), toneOf(kind)) },
    { header: text('access.path'), cell: addressOf, mono: true, wraps: true },
    { header: text('access.query'), cell: row => askedOrSaid(words, row, roles), wraps: true },
  ]
}

type Asked = {
  readonly viewer: string
  readonly kind: string
  readonly term: string
  readonly from: string
  readonly to: string
}

/** Days are asked for as in any other list. */
const list = {
  table: 'access',
  key: 'id',
  sorts: {},
  defaultSort: 'id',
  filters: { at: { kind: 'days', column: 'at', of: 'moment' } },
  search: false,
} as const

/** @throws BadListQuery for a day or a kind that is none */
const askedOf = (query: URLSearchParams): Asked => {
  const { from = '', to = '' } = parseListQuery(list, query).days['at'] ?? {}
  const typed = (name: string) => (query.get(name) ?? '').trim()
  const kind = typed('kind')
  if (kind !== '' && !accessKinds.some(known => known === kind)) throw new BadListQuery('kind')
  return { viewer: typed('viewer'), kind, term: typed('term'), from, to }
}

const chipsOf = (words: Words, asked: Asked): Chip[] => {
  const { text, format } = words
  const all = { viewer: asked.viewer, kind: asked.kind, term: asked.term, 'at.from': asked.from, 'at.to': asked.to }
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
    ...chip('kind', `${text('access.kind')}: ${kindName(words, asked.kind)}`),
    ...chip('term', `${text('access.asked')}: ${asked.term}`),
    ...chip('at.from', day('from', asked.from)),
    ...chip('at.to', day('to', asked.to)),
  ]
}

const filtersOf = (words: Words, asked: Asked): Html =>
  filterBar(words, {
    action: PATH,
    filters: [
      {
        kind: 'one',
        name: 'kind',
        label: words.text('access.kind'),
        options: kindOptions(words),
        selected: [asked.kind],
      },
    ],
    texts: [
      { name: 'viewer', label: words.text('access.viewer'), value: asked.viewer },
      { name: 'term', label: words.text('access.asked'), value: asked.term },
    ],
    days: [{ name: 'at', label: words.text('access.at'), from: asked.from, to: asked.to }],
    chips: chipsOf(words, asked),
    clear: PATH,
  })

/** What was asked for, as the record is asked. */
const filterIn = ({ viewer }: Pick<AuditContext, 'viewer'>, asked: Asked): AccessFilter => {
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''))
  return { ...given, timeZone: viewer.timeZone }
}

const view = async (context: AuditContext): Promise<View> => {
  const { viewer, now, query, auditing } = context
  const words = wordsFor(viewer, now)
  const { text } = words
  const asked = askedOf(query)
  const { limit, behind } = olderThan(query)
  const [found, seals, roles] = await Promise.all([
    auditing.listAccesses(filterIn(context, asked), limit, behind),
    auditing.sealStatus(),
    roleNames(context),
  ])
  const { rows, pager } = olderPages(words, PATH, query, found)
  const empty = { title: text('access.empty.title'), hint: text('access.empty.hint') }
  const table = dataTable(words, { caption: text('access.caption'), columns: columnsOf(words, roles), rows, empty })
  const tools = html`<div class="list-tools">${filtersOf(words, asked)}<div class="menus">${exportMenu(words, { path: PATH }, query)}</div></div>`
  const region = listRegion(tools, table, rows.length > 0 && pager)
  const title = text('access.title')
  const intro = html`<p class="quiet">${text('access.intro')}</p>`
  return { title, body: html`${pageHead({ title })}${intro}${trailDue(words, seals)}${region}`, region }
}

/** So many are read at a time. */
const CHUNK = 500

const allOf = async function* ({ listAccesses }: Pick<Auditing, 'listAccesses'>, filter: AccessFilter) {
  for (let behind: string | undefined; ; ) {
    const rows = await listAccesses(filter, CHUNK, behind)
    if (rows.length > 0) yield rows
    if (rows.length < CHUNK) return
    behind = rows.at(-1)?.id
  }
}

const sheet = (context: AuditContext): Sheet => {
  const { viewer, now, query, auditing } = context
  const words = wordsFor(viewer, now)
  const { text } = words
  const found = allOf(auditing, filterIn(context, askedOf(query)))
  const valuesOf = (row: ListedAccess, roles: RoleNames) => [
    row.at,
    row.viewer,
    kindName(words, row.kind),
    addressOf(row),
    askedOrSaid(words, row, roles),
  ]
  const pages = async function* () {
    const roles = await roleNames(context)
    for await (const rows of found) yield rows.map(row => valuesOf(row, roles))
  }
  return {
    title: text('access.title'),
    timeZone: viewer.timeZone,
    columns: [
      { header: text('access.at'), kind: 'moment' },
      { header: text('access.viewer'), kind: 'plain' },
      { header: text('access.kind'), kind: 'plain' },
      { header: text('access.path'), kind: 'plain' },
      { header: text('access.query'), kind: 'plain' },
    ],
    pages: pages(),
  }
}

/** Who looked at what auditors look at, this page included, and who came in or was refused. */
export const accessPage: Page<AuditContext> = {
  path: PATH,
  may: 'audit:read',
  isWhole: true,
  audited: 'view',
  view,
  sheet,
}
