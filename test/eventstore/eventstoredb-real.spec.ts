import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers'
import { it } from 'vitest'
import { openEventStoreDb } from '../../eventstore/eventstoredb/eventstoredb-event-store.ts'
import { EVENTSTORE_IMAGE } from '../support/eventstore-image.ts'
import { eventStoreContract } from './contract.ts'

// A server of one's own, with an empty log: `EVENTSTORE_TEST_URL='esdb://127.0.0.1:2113?tls=false' npm test`
const url = process.env['EVENTSTORE_TEST_URL']
const hasDocker = await promisify(execFile)('docker', ['version', '--format', '{{.Server.Version}}'], {
  timeout: 5_000,
}).then(
  () => true,
  () => false,
)

const PORT = 2113
const startContainer = (): Promise<StartedTestContainer> =>
  new GenericContainer(EVENTSTORE_IMAGE)
    .withEnvironment({
      EVENTSTORE_CLUSTER_SIZE: '1',
      EVENTSTORE_INSECURE: 'true',
      EVENTSTORE_MEM_DB: 'true',
      EVENTSTORE_RUN_PROJECTIONS: 'None',
    })
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forHttp('/health/live', PORT).forStatusCode(204))
    .start()

if (url !== undefined)
  eventStoreContract('the EventStoreDB event store on the server of EVENTSTORE_TEST_URL', async () => {
    const store = await openEventStoreDb({ url })
    return { store, close: store.close }
  })
else
  it('the contract on the server of EVENTSTORE_TEST_URL', ({ skip }) => {
    console.log('skipped: the contract on a real EventStoreDB, because EVENTSTORE_TEST_URL is not set')
    skip('EVENTSTORE_TEST_URL is not set')
  })

if (hasDocker)
  eventStoreContract(`the EventStoreDB event store on ${EVENTSTORE_IMAGE}`, async () => {
    const container = await startContainer()
    const store = await openEventStoreDb({
      url: `esdb://${container.getHost()}:${container.getMappedPort(PORT)}?tls=false`,
    })
    const close = async () => {
      await store.close()
      await container.stop()
    }
    return { store, close }
  })
else
  it(`the contract on ${EVENTSTORE_IMAGE} in a container`, ({ skip }) => {
    console.log(`skipped: the contract on ${EVENTSTORE_IMAGE}, because no Docker engine answers`)
    skip('no Docker engine answers')
  })
