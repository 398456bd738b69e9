import type { Actor, Parameters } from '../../domain/decider.ts'
import type { EventType } from '../../domain/index.ts'
import type { Origin } from '../../eventstore/event-store.ts'
import { indexesFor, list } from '../engine/list.ts'
import { projection } from '../engine/projection.ts'
import { integer, json, table, text, timestamp } from '../engine/table.ts'

const reading = {
  key: 'position',
  sorts: { at: { column: 'at', direction: 'desc' } },
  filters: {
    type: { kind: 'choice', column: 'type' },
    actor: { kind: 'choice', column: 'actor_id' },
    category: { kind: 'choice', column: 'category' },
    at: { kind: 'days', column: 'at' },
  },
} as const

/** Everything that happened in the shop, newest first. */
export const activityList = list({ table: 'activity', ...reading, defaultSort: 'at', search: false })

const LONGEST = 200

/**
 * What a sentence about an event may be filled with: the scalars of its data, and of lists how long they are.
 * Nested things stay out, and with them everything personal.
 */
export const parametersOf = (data: object): Parameters =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]): [string, string | number][] => {
      if (typeof value === 'string') return [[name, value.slice(0, LONGEST)]]
      if (typeof value === 'number') return [[name, value]]
      if (typeof value === 'boolean') return [[name, String(value)]]
      return Array.isArray(value) ? [[name, value.length]] : []
    }),
  )

/** Who did what and when: one row per event of any kind, without sentences; those are made when read. */
export const activity = projection({
  name: 'activity',
  version: 1,
  tables: {
    activity: table({
      key: ['position'],
      columns: {
        position: text(),
        event_id: text(),
        at: timestamp(),
        actor_id: text(),
        actor_kind: text<Actor['kind']>(),
        origin: text<Origin>(),
        stream: text(),
        category: text(),
        entity_id: text(),
        type: text<EventType>(),
        revision: integer(),
        parameters: json<Parameters>(),
        command: text(),
        correlation_id: text(),
        causation_id: text(),
      },
      indexes: [...indexesFor(reading), ['stream', 'position']],
    }),
  },
  on: {},
  onAny: ({ id, actor, data, eventId, correlationId, causationId, ...event }, { activity }) =>
    activity.put({
      position: event.position,
      event_id: eventId,
      at: event.at,
      actor_id: actor.id,
      actor_kind: actor.kind,
      origin: event.origin,
      stream: event.stream,
      category: event.stream.slice(0, event.stream.length - id.length - 1),
      entity_id: id,
      type: event.type,
      revision: event.revision,
      parameters: parametersOf(data),
      command: event.command,
      correlation_id: correlationId,
      causation_id: causationId,
    }),
})
