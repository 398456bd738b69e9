import { describe, expect, it } from 'vitest'
import { wordsFor } from '../../ui/words.ts'

const now = new Date('2026-11-23T16:30:00Z')
const london = wordsFor({ locale: 'en-GB', timeZone: 'Europe/London' }, now)
const tokyo = wordsFor({ locale: 'en-GB', timeZone: 'Asia/Tokyo' }, now)
const german = wordsFor({ locale: 'de-DE', timeZone: 'Europe/Berlin' }, now)
const at = (iso: string) => new Date(iso)

describe('the words of a viewer', () => {
  it('print money from minor units in the currency, the way the locale writes it', () => {
    expect(london.format.money(123456, 'EUR')).toBe('€1,234.56')
    expect(london.format.money(-5, 'GBP')).toBe('-£0.05')
    expect(german.format.money(123456, 'EUR')).toBe('1.234,56\u00a0€')
  })

  it('say of a number as large as a column holds that there may be more', () => {
    expect(london.format.number(Number.MAX_SAFE_INTEGER)).toBe('at least 9,007,199,254,740,991')
    expect(london.format.money(Number.MAX_SAFE_INTEGER, 'GBP')).toMatch(/^at least £90,071,992,547,409\.9/)
    expect(london.format.number(Number.MAX_SAFE_INTEGER - 1)).toBe('9,007,199,254,740,990')
  })

  it('say today with the time, else the day, and the year only when it is another', () => {
    expect(london.format.moment(at('2026-11-23T09:05:00Z'))).toBe('today 09:05')
    expect(london.format.moment(at('2026-11-22T23:05:00Z'))).toBe('22 Nov, 23:05')
    expect(london.format.moment(at('2024-11-23T09:05:00Z'))).toBe('23 Nov 2024, 09:05')
  })

  it('decide what is today in the time zone of the viewer', () => {
    const evening = at('2026-11-23T14:59:00Z')
    expect(london.format.moment(evening)).toBe('today 14:59')
    expect(tokyo.format.moment(evening)).toBe('23 Nov, 23:59')
  })

  it('say how long ago something was in the largest unit that fits', () => {
    expect(london.format.ago(at('2026-11-23T16:29:58Z'))).toBe('2 seconds ago')
    expect(london.format.ago(at('2026-11-23T16:28:00Z'))).toBe('2 minutes ago')
    expect(london.format.ago(at('2026-11-23T19:30:00Z'))).toBe('in 3 hours')
    expect(london.format.ago(at('2026-11-22T16:30:00Z'))).toBe('yesterday')
    expect(london.format.ago(at('2026-09-20T16:30:00Z'))).toBe('2 months ago')
    expect(london.format.ago(at('2011-12-09T12:49:00Z'))).toBe('15 years ago')
  })

  it('shorten money, days and months to what fits below and beside a chart', () => {
    expect(london.format.shortMoney(123456789, 'GBP')).toBe('£1.2m')
    expect(london.format.shortDate('2026-11-23')).toBe('23 Nov')
    expect(tokyo.format.month('2026-11')).toBe('Nov 2026')
  })

  it('print a calendar date as that date in every time zone', () => {
    expect(london.format.date('2026-11-23')).toBe('23 Nov 2026')
    expect(tokyo.format.date('2026-11-23')).toBe('23 Nov 2026')
  })

  it('print a change with its sign and one digit, and none as it is', () => {
    expect(london.format.change(0.0823)).toBe('+8.2%')
    expect(london.format.change(0)).toBe('0%')
  })
})
