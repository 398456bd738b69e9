import { afterAll, beforeAll } from 'vitest'
import type { EventStore } from '../../../eventstore/event-store.ts'
import { firstGap } from '../../../eventstore/postgres/first-gap.ts'
import { openPostgresEventStore } from '../../../eventstore/postgres/postgres-event-store.ts'
import { sealKey } from '../../../eventstore/proof/seal-key.ts'
import { sealLog } from '../../../eventstore/proof/seal-log.ts'
import { openSeals, type Seals } from '../../../eventstore/proof/seals.ts'
import { type Verified, verifyLog } from '../../../eventstore/proof/verify-log.ts'
import type { TestDatabase } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'
import { newEvent } from '../events.ts'

/** Appends so many events to seven streams that grow in turn; their data is counted on from the end of the log. */
export const fill = async (store: EventStore, events: number): Promise<void> => {
  const streams = Array.from({ length: 7 }, (_, index) => `product-${index}`)
  const lengths = await Promise.all(streams.map(async stream => (await store.readStream(stream)).length))
  const before = lengths.reduce((sum, length) => sum + length, 0)
  const outcomes = await store.append(
    Array.from({ length: events }, (_, index) => {
      const at = (before + index) % 7
      const revision = (lengths[at] ?? 0) - 1
      lengths[at] = revision + 2
      const expected = revision < 0 ? 'no_stream' : revision
      return { stream: `product-${at}`, expected, events: [newEvent({ data: { n: before + index } })] }
    }),
  )
  if (outcomes.some(({ kind }) => kind !== 'stored')) throw new Error('not everything was stored')
}

export const clock = () => new Date('2026-03-02T12:00:00Z')
export const key = sealKey(Buffer.alloc(32, 7))

export type SealedLog = {
  readonly database: TestDatabase
  readonly store: EventStore
  readonly seals: Seals
  readonly seal: (over?: Partial<Parameters<typeof sealLog>[0]>) => ReturnType<typeof sealLog>
  readonly verify: (over?: Partial<Parameters<typeof verifyLog>[0]>) => Promise<Verified>
  readonly close: () => Promise<void>
}

/** A log in a database of its own with so many events, nothing of it sealed yet. */
export const openLog = async (events: number): Promise<SealedLog> => {
  const database = await createDatabase()
  const store = await openPostgresEventStore({ url: database.url })
  const seals = await openSeals(database.pool)
  await fill(store, events)
  return {
    database,
    store,
    seals,
    seal: over => sealLog({ store, seals, key, clock, partial: true, ...over }),
    verify: over =>
      verifyLog({ store, seals, trusted: [key.publicKey], firstGap: () => firstGap(database.pool), ...over }),
    close: async () => {
      await store.close()
      await database.close()
    },
  }
}

/** The same for all specs of a file. */
export const useLog = (events: number): (() => SealedLog) => {
  let log: SealedLog
  beforeAll(async () => {
    log = await openLog(events)
  })
  afterAll(() => log.close())
  return () => log
}
