const HOUR = 3_600_000

/** Two o'clock at night of a month's last Sunday, as if local time were UTC: when the clocks change. */
const clockChange = (year: number, month: number): number => {
  const lastDay = new Date(Date.UTC(year, month + 1, 0))
  return Date.UTC(year, month, lastDay.getUTCDate() - lastDay.getUTCDay(), 2)
}

const summers = new Map<number, readonly [start: number, end: number]>()

const summerOf = (year: number): readonly [start: number, end: number] => {
  const known = summers.get(year)
  if (known !== undefined) return known
  const summer = [clockChange(year, 2), clockChange(year, 9)] as const
  summers.set(year, summer)
  return summer
}

export type LocalTime = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

/**
 * The instant of a local time in Europe/London, in milliseconds; by the rules since 1996, which are much cheaper to
 * compute than to ask for. An hour that happens twice is taken as its first; one that does not exist as an hour later.
 * @returns undefined when the calendar or the clock has no such time.
 */
export const londonTime = ({ year, month, day, hour, minute }: LocalTime): number | undefined => {
  const local = Date.UTC(year, month - 1, day, hour, minute)
  const date = new Date(local)
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60
  if (!isReal) return undefined
  const [start, end] = summerOf(year)
  return local >= start && local < end ? local - HOUR : local
}
