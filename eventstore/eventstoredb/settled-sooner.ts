import { setTimeout as delay } from 'node:timers/promises'
import type { Append, AppendOutcome, EventStore } from '../event-store.ts'
import { lookFor } from '../look-for.ts'

/** An append is answered within a few milliseconds. One that is not is looked for after this time, then ever more rarely. */
const FIRST_LOOK_MS = 100

/**
 * The answer to an append, or what its stream says of it, if that is sooner. Of the same append sent twice at once the
 * server answers one and lets the other wait for its commit time-out, although both are stored by then.
 */
export const settledSooner = async (
  log: Pick<EventStore, 'readStream'>,
  append: Append,
  answer: Promise<AppendOutcome>,
): Promise<AppendOutcome> => {
  const stop = new AbortController()
  // A look that fails says nothing; the answer does.
  const look = () => lookFor(log, append).catch(() => undefined)
  const looking = async (): Promise<AppendOutcome> => {
    for (let pause = FIRST_LOOK_MS; ; pause *= 2) {
      await delay(pause, undefined, { signal: stop.signal })
      const found = await look()
      if (found !== undefined) return found
    }
  }
  const looks = looking()
  // What comes of the slower of the two is of no interest any more.
  looks.catch(() => undefined)
  try {
    return await Promise.race([answer, looks])
  } finally {
    stop.abort()
  }
}
