import { setTimeout as delay } from 'node:timers/promises'
import type { StreamingRead } from '@eventstore/db-client'
import { timeLeft } from '../deadline.ts'
import { LogRefusesUs, LogUnavailable } from '../event-store.ts'
import { asReadError } from './errors.ts'

/** A read whose server says nothing for this long is given up; the client sets no bound of its own. */
const SILENCE_MS = 5_000
/** An error of any call closes the channel under all others: what it broke off is begun again after these pauses. */
const PAUSES_MS = [20, 100]

/**
 * Everything a bounded read yields; begun again when it breaks off.
 * @throws LogUnavailable when it breaks off again or the server stays silent; a lasting refusal as it is
 */
export const collect = async <Item>(open: () => StreamingRead<Item>): Promise<Item[]> => {
  for (let attempt = 0; ; attempt += 1) {
    const pause = PAUSES_MS[attempt]
    const { items, error } = await collectOnce(open())
    if (error === undefined) return items
    const failure = asReadError(error)
    // After a silence people have waited long enough.
    const isWorthIt = failure instanceof LogUnavailable && !(failure instanceof LogRefusesUs) && failure !== error
    if (!isWorthIt || pause === undefined) throw failure
    await delay(pause)
  }
}

const collectOnce = async <Item>(read: StreamingRead<Item>): Promise<{ items: Item[]; error?: unknown }> => {
  const items: Item[] = []
  // The client emits errors also after the reader has left, and an error nobody listens to ends the process.
  read.on('error', () => undefined)
  const giveUp = () => {
    read.destroy(new LogUnavailable('EventStoreDB is silent'))
    // Only here: every cancelled call resets a stream, and servers close connections that reset many.
    void read.cancel().catch(() => undefined)
  }
  const silence = setTimeout(giveUp, timeLeft(SILENCE_MS))
  try {
    for await (const item of read) {
      items.push(item)
      silence.refresh()
    }
    return { items }
  } catch (error) {
    return { items, error }
  } finally {
    clearTimeout(silence)
  }
}
