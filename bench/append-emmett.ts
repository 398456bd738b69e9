import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Pool } from 'pg'
import { newEvent, type Subject } from './append-load.ts'
import { countOf, headOf, MAX_CONNECTIONS, PAGE } from './append-subjects.ts'
import type { EmmettRebuild } from './rebuild-emmett.ts'

/** Between full pages; its default is 50 ms, which together with its default page of 100 allows 2,000 events/s. */
const PULL_MS = 1

type Stop = { readonly type: 'STOP' } | undefined
type Processor = {
  readonly id: string
  readonly instanceId: string
  readonly isActive: boolean
  readonly init: () => Promise<void>
  readonly start: () => Promise<{ readonly lastCheckpoint: bigint }>
  readonly close: () => Promise<void>
  readonly handle: (messages: readonly { metadata: { globalPosition: bigint } }[]) => Promise<Stop>
}

/** As much of `@event-driven-io/emmett-postgresql` as is used here. */
type Emmett = {
  readonly getPostgreSQLEventStore: (
    url: string,
    options: { connectionOptions: { pool: Pool } },
  ) => {
    readonly appendToStream: (
      stream: string,
      events: readonly { type: string; data: object; metadata: object }[],
      options: { expectedStreamVersion: bigint },
    ) => Promise<unknown>
    readonly schema: { readonly migrate: () => Promise<unknown> }
    readonly close: () => Promise<void>
  }
  readonly postgreSQLEventStoreConsumer: (options: {
    readonly connectionString: string
    readonly processors: readonly Processor[]
    readonly pulling: { readonly batchSize: number; readonly pullingFrequencyInMs: number }
  }) => { readonly start: () => Promise<void>; readonly close: () => Promise<void> }
}

/** The peer, which has a package.json of its own so that nobody has to install it with the shop. */
export const loadEmmett = async (): Promise<(Emmett & EmmettRebuild) | undefined> => {
  // A variable, for TypeScript would look for the types of what may not be there.
  const name = '@event-driven-io/emmett-postgresql'
  try {
    return (await import(name)) as Emmett & EmmettRebuild
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error
    console.log('Emmett is left out, because it is not installed: npm ci --prefix bench')
    return undefined
  }
}

// Its reactors store a checkpoint per event; this one does not, because our reader does not either.
const counter = (from: number, give: (position: number) => void): Processor => ({
  id: 'bench',
  instanceId: 'bench',
  isActive: true,
  init: async () => {},
  start: async () => ({ lastCheckpoint: BigInt(from) }),
  close: async () => {},
  handle: async messages => {
    for (const { metadata } of messages) give(Number(metadata.globalPosition))
    return undefined
  },
})

export const emmett = async (
  { getPostgreSQLEventStore, postgreSQLEventStoreConsumer }: Emmett,
  url: string,
): Promise<Subject> => {
  const pool = new Pool({ connectionString: url, max: MAX_CONNECTIONS })
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } })
  await store.schema.migrate()
  return {
    name: 'Emmett',
    appender: () => {
      const name = randomUUID()
      return (caller, count) => {
        const { id, type, data, metadata } = newEvent()
        const event = { type, data, metadata: { ...metadata, messageId: id } }
        return store.appendToStream(`price-${name}-${caller}`, [event], { expectedStreamVersion: BigInt(count) })
      }
    },
    head: () => headOf(pool, 'emt_messages', 'global_position'),
    follow: async (from, signal, give) => {
      const consumer = postgreSQLEventStoreConsumer({
        connectionString: url,
        processors: [counter(from, give)],
        pulling: { batchSize: PAGE, pullingFrequencyInMs: PULL_MS },
      })
      const running = consumer.start()
      await Promise.race([running, signal.aborted || once(signal, 'abort')])
      await consumer.close()
      await running
    },
    count: (from, to) => countOf(pool, 'emt_messages', 'global_position', from, to),
    close: async () => {
      await store.close()
      await pool.end()
    },
  }
}
