import type { StreamingRead } from '@eventstore/db-client'
import { LogUnavailable } from '../event-store.ts'
import { asReadError } from './errors.ts'

/** A read whose server says nothing for this long is given up; the client sets no bound of its own. */
const SILENCE_MS = 5_000

/**
 * Everything a bounded read yields. @throws LogUnavailable when it breaks or stays silent; a lasting refusal as it is
 */
export const collect = async <Item>(read: StreamingRead<Item>): Promise<Item[]> => {
  const items: Item[] = []
  // The client emits errors also after the reader has left, and an error nobody listens to ends the process.
  read.on('error', () => undefined)
  const silence = setTimeout(() => read.destroy(new LogUnavailable('EventStoreDB is silent')), SILENCE_MS)
  try {
    for await (const item of read) {
      items.push(item)
      silence.refresh()
    }
    return items
  } catch (error) {
    // Leaving the loop does not end the call.
    void read.cancel().catch(() => undefined)
    throw asReadError(error)
  } finally {
    clearTimeout(silence)
  }
}
