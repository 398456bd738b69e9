import { comparePositions, type Position, START } from './event-store.ts'

/** Lets followers of a log sleep until it has grown. */
export type Wakeup = {
  /** The log reaches to `head`: wakes everybody who has not seen it. */
  readonly announce: (head: Position) => void
  /** Wakes everybody, because announcements may have been missed. */
  readonly wakeAll: () => void
  /** Resolves when the log is known to reach beyond `position`, when woken, after `pollMs` at the latest, or on abort. */
  readonly beyond: (position: Position, signal: AbortSignal) => Promise<void>
}

/** @param pollMs The longest sleep, in milliseconds: the safety net under missed announcements. */
export const wakeup = (pollMs: number): Wakeup => {
  let head = START
  const sleepers = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of sleepers) wake()
  }
  return {
    wakeAll,
    announce: position => {
      if (comparePositions(position, head) <= 0) return
      head = position
      wakeAll()
    },
    beyond: (position, signal) =>
      new Promise(resolve => {
        const wake = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', wake)
          sleepers.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, pollMs)
        sleepers.add(wake)
        signal.addEventListener('abort', wake)
        if (signal.aborted || comparePositions(head, position) > 0) wake()
      }),
  }
}
