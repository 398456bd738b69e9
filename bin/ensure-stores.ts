import { v5 } from 'uuid'
import { foundingStores } from '../domain/shop/founding-stores.ts'
import { store } from '../domain/shop/store.ts'
import { untilAnswered } from '../eventstore/busy.ts'
import type { Execute } from '../eventstore/command.ts'
import { type EventStore, START } from '../eventstore/event-store.ts'

/** Namespace of the ids of its commands: two servers that start at once send the same ones. */
const RECORDING = '7f7b7a53-5d06-5b43-8e0c-6b0a5b0f6c11'

/** Whatever names a store: in a log in which stores are things, one is opened before any of these. */
const naming = new Set(['PriceChanged', 'CustomerRegistered', 'OrderPlaced', 'ReturnRecorded'])

const BATCH = 1_000

/** Whether a log is of the time before: it names stores that nobody opened. The first event that says so ends the search. */
const isOlder = async (log: EventStore): Promise<boolean> => {
  for (let from = START; ; ) {
    const { events } = await log.readAll({ from, limit: BATCH })
    const telling = events.find(({ type }) => type === 'StoreOpened' || naming.has(type))
    if (telling !== undefined) return telling.type !== 'StoreOpened'
    const last = events.at(-1)
    if (last === undefined || events.length < BATCH) return false
    from = last.position
  }
}

/** Records the stores of the time before. Sent again, it adds nothing. */
export const recordFoundingStores = async (execute: Execute): Promise<void> => {
  const send = untilAnswered(execute)
  for (const { id, data } of foundingStores) {
    const actor = { id: 'start', kind: 'process' } as const
    const commandId = v5(id, RECORDING)
    await send({ decider: store, id, type: 'RecordStore', data, commandId, actor, origin: 'live' })
  }
}

/** Tells a log of the time before stores were things of the shop of the two there were. */
export const ensureStores = async ({ execute, store: log }: { execute: Execute; store: EventStore }): Promise<void> => {
  if (await isOlder(log)) await recordFoundingStores(execute)
}
