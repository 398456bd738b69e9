import { setTimeout as delay } from 'node:timers/promises'
import type { Execute, Outcome } from './command.ts'

const BUSY: ReadonlySet<string> = new Set(['TooBusy', 'QueueFull'])

const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 2_000

/** Whether the command was not decided at all because too many want the same thing: no answer yet. */
export const isBusy = (outcome: Outcome): boolean => outcome.kind === 'rejected' && BUSY.has(outcome.rejection.code)

/** Sends again, after pauses, until there is an answer: for work that nobody would send again. @throws when aborted */
export const untilAnswered =
  (execute: Execute, signal?: AbortSignal): Execute =>
  async command => {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const outcome = await execute(command)
      if (!isBusy(outcome)) return outcome
      // Not as long for each of those who wait for the same.
      await delay(pause * (0.5 + Math.random() / 2), undefined, { signal })
    }
  }
