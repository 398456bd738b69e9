import { setTimeout as delay } from 'node:timers/promises'

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 5_000

/**
 * Listens again and again until aborted, with pauses that grow while nobody answers. A lost connection, another leader, a
 * server that is down: the reads say so, this only tries again.
 */
export const again = async (listen: (isThere: () => void) => Promise<void>, signal: AbortSignal): Promise<void> => {
  let pause = FIRST_PAUSE_MS
  const isThere = () => {
    pause = FIRST_PAUSE_MS
  }
  while (!signal.aborted) {
    await listen(isThere).catch(() => undefined)
    // Jitter, so that the processes of a shop do not all come back at the same moment.
    await delay(pause * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined)
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
  }
}
