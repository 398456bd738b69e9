import type { Period } from './command.ts'
import type { Random } from './random.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const after = (at: Date, milliseconds: number): Date => new Date(at.getTime() + milliseconds)

const midnight = (at: Date): Date => new Date(Math.floor(at.getTime() / DAY) * DAY)

/** Orders by the hour of the day (UTC): a small peak at noon, a large one in the evening. */
const hours = [2, 1, 1, 1, 1, 2, 4, 6, 7, 8, 9, 10, 10, 8, 8, 8, 10, 13, 17, 20, 18, 13, 8, 4]
/** Orders by the day of the week, Sunday first. */
const weekdays = [1.5, 0.9, 0.85, 0.85, 0.9, 1, 1.4]
/** Orders by month, January first, without the weeks before Christmas. */
const months = [0.8, 0.8, 0.95, 1.05, 1.1, 1, 0.85, 0.8, 0.95, 1.05, 1.25, 1.4]

/** How much more is bought in the weeks of presents, and how little over the holidays. */
const presents = (month: number, day: number): number => {
  if (month === 10 && day >= 20) return 1.7
  if (month !== 11) return 1
  if (day <= 18) return 2.1
  return day <= 23 ? 1.2 : 0.4
}

/** How busy a day is. */
const business = (day: Date): number => {
  const month = day.getUTCMonth()
  return (weekdays[day.getUTCDay()] ?? 1) * (months[month] ?? 1) * presents(month, day.getUTCDate())
}

/** Every day of the period, by its midnight. */
const daysOf = ({ from, until }: Period): Date[] => {
  const days: Date[] = []
  for (let day = midnight(from); day <= until; day = after(day, DAY)) days.push(day)
  return days
}

/** Moments in the period when people shop, in order. */
export const shoppingMoments = (random: Random, period: Period, count: number): Date[] => {
  const days = daysOf(period).map(day => ({ day, weight: business(day) }))
  const moments: Date[] = []
  while (moments.length < count) {
    const { day } = random.weighted(days, ({ weight }) => weight)
    const hour = random.weighted([...hours.keys()], hour => hours[hour] ?? 0)
    const moment = after(day, hour * HOUR + random.whole(0, 3599) * SECOND)
    if (moment >= period.from && moment <= period.until) moments.push(moment)
  }
  return moments.sort((a, b) => a.getTime() - b.getTime())
}

const TRIES = 100

/** A moment in office hours of a working day within the period; any moment of it when that is too short for one. */
export const officeMoment = (random: Random, { from, until }: Period): Date => {
  const length = until.getTime() - from.getTime()
  for (let tries = 0; tries < TRIES; tries += 1) {
    const day = midnight(after(from, random.next() * length))
    const moment = after(day, 7 * HOUR + random.whole(0, 9 * 60 * 60) * SECOND)
    const isWorkday = day.getUTCDay() % 6 !== 0
    if (isWorkday && moment >= from && moment <= until) return moment
  }
  return after(from, Math.floor(random.next() * length))
}
