import type { Logger } from 'pino'
import { isUnavailable, loggable } from '../api/unavailable.ts'

const AGAIN_AFTER_MS = 60_000
/** So many kinds are told apart; more at once are beyond reading anyway. */
const KINDS = 100

type Told = { readonly at: number; readonly since: number }

/**
 * Tells an operator what failed in the background: each kind at once, and what repeats itself once a minute with its count.
 * That something can not be reached is one line; only what is unexpected comes with its stack.
 */
export const errorReporter = (
  logger: Pick<Logger, 'error' | 'warn'>,
  now: () => number = () => performance.now(),
): ((error: unknown) => void) => {
  const told = new Map<string, Told>()
  return thrown => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    const { at, ...failure } = loggable(error)
    const kind = JSON.stringify(failure)
    const before = told.get(kind)
    if (before !== undefined && now() - before.at < AGAIN_AFTER_MS) {
      told.set(kind, { ...before, since: before.since + 1 })
      return
    }
    if (told.size >= KINDS) told.clear()
    told.set(kind, { at: now(), since: 0 })
    const repeated = before === undefined || before.since === 0 ? {} : { repeated: before.since }
    if (isUnavailable(error)) logger.warn({ failure, ...repeated }, 'background work waits')
    else logger.error({ failure: { ...failure, at }, ...repeated }, 'background work failed')
  }
}
