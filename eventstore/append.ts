import { setTimeout as delay } from 'node:timers/promises'
import { type Append, type AppendOutcome, type EventStore, UnknownOutcome } from './event-store.ts'

const ATTEMPTS = 4

/**
 * Appends, and repeats the very same append while its outcome is unknown: same ids, same revision. A conflict that
 * comes after an unknown outcome proves that the append was not stored, because a stored one would answer with its
 * place. Throws UnknownOutcome when the store stays silent.
 */
export const appendSurely = async (store: EventStore, append: Append): Promise<AppendOutcome> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [outcome] = await store.append([append])
      if (outcome === undefined) throw new Error('the event store gave no outcome')
      return outcome
    } catch (error) {
      if (!(error instanceof UnknownOutcome) || attempt === ATTEMPTS) throw error
      await delay(50 * 2 ** attempt)
    }
  }
}
