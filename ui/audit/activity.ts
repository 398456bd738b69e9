import { activityList, type ListedActivity, readActors, readShopActivity } from '../../projections/audit/activity.ts'
import { eventMarkup } from '../components/event-sentence.ts'
import { actorName, eventHref } from '../components/history.ts'
import { html } from '../html.ts'
import { listPage } from '../list/page.ts'
import { thingHref } from '../thing.ts'
import { eventColumns, extra } from './event-columns.ts'
import { eventFilters } from './event-filters.ts'

/** Everything that happened in the shop, newest first: what, who, to which thing. */
export const activityPage = listPage<ListedActivity>({
  path: '/activity',
  may: 'audit:read',
  audited: 'view',
  title: ({ text }) => text('activity.list'),
  definition: activityList,
  read: readShopActivity,
  href: ({ category, id }) => thingHref(category, id),
  columns: words => {
    const { at, sentence, actorId, thing, type, origin, position, stream, revision, correlationId } =
      eventColumns(words)
    const linked = { ...sentence, cell: (row: ListedActivity) => eventMarkup(words, row), wraps: true }
    const event = { ...type, cell: (row: ListedActivity) => html`<a href="${eventHref(row.eventId)}">${row.type}</a>` }
    const further = extra(position, stream, revision, correlationId)
    return [at, linked, actorId, { ...thing, names: true }, event, origin, ...further]
  },
  searchLabel: ({ text }, { may }) => text(may.has('audit:personal') ? 'events.search.personal' : 'activity.search'),
  filters: {
    actor: {
      label: ({ text }) => text('field.actorId'),
      options: async (words, { viewer, db }) =>
        (await readActors(viewer, db)).map(actor => ({ value: actor.id, label: actorName(words, actor) })),
    },
    ...eventFilters,
    also: {
      label: ({ text }) => text('activity.also'),
      options: ({ text }) => [{ value: 'bookkeeping', label: text('activity.also.bookkeeping') }],
    },
  },
  empty: ({ text }) => ({ title: text('activity.empty.title'), hint: text('activity.empty.hint') }),
})
