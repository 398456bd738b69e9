import { eventList, type ListedActivity, readActivity } from '../../projections/audit/activity.ts'
import { eventHref } from '../components/history.ts'
import { listPage } from '../list/page.ts'
import { eventColumns, extra } from './event-columns.ts'
import { eventFilters } from './event-filters.ts'

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
  columns: words => {
    const { at, sentence, actorId, thing, type, position, origin, stream, revision, correlationId } =
      eventColumns(words)
    const further = extra(origin, stream, revision, correlationId)
    return [at, { ...sentence, names: true, wraps: true }, actorId, thing, type, position, ...further]
  },
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
