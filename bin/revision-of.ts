import type { EventStore } from '../eventstore/event-store.ts'

/** The revision of the last event of a thing; -1 where there is none. */
export const revisionOf =
  (store: Pick<EventStore, 'readStream'>) =>
  async (category: string, id: string): Promise<number> => {
    const [last] = await store.readStream(`${category}-${id}`, { direction: 'backwards', limit: 1 })
    return last?.revision ?? -1
  }
