const offsets = new Map<string, Intl.DateTimeFormat>()
const offsetFormat = (timeZone: string): Intl.DateTimeFormat => {
  const known = offsets.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  offsets.set(timeZone, made)
  return made
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

const signed = (sign: string | undefined, [hours = '0', minutes = '0', seconds = '0']: readonly string[]): number =>
  (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60_000 + Number(seconds) * 1000)

/** How far a zone's clocks were ahead of UTC at that moment, in milliseconds. */
const offsetAt = (time: number, timeZone: string): number => {
  const name = offsetFormat(timeZone)
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign, clock = ''] = /^GMT([+-])?(.*)$/.exec(name ?? '') ?? []
  return signed(sign, clock === '' ? [] : clock.split(':'))
}

/** A moment as clocks of the zone show it, `YYYY-MM-DDTHH:MM:SS`. */
export const localText = (at: Date, timeZone: string): string =>
  new Date(at.getTime() + offsetAt(at.getTime(), timeZone)).toISOString().slice(0, 19)

/** The calendar day in that zone at a moment, `YYYY-MM-DD`. */
export const localDate = (at: Date, timeZone: string): string => localText(at, timeZone).slice(0, 10)

/** How many days one calendar day, `YYYY-MM-DD`, lies behind another. */
export const daysFrom = (day: string, later: string): number => (Date.parse(later) - Date.parse(day)) / DAY

/** When the zone's clocks show that time: the later moment of an hour that comes twice, or of one that never comes. */
const atLocal = (wall: number, timeZone: string): Date => {
  const moments = [wall - DAY, wall + DAY].map(near => wall - offsetAt(near, timeZone))
  const real = moments.filter(time => time + offsetAt(time, timeZone) === wall)
  return new Date(Math.max(...(real.length > 0 ? real : moments)))
}

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(?:(?<=:\d{2}:\d{2})\.(\d{1,3}))?(Z|[+-]\d{2}:\d{2})?)?$/

const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2}))?$/

/**
 * The moment at which clocks of the zone show that time, `2026-01-31T16:00` or to the second.
 * @returns undefined for any other text, and when the calendar or the clock has no such time
 */
export const momentOf = (text: string, timeZone: string): Date | undefined => {
  const [, day, clock, second = '00'] = LOCAL.exec(text.trim()) ?? []
  if (day === undefined) return undefined
  const wall = Date.parse(`${day}T${clock}:${second}Z`)
  return Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(day) ? undefined : atLocal(wall, timeZone)
}

/**
 * The last moment of what a text names: of a day (`2026-01-31`), of a second (`2026-01-31T16:00`, `…:05`), or the very
 * millisecond; in the given zone unless it brings its own (`Z`, `+01:00`).
 * @returns undefined when the calendar or the clock has no such time
 */
export const lastMomentOf = (text: string, timeZone: string): Date | undefined => {
  const [, day = '', clock, second = '00', fraction, zone] = MOMENT.exec(text) ?? []
  const time = clock === undefined ? '23:59:59.999' : `${clock}:${second}.${fraction?.padEnd(3, '0') ?? '999'}`
  const wall = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(`${day}T`)) return undefined
  if (zone === undefined) return atLocal(wall, timeZone)
  return new Date(wall - (zone === 'Z' ? 0 : signed(zone[0], zone.slice(1).split(':'))))
}
