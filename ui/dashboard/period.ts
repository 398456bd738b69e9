import { localDate } from '../../domain/shared/local-time.ts'

/** The last day that figures and the shorter ranges take in, `YYYY-MM-DD`. */
export type Period = {
  readonly end: string
  /** The newest sale lies so long ago that a range which ends today would be empty. */
  readonly isPast: boolean
  /** Figures are sums of so many days, compared with as many days before. */
  readonly days: number
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

/** The first of the days that figures sum up. */
export const firstDay = ({ end, days }: Pick<Period, 'end' | 'days'>): string => daysBefore(end, days - 1)

/** Each of these days. */
export const daysOf = ({ end, days }: Pick<Period, 'end' | 'days'>): string[] =>
  Array.from({ length: days }, (_, index) => daysBefore(end, days - 1 - index))

/** The first of the days that these are compared with. */
export const firstBefore = ({ end, days }: Pick<Period, 'end' | 'days'>): string => daysBefore(end, 2 * days - 1)

/** Ends today, in the zone where it is latest; or at the newest sale, when that is longer ago than a figure reaches. */
export const periodOf = (
  now: Date,
  newest: string | undefined,
  { timeZones, days }: { readonly timeZones: readonly string[]; readonly days: number },
): Period => {
  const today = timeZones.map(zone => localDate(now, zone)).reduce((a, b) => (a > b ? a : b), '')
  const isPast = newest !== undefined && newest <= daysBefore(today, days)
  return { end: isPast ? newest : today, isPast, days }
}
