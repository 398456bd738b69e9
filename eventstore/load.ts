import { type AnyDecider, type EventContext, fold } from '../domain/decider.ts'
import { upcast } from '../domain/upcasters.ts'
import type { EventStore, JsonObject, RecordedEvent } from './event-store.ts'
import { keysOf, openReadable } from './vault/seal.ts'
import type { Vault } from './vault/vault.ts'

/** A recorded event as today's code knows it: upcast, personal part opened. */
export type OpenedEvent = Omit<RecordedEvent, 'data'> & EventContext & { readonly data: JsonObject }

/** Events → events as deciders know them. One look into the vault for all of them. */
export const openEvents = async (vault: Vault, events: readonly RecordedEvent[]): Promise<OpenedEvent[]> => {
  const keys = await keysOf(vault, events)
  return events.map(event => ({
    ...event,
    data: upcast(event.type, event.metadata.schema, openReadable(keys, event)),
    at: new Date(event.metadata.at),
    commandId: event.metadata.commandId,
  }))
}

export type Loaded = {
  readonly stream: string
  readonly events: readonly OpenedEvent[]
  /** -1 when there is no stream. */
  readonly revision: number
  readonly state: unknown
}

type Log = { readonly store: EventStore; readonly vault: Vault }

/** Reads and folds one aggregate. */
export const load = async ({ store, vault }: Log, decider: AnyDecider, id: string): Promise<Loaded> => {
  const stream = `${decider.category}-${id}`
  const events = await openEvents(vault, await store.readStream(stream))
  const revision = events.at(-1)?.revision ?? -1
  return { stream, events, revision, state: fold(decider.evolve, decider.initial, events) }
}
