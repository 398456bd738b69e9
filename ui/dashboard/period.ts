import { localDate } from '../../domain/shared/local-time.ts'

/** Figures are sums of so many days, compared with as many days before. */
export const FIGURE_DAYS = 30

/** The last day that figures and the shorter ranges take in, `YYYY-MM-DD`. */
export type Period = {
  readonly end: string
  /** The newest sale lies so long ago that a range which ends today would be empty. */
  readonly isPast: boolean
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Calendar days reckoned as in UTC, where every day has 24 hours. */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)

/** The first day of the month some months before; 0 is the day's own month. */
export const monthsBefore = (day: string, months: number): string => {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10)
}

/** Ends today, in the zone where it is latest; or at the newest sale, when that is longer ago than a figure reaches. */
export const periodOf = (now: Date, newest: string | undefined, timeZones: readonly string[]): Period => {
  const today = timeZones.map(zone => localDate(now, zone)).reduce((a, b) => (a > b ? a : b), '')
  const isPast = newest !== undefined && newest <= daysBefore(today, FIGURE_DAYS)
  return { end: isPast ? newest : today, isPast }
}
