import { setTimeout as delay } from 'node:timers/promises'
import { isTimeUp } from './deadline.ts'
import { type Append, type AppendOutcome, type EventStore, UnknownOutcome } from './event-store.ts'
import { lookFor } from './look-for.ts'

const ATTEMPTS = 4

type Appends = Pick<EventStore, 'append'>
type Log = Pick<EventStore, 'append' | 'readStream'>

/**
 * Appends, and repeats the very same appends while their outcome is unknown: same ids, same revisions, same order. A
 * conflict that comes after an unknown outcome proves that the append was not stored, because a stored one would answer
 * with its place. Throws UnknownOutcome when the store stays silent or the deadline has come.
 */
export const appendAllSurely = async (store: Appends, appends: readonly Append[]): Promise<AppendOutcome[]> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.append(appends)
    } catch (error) {
      if (!(error instanceof UnknownOutcome) || attempt === ATTEMPTS || isTimeUp()) throw error
      await delay(50 * 2 ** attempt)
    }
  }
}

/** The same for one append alone, which is looked for in the stream before it is given up on. */
export const appendSurely = async (store: Log, append: Append): Promise<AppendOutcome> => {
  try {
    const [outcome] = await appendAllSurely(store, [append])
    if (outcome === undefined) throw new Error('the event store gave no outcome')
    return outcome
  } catch (error) {
    const found = error instanceof UnknownOutcome ? await lookFor(store, append).catch(() => undefined) : undefined
    if (found === undefined) throw error
    return found
  }
}
