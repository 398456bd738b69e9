import { deciders, events } from '../../domain/index.ts'
import { activityList, actorKinds, type ListedActivity, readActivity } from '../../projections/audit/activity.ts'
import { actorName, eventSentence } from '../components/history.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { listPage } from '../list-page.ts'
import { thingHref, thingName } from '../thing.ts'
import type { Words } from '../words.ts'

const thingCell = (words: Words, { category, entity_id, entity_name }: ListedActivity): Html =>
  html`${thingName(words, category)} <span class="mono">${entity_name ?? entity_id}</span>`

/** Everything that happened in the shop, newest first: what, who, to which thing. */
export const activityPage = listPage<ListedActivity>({
  path: '/activity',
  may: 'audit:read',
  nav: 'activity',
  title: 'activity.list',
  definition: activityList,
  read: readActivity,
  href: ({ category, entity_id }) => thingHref(category, entity_id),
  columns: words => [
    { header: words.text('activity.at'), cell: ({ at }) => moment(words, at), sort: 'at', quiet: true },
    { header: words.text('activity.sentence'), cell: row => eventSentence(words, row) },
    { header: words.text('activity.actor'), cell: row => actorName(words, { id: row.actor_id, kind: row.actor_kind }) },
    { header: words.text('activity.thing'), cell: row => thingCell(words, row), names: true },
    { header: words.text('activity.type'), cell: ({ type }) => type, mono: true, quiet: true },
    { header: words.text('activity.origin'), cell: ({ origin }) => words.text(`origin.${origin}`), quiet: true },
  ],
  filters: {
    type: {
      label: 'activity.type',
      options: () =>
        Object.keys(events)
          .sort()
          .map(value => ({ value, label: value })),
    },
    category: {
      label: 'activity.category',
      options: words =>
        Object.values(deciders).map(({ category }) => ({ value: category, label: thingName(words, category) })),
    },
    kind: {
      label: 'activity.kind',
      options: ({ text }) => actorKinds.map(value => ({ value, label: text(`activity.kind.${value}`) })),
    },
    at: { label: 'activity.at' },
  },
  empty: ({ text }) => ({ title: text('activity.empty.title'), hint: text('activity.empty.hint') }),
})
