import { activityList, type ListedActivity, readActivity } from '../../projections/audit/activity.ts'
import { actorName, eventHref, eventSentence } from '../components/history.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { listPage } from '../list/page.ts'
import { thingHref, thingName } from '../thing.ts'
import type { Words } from '../words.ts'
import { eventFilters } from './event-filters.ts'

const LONGEST_ID = 24

/** An id that nobody reads to its end is cut; the whole of it is its tooltip. */
const shortId = (id: string): Html =>
  id.length <= LONGEST_ID
    ? html`<span class="mono">${id}</span>`
    : html`<span class="mono" title="${id}">${id.slice(0, LONGEST_ID - 1)}…</span>`

/** The kind of thing and what it is called. */
export const thingCell = (words: Words, { category, id, name }: ListedActivity): Html =>
  html`${thingName(words, category)} ${shortId(name ?? id)}`

/** Everything that happened in the shop, newest first: what, who, to which thing. */
export const activityPage = listPage<ListedActivity>({
  path: '/activity',
  may: 'audit:read',
  audited: 'view',
  title: ({ text }) => text('activity.list'),
  definition: activityList,
  read: readActivity,
  href: ({ category, id }) => thingHref(category, id),
  columns: words => [
    { header: words.text('field.at'), cell: ({ at }) => moment(words, at), sort: 'at', quiet: true },
    {
      header: words.text('activity.sentence'),
      cell: row => html`<a href="${eventHref(row.eventId)}">${eventSentence(words, row)}</a>`,
    },
    { header: words.text('field.actorId'), cell: row => actorName(words, { id: row.actorId, kind: row.actorKind }) },
    { header: words.text('activity.thing'), cell: row => thingCell(words, row), names: true },
    { header: words.text('activity.type'), cell: ({ type }) => type, mono: true, quiet: true },
    { header: words.text('activity.origin'), cell: ({ origin }) => words.text(`origin.${origin}`), quiet: true },
  ],
  filters: eventFilters,
  empty: ({ text }) => ({ title: text('activity.empty.title'), hint: text('activity.empty.hint') }),
})
