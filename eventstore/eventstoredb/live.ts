import { excludeSystemEvents, START as FROM_START } from '@eventstore/db-client'
import { comparePositions, LogUnavailable, type Position, type RecordedEvent, START } from '../event-store.ts'
import { type Wakeup, wakeup } from '../wakeup.ts'
import { again } from './again.ts'
import type { Client } from './client.ts'
import { recent } from './recent.ts'
import { eventOf } from './record.ts'
import { watchSilence } from './silence.ts'

/** Followers look for themselves this often while nothing is heard. */
const POLL_MS = 1_000
/** Records the server looks through between signs that it is alive: the default of 32 costs a message for each 32. */
const SEARCH_WINDOW = 4_096

export type Live = {
  /** Subscribes, if that is not so yet. */
  readonly start: () => void
  /** The next events behind a position that were just heard of; undefined when the log has to be read for them. */
  readonly after: (from: Position, limit: number) => RecordedEvent[] | undefined
  readonly beyond: Wakeup['beyond']
  readonly close: () => Promise<void>
}

type Log = { readonly client: Client; readonly head: () => Promise<Position> }

/**
 * The one subscription of this process. It lets followers sleep and hands them what just came without another read. It
 * begins at the head of the log each time, so that whoever is further back reads the log itself, and no event depends on
 * what a lost subscription has or has not delivered. Nor does it say how far anybody is: the client reports checkpoints
 * and "caught up" ahead of the events before them.
 */
export const live = (log: Log): Live => {
  const wake = wakeup(POLL_MS)
  const heard = recent()
  const closing = new AbortController()
  let working: Promise<void> | undefined

  const listenOnce = async (isThere: () => void) => {
    const from = await log.head()
    const begin = () => {
      isThere()
      heard.begin(from)
      // What was stored since the last subscription went unheard.
      wake.wakeAll()
    }
    const hear = (event: RecordedEvent) => {
      heard.add(event)
      wake.announce(event.position)
    }
    await listen(log, { from, begin, hear, signal: closing.signal }).finally(heard.end)
  }
  return {
    start: () => {
      working ??= again(listenOnce, closing.signal)
    },
    after: heard.after,
    beyond: wake.beyond,
    close: async () => {
      closing.abort()
      await working
    },
  }
}

type Listening = {
  /** Exclusive. */
  readonly from: Position
  /** Called once the server has taken the subscription, before anything is heard. */
  readonly begin: () => void
  readonly hear: (event: RecordedEvent) => void
  readonly signal: AbortSignal
}

/** Hears until the server ends the subscription, cleanly or not, or stays silent although there is more to say. */
const listen = async ({ client, head }: Log, { from, begin, hear, signal }: Listening): Promise<void> => {
  const subscription = client.subscribeToAll({
    fromPosition: comparePositions(from, START) === 0 ? FROM_START : from,
    filter: excludeSystemEvents({ maxSearchWindow: SEARCH_WINDOW, checkpointInterval: 1 }),
  })
  // The client emits errors also after the loop below has ended, and an error nobody listens to ends the process.
  subscription.on('error', () => undefined)
  subscription.on('confirmation', begin)
  const stop = () => subscription.destroy()
  signal.addEventListener('abort', stop)
  let position = from
  const watch = watchSilence(async () => {
    if (comparePositions(await head(), position) > 0) subscription.destroy(new LogUnavailable('silent subscription'))
  })
  try {
    for await (const item of subscription) {
      watch.heard()
      const event = eventOf(item)
      if (event === undefined) continue
      position = event.position
      hear(event)
    }
  } finally {
    watch.stop()
    signal.removeEventListener('abort', stop)
    // Leaving the loop does not end the call.
    void subscription.unsubscribe().catch(() => undefined)
  }
}
