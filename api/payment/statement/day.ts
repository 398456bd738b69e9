const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const DAY_FIRST = /^(\d{1,2})[./](\d{1,2})[./](\d{2}|\d{4})$/

/** A day of the calendar, as an event has it; undefined where there is no such day. */
const dayOf = (year: string, month: string, day: string): string | undefined => {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}

/** A day as banks write it: `2026-01-14`, `14.01.2026`, `14.1.26`, `14/01/2026`. The day comes before the month. */
export const statementDay = (typed: string): string | undefined => {
  const text = typed.trim()
  const iso = ISO.exec(text)
  if (iso !== null) return dayOf(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '')
  const [, day = '', month = '', year = ''] = DAY_FIRST.exec(text) ?? []
  return day === '' ? undefined : dayOf(year.length === 2 ? `20${year}` : year, month, day)
}
