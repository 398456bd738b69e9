import { activityList, type ListedActivity, readActivity } from '../../projections/audit/activity.ts'
import { listPage } from '../list/page.ts'
import { thingHref } from '../thing.ts'
import { eventColumns, extra, linkedSentence } from './event-columns.ts'
import { eventFilters } from './event-filters.ts'

/** Everything that happened in the shop, newest first: what, who, to which thing. */
export const activityPage = listPage<ListedActivity>({
  path: '/activity',
  may: 'audit:read',
  audited: 'view',
  title: ({ text }) => text('activity.list'),
  definition: activityList,
  read: readActivity,
  href: ({ category, id }) => thingHref(category, id),
  columns: words => {
    const { at, sentence, actorId, thing, type, origin, position, stream, revision, correlationId } =
      eventColumns(words)
    const linked = { ...sentence, cell: (row: ListedActivity) => linkedSentence(words, row) }
    const further = extra(position, stream, revision, correlationId)
    return [at, linked, actorId, { ...thing, names: true }, type, origin, ...further]
  },
  filters: eventFilters,
  empty: ({ text }) => ({ title: text('activity.empty.title'), hint: text('activity.empty.hint') }),
})
