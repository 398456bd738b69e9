import { upcast } from '../../../domain/upcasters.ts'
import { positionToken, type RecordedEvent } from '../../../eventstore/event-store.ts'
import { Personal } from '../model/personal.ts'
import type { ProjectedEvent } from '../model/projection.ts'

/** The personal values of an event, null once erased or when it holds none. Synchronous: keys are loaded beforehand. */
export type Opener = (event: RecordedEvent) => Readonly<Record<string, unknown>> | null

/** Loads the keys of all subjects of a batch at once; the result opens one event of it. */
export type OpenPersonal = (events: readonly RecordedEvent[]) => Promise<Opener>

/** Opens what was never sealed (unit tests, the memory log): `data.personal.value` as it stands. */
export const openUnsealed: Opener = ({ data }) => {
  const part = data.personal
  const value = isRecord(part) ? part.value : null
  return isRecord(value) ? value : null
}

/** The event as handlers see it, in today's schema. `open` is called when a handler first reads a personal field, if ever. */
export const projectEvent = (event: RecordedEvent, open: Opener): ProjectedEvent => {
  const { metadata, stream } = event
  const data = upcast(event.type, metadata.schema, event.data)
  // The log's types are the domain's: what was written passed its schema, and the upcasters lead to today's.
  return {
    type: event.type,
    eventId: event.id,
    id: stream.slice(stream.indexOf('-') + 1),
    stream,
    revision: event.revision,
    position: positionToken(event.position),
    at: new Date(metadata.at),
    actor: metadata.actor,
    origin: metadata.origin,
    command: metadata.command,
    commandId: metadata.commandId,
    correlationId: metadata.$correlationId,
    causationId: metadata.$causationId,
    data: isRecord(data.personal) ? { ...data, personal: closed(event, data.personal, open) } : data,
  } as ProjectedEvent
}

const WHOLE = Symbol('the whole personal part')

/** Everything personal of an event as one closed value; null when there is nothing, or once the subject is erased. */
export const wholePersonal = ({ data }: ProjectedEvent): Personal<Readonly<Record<string, unknown>>> | null =>
  'personal' in data && data.personal !== undefined ? (Reflect.get(data.personal, WHOLE) ?? null) : null

/** `{ subject, <field>: Personal | null }` for whatever fields there are; opened once, on the first look. */
const closed = (event: RecordedEvent, part: Readonly<Record<string, unknown>>, open: Opener): object => {
  let values: ReturnType<Opener> | undefined
  return new Proxy(
    { subject: part.subject },
    {
      get: (known, field) => {
        const isOwn = (typeof field === 'symbol' && field !== WHOLE) || field === 'subject'
        if (isOwn) return Reflect.get(known, field)
        if (values === undefined) values = 'value' in part ? openUnsealed(event) : open(event)
        const value = typeof field === 'symbol' ? values : values?.[field]
        return value === undefined || value === null ? null : new Personal(() => value)
      },
    },
  )
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
