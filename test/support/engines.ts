import { randomBytes } from 'node:crypto'
import type { EventStore } from '../../eventstore/event-store.ts'
import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { createDatabase } from './database.ts'
import { startEventStoreDb } from './eventstoredb/server.ts'

/** Opens new, empty logs of one engine. */
export type Engine = { readonly newStore: () => Promise<EventStore>; readonly close: () => Promise<void> }

const postgres = async (): Promise<Engine> => {
  const { pool, close } = await createDatabase()
  let last: EventStore | undefined
  return {
    newStore: async () => {
      // Each store keeps a connection of the pool to itself.
      await last?.close()
      last = await openPostgresEventStore({ pool, schema: `log_${randomBytes(6).toString('hex')}` })
      return last
    },
    close: async () => {
      await last?.close()
      await close()
    },
  }
}

const eventStoreDb = async (): Promise<Engine> => {
  const opened: (() => Promise<void>)[] = []
  const newStore = async () => {
    const server = await startEventStoreDb()
    const store = await openEventStoreDb({ url: server.url })
    opened.push(() => store.close().then(server.stop))
    return store
  }
  return { newStore, close: async () => void (await Promise.all(opened.map(close => close()))) }
}

const memory = async (): Promise<Engine> => ({ newStore: async () => memoryEventStore(), close: async () => undefined })

/** Every engine, for specs of what has to be the same on all of them. EventStoreDB is the test server. */
export const engines: readonly (readonly [name: string, start: () => Promise<Engine>])[] = [
  ['memory', memory],
  ['Postgres', postgres],
  ['EventStoreDB', eventStoreDb],
]
