import { areas, deciders, events } from '../../domain/index.ts'
import { actorKinds } from '../../projections/audit/activity.ts'
import type { ListFilter } from '../list/definition.ts'
import { thingName } from '../thing.ts'

const types = Object.keys(events)
  .sort()
  .map(value => ({ value, label: value }))

/** The filters that every list of events offers. */
export const eventFilters = {
  type: { label: ({ text }) => text('activity.type'), options: () => types },
  area: {
    label: ({ text }) => text('events.area'),
    options: ({ text }) => areas.map(value => ({ value, label: text(`area.${value}`) })),
  },
  category: {
    label: ({ text }) => text('activity.category'),
    options: words =>
      Object.values(deciders).map(({ category }) => ({ value: category, label: thingName(words, category) })),
  },
  kind: {
    label: ({ text }) => text('field.actorKind'),
    options: ({ text }) => actorKinds.map(value => ({ value, label: text(`value.actorKind.${value}`) })),
  },
  at: { label: ({ text }) => text('field.at') },
} as const satisfies Readonly<Record<string, ListFilter>>
