import { setTimeout as delay } from 'node:timers/promises'
import type { EventStore } from '../event-store.ts'
import { tail } from '../tail.ts'
import type { Live } from './live.ts'
import type { Reader } from './read.ts'

/** A node that lags behind the one heard before would else be asked again and again without a pause. */
const LAGGING_MS = 50

/** Pages of the log up to its end, then what the subscription hears. */
export const follower =
  (read: Reader, news: Live): EventStore['follow'] =>
  ({ from, signal }) => {
    news.start()
    let isBehind = true
    return tail({
      from,
      signal,
      read: async (position, limit) => {
        // Up to its end the log itself is looked at: an append that was just acknowledged may not have been heard of yet.
        const heard = isBehind ? undefined : news.after(position, limit)
        if (heard !== undefined) return heard
        const { events } = await read.all({ from: position, limit })
        if (events.length === 0 && !isBehind) await delay(LAGGING_MS)
        isBehind &&= events.length === limit
        return events
      },
      beyond: news.beyond,
    })
  }
