import { eventList, type ListedActivity, readActivity } from '../../projections/audit/activity.ts'
import { actorName, eventHref, eventSentence } from '../components/history.ts'
import { moment } from '../components/time.ts'
import { listPage } from '../list/page.ts'
import { thingCell } from './activity.ts'
import { eventFilters } from './event-filters.ts'
import { positionText } from './position.ts'

const { at, ...choices } = eventFilters

/** Every event of the log, to be narrowed by everything that is known of it. */
export const eventsPage = listPage<ListedActivity>({
  path: '/events',
  may: 'audit:read',
  isLive: true,
  audited: 'view',
  title: ({ text }) => text('events.list'),
  definition: eventList,
  read: readActivity,
  exports: [
    { label: ({ text }) => text('events.export.csv'), path: '/api/events/export.csv' },
    { label: ({ text }) => text('events.export.ndjson'), path: '/api/events/export.ndjson' },
  ],
  href: ({ eventId }) => eventHref(eventId),
  columns: words => [
    { header: words.text('field.at'), cell: row => moment(words, row.at), sort: 'at', quiet: true },
    { header: words.text('activity.sentence'), cell: row => eventSentence(words, row), names: true, wraps: true },
    { header: words.text('field.actorId'), cell: row => actorName(words, { id: row.actorId, kind: row.actorKind }) },
    { header: words.text('activity.thing'), cell: row => thingCell(words, row) },
    { header: words.text('activity.type'), cell: ({ type }) => type, mono: true, quiet: true },
    {
      header: words.text('events.position'),
      cell: ({ position }) => positionText(position),
      sort: 'position',
      align: 'end',
      quiet: true,
    },
  ],
  searchLabel: ({ text }, { may }) => text(may.has('audit:personal') ? 'events.search.personal' : 'events.search'),
  filters: {
    ...choices,
    actor: { label: ({ text }) => text('events.actor') },
    stream: { label: ({ text }) => text('events.stream') },
    correlation: { label: ({ text }) => text('events.correlation') },
    position: { label: ({ text }) => text('events.from') },
    at,
  },
  empty: ({ text }) => ({ title: text('activity.empty.title'), hint: text('activity.empty.hint') }),
})
