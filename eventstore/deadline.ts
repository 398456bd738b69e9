import { AsyncLocalStorage } from 'node:async_hooks'

/** Whoever comes late is still answered by a log that is well. */
const GRACE_MS = 200

const ends = new AsyncLocalStorage<number>()

/** All waits on the event store within the work together take this long at most, however many they are. */
export const withDeadline = <Value>(milliseconds: number, work: () => Value): Value =>
  ends.run(performance.now() + milliseconds, work)

const left = () => (ends.getStore() ?? Number.POSITIVE_INFINITY) - performance.now()

/** How long a wait may take that would take so long at most by itself. */
export const timeLeft = (milliseconds: number): number => Math.min(milliseconds, Math.max(GRACE_MS, left()))

/** Whether nothing more is to be tried. */
export const isTimeUp = (): boolean => left() <= GRACE_MS
