import { localText } from '../../../domain/shared/local-time.ts'

/** Days that are told from the one that they are asked on: an address with them stays true. */
export const relativeDays = ['today', 'yesterday', '7d', '30d', 'month', 'lastMonth', 'year'] as const
export type RelativeDays = (typeof relativeDays)[number]

type Range = { readonly from: string; readonly to: string }

/** The calendar day so many days, months and years from another; a day before the first is one of the month before. */
const dayFrom = (day: string, months: number, of: (date: number) => number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, of(date))).toISOString().slice(0, 10)
}

const back = (day: string, days: number): string => dayFrom(day, 0, date => date - days)

const ranges: Readonly<Record<RelativeDays, (today: string) => Range>> = {
  today: today => ({ from: today, to: today }),
  yesterday: today => ({ from: back(today, 1), to: back(today, 1) }),
  // With the day itself.
  '7d': today => ({ from: back(today, 6), to: today }),
  '30d': today => ({ from: back(today, 29), to: today }),
  month: today => ({ from: dayFrom(today, 0, () => 1), to: today }),
  lastMonth: today => ({ from: dayFrom(today, -1, () => 1), to: dayFrom(today, 0, () => 0) }),
  year: today => ({ from: `${today.slice(0, 4)}-01-01`, to: today }),
}

export const isRelative = (text: string): text is RelativeDays => Object.hasOwn(ranges, text)

/** First and last day, where it is that moment in that time zone. */
export const daysOf = (relative: RelativeDays, now: Date, timeZone: string): Range =>
  ranges[relative](localText(now, timeZone).slice(0, 10))
