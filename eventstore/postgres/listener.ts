import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { Wakeup } from '../wakeup.ts'
import { channelOf } from './append-function.ts'
import { positionOf } from './read.ts'

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

export type Listener = {
  /** Resolves when announcements arrive, or the first try to listen has failed. The first call starts it. */
  readonly listen: () => Promise<void>
  readonly close: () => void
}

/**
 * One connection that hears of new events for all followers. Lost, it is made again after growing pauses; meanwhile
 * followers live on their poll.
 */
export const listener = (pool: Pool, schema: string, wakeup: Wakeup): Listener => {
  const closed = new AbortController()
  let listening: Promise<void> | undefined

  const keepListening = async (ready: () => void) => {
    let pause = FIRST_PAUSE_MS
    const begin = () => {
      pause = FIRST_PAUSE_MS
      // Announcements before this moment went unheard.
      wakeup.wakeAll()
      ready()
    }
    while (!closed.signal.aborted) {
      await listenOnce(pool, schema, wakeup, closed.signal, begin).catch(ready)
      await delay(pause, undefined, { signal: closed.signal }).catch(() => undefined)
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
    }
  }
  return {
    listen: () => (listening ??= new Promise(ready => void keepListening(ready))),
    close: () => closed.abort(),
  }
}

/** Listens until the connection is lost or the signal aborts. */
const listenOnce = async (pool: Pool, schema: string, wakeup: Wakeup, signal: AbortSignal, onListening: () => void) => {
  const client = await pool.connect()
  const ended = new Promise(resolve => {
    client.on('error', resolve)
    signal.addEventListener('abort', resolve, { once: true })
  })
  try {
    client.on('notification', ({ payload }) => wakeup.announce(positionOf(payload ?? '0')))
    await client.query(`listen ${channelOf(schema)}`)
    onListening()
    await ended
  } finally {
    client.release(true)
  }
}
