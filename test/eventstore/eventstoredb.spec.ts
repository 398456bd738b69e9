import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { startEventStoreDb } from '../support/eventstoredb/server.ts'
import { eventStoreContract } from './contract.ts'

eventStoreContract('the EventStoreDB event store on the test server', async () => {
  const server = await startEventStoreDb()
  const store = await openEventStoreDb({ url: server.url })
  const close = async () => {
    await store.close()
    server.stop()
  }
  return { store, close }
})
