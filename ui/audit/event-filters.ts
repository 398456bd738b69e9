import { areas, deciders, events } from '../../domain/index.ts'
import { actorKinds } from '../../projections/audit/activity.ts'
import type { ListFilter } from '../list-page.ts'
import { thingName } from '../thing.ts'

const types = Object.keys(events)
  .sort()
  .map(value => ({ value, label: value }))

/** The filters that every list of events offers. */
export const eventFilters = {
  type: { label: 'activity.type', options: () => types },
  area: { label: 'events.area', options: ({ text }) => areas.map(value => ({ value, label: text(`area.${value}`) })) },
  category: {
    label: 'activity.category',
    options: words =>
      Object.values(deciders).map(({ category }) => ({ value: category, label: thingName(words, category) })),
  },
  kind: {
    label: 'activity.kind',
    options: ({ text }) => actorKinds.map(value => ({ value, label: text(`value.actor_kind.${value}`) })),
  },
  at: { label: 'activity.at' },
} as const satisfies Readonly<Record<string, ListFilter>>
