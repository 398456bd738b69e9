import { knowing } from '../../bin/demo/know.ts'
import { recorder } from '../../bin/record.ts'
import { type EventStore, type RecordedEvent, START } from '../../eventstore/event-store.ts'
import { createExecute } from '../../eventstore/execute.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { memoryOutcomes } from '../../eventstore/outcomes.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { memoryVault } from '../../eventstore/vault/vault.ts'

/** When the demo shop of specs ends. */
export const until = new Date('2026-03-15T17:30:00Z')

/** A shop in memory that plans are sent to. */
export const demoShop = () => {
  const store = memoryEventStore()
  const vault = memoryVault(masterKey(Buffer.alloc(32, 1)))
  const execute = createExecute({
    store,
    vault,
    outcomes: memoryOutcomes(),
    clock: () => until,
  })
  return { store, know: knowing({ store, vault }), send: recorder(execute, 'demo', { id: 'demo', kind: 'demo' }) }
}

/** Everything that has happened there. */
export const eventsOf = async (store: EventStore): Promise<readonly RecordedEvent[]> =>
  (await store.readAll({ from: START, limit: 100_000 })).events
