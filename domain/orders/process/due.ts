import type { Context } from '../../decider.ts'
import { settingIn } from '../../facts/setting.ts'
import { lastMomentOf, localDate } from '../../shared/local-time.ts'
import type { Placed } from '../order-state.ts'
import type { OrderProcess, ProcessTimeout } from './definition.ts'

/** What of a decision's context time-outs need; the command asks for `settingsNamed(store)` beforehand. */
export type Timing = Pick<Context, 'now' | 'facts'>

const DAY_MS = 86_400_000

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** The end of the store's day so many days later: clocks may have been changed in between. */
export const endOfDay = (now: Date, timeZone: string, days: number): Date | undefined =>
  lastMomentOf(dayAfter(localDate(now, timeZone), days), timeZone)

/** What of an order its time-outs depend on. */
type Timed = Pick<Placed, 'store' | 'timeZone'>

const dueAfter = (after: ProcessTimeout, { store, timeZone }: Timed, { now, facts }: Timing): Date | undefined => {
  const length = settingIn(facts, after, store)
  if (length === null) return undefined
  return after.endsWith('Days') ? endOfDay(now, timeZone, length) : new Date(now.getTime() + length * 60_000)
}

/** The time-out of a state, if it has one. */
export const timeoutOf = ({ transitions }: OrderProcess, state: string): ProcessTimeout | undefined => {
  const found = transitions.find(transition => transition.from === state && 'after' in transition)
  return found !== undefined && 'after' in found ? found.after : undefined
}

/** When units that enter a state now are moved on by time, as ISO text; undefined where they are not. */
export const dueIn = (process: OrderProcess, state: string, order: Timed, timing: Timing): string | undefined => {
  const after = timeoutOf(process, state)
  return after === undefined ? undefined : dueAfter(after, order, timing)?.toISOString()
}

/** When time next moves units of an order; null for never, and while it is held. */
export const wakingAt = ({ lines, heldSince }: Pick<Placed, 'lines' | 'heldSince'>): string | null => {
  if (heldSince !== null) return null
  const moments = lines.flatMap(({ units }) => Object.values(units).flatMap(({ dueAt }) => dueAt ?? []))
  return moments.reduce<string | null>((first, dueAt) => (first === null || dueAt < first ? dueAt : first), null)
}
