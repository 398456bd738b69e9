import { sentenceUnder, type Text, textFor } from '../api/text/text.ts'
import { amountText } from '../domain/shared/amount.ts'
import { isCountry } from '../domain/shared/country.ts'
import { decimalsOf } from '../domain/shared/currency.ts'
import type { Viewer } from '../domain/viewer.ts'
import { MOST } from '../projections/engine/model/sum.ts'

/** What views need to speak to a viewer: sentences, numbers, money and times in their language and time zone. */
export type Words = Pick<Viewer, 'locale' | 'people' | 'timeZone'> & { readonly text: Text; readonly format: Format }

export type Format = {
  readonly number: (value: number) => string
  /** A share such as 0.082 → `+8.2%`. */
  readonly change: (share: number) => string
  /** @param minor cents or pence */
  readonly money: (minor: number, currency: string) => string
  /** Decimal text as programs read it: `12.50`. @param minor cents or pence */
  readonly amount: (minor: number, currency: string) => string
  /** As `money`, rounded to what fits beside an axis: `£1.5M`. */
  readonly shortMoney: (minor: number, currency: string) => string
  /** @param decimal a unit price as decimal text, up to four digits */
  readonly price: (decimal: string, currency: string) => string
  /** A rate in per cent as decimal text: `8.1` → `8.1%`. */
  readonly percent: (decimal: string) => string
  /** Decimal text as it is typed, without groups: `12.5` → `12,5`. */
  readonly decimal: (decimal: string) => string
  /** A moment: `today 16:02`, `23 Nov, 16:00`, `23 Nov 2024, 16:00`. */
  readonly moment: (at: Date) => string
  /** A moment in full, with seconds and zone. */
  readonly exactly: (at: Date) => string
  /** `2 minutes ago`, `in 3 hours`. */
  readonly ago: (at: Date) => string
  /** A calendar date `YYYY-MM-DD` → `23 Nov 2026`. */
  readonly date: (day: string) => string
  /** A calendar date without its year: `23 Nov`. */
  readonly shortDate: (day: string) => string
  /** A calendar month `YYYY-MM` → `Nov 2026`. */
  readonly month: (month: string) => string
  /** The name of an ISO 3166 country code; any other text is marked as one that was taken over. */
  readonly country: (country: string) => string
  /** The name of a language by its BCP 47 tag: `de-AT` → `Austrian German`. */
  readonly language: (language: string) => string
}

/** A time zone as people read it: `America/New York`. */
export const zoneName = (timeZone: string): string => timeZone.replaceAll('_', ' ')

const cached = <T>(make: (key: string) => T): ((key: string) => T) => {
  const made = new Map<string, T>()
  return key => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}

// Intl formatters take long to make and are the same for everybody of a locale and zone.
const amountsIn = (style: Intl.NumberFormatOptions) =>
  cached(key => {
    const [locale, currency = 'EUR'] = key.split('|')
    const digits = decimalsOf(currency)
    const decimals = { minimumFractionDigits: digits, maximumFractionDigits: digits }
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...decimals, ...style })
    return (minor: number) => format.format(minor / 10 ** digits)
  })
const moneyIn = amountsIn({})
const shortMoneyIn = amountsIn({ notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 })
const priceIn = cached(key => {
  const [locale, currency = 'EUR'] = key.split('|')
  const minimumFractionDigits = decimalsOf(currency)
  return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits, maximumFractionDigits: 4 })
})
const numberIn = cached(locale => new Intl.NumberFormat(locale))
const decimalSignOf = cached(
  locale =>
    numberIn(locale)
      .formatToParts(0.5)
      .find(({ type }) => type === 'decimal')?.value ?? '.',
)
const changeIn = cached(
  locale => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }),
)
const percentIn = cached(locale => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }))
const agoIn = cached(locale => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
const dateIn = cached(locale => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }))
const shortDateIn = cached(
  locale => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
)
const monthIn = cached(locale => new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }))

const countriesIn = cached(locale => new Intl.DisplayNames(locale, { type: 'region' }))
/** Codes that stand for no country of ISO 3166 have their names in the catalogue. */
const countryOf = (text: Text, locale: string, country: string): string => {
  if (isCountry(country)) return countriesIn(locale).of(country) ?? country
  const own = /^[A-Z]{2}$/.test(country) ? sentenceUnder(text, `country.${country}`) : undefined
  return own ?? text('country.taken', { name: country })
}

const languagesIn = cached(locale => new Intl.DisplayNames(locale, { type: 'language' }))

const REMEMBERED = 20_000

/** Formatting a time costs far more than a look into a map, and the same rows are shown again and again. */
const remembering = (format: Intl.DateTimeFormat) => {
  const known = new Map<number, string>()
  return (at: Date): string => {
    const time = at.getTime()
    const before = known.get(time)
    if (before !== undefined) return before
    if (known.size === REMEMBERED) known.clear()
    const text = format.format(at)
    known.set(time, text)
    return text
  }
}

const momentsIn = cached(key => {
  const [locale, timeZone = 'UTC'] = key.split('|')
  const day = { day: 'numeric', month: 'short' } as const
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const styled = (options: Intl.DateTimeFormatOptions) =>
    remembering(new Intl.DateTimeFormat(locale, { ...options, timeZone }))
  return {
    clock: styled(clock),
    sameYear: styled({ ...day, ...clock }),
    otherYear: styled({ ...day, ...clock, year: 'numeric' }),
    exactly: styled({ dateStyle: 'full', timeStyle: 'long' }),
    // ISO order whatever the viewer's locale: only compared, never shown.
    calendar: remembering(new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })),
  }
})

const MINUTE = 60
const DAY = 24 * 60 * MINUTE
const steps = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
  ['second', 1],
] as const

const agoFrom = (locale: string, now: Date, at: Date): string => {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000)
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return agoIn(locale).format(Math.round(seconds / size), unit)
}

const momentOf = (text: Text, key: string, now: Date, at: Date): string => {
  const moments = momentsIn(key)
  const [today, day] = [moments.calendar(now), moments.calendar(at)]
  if (today === day) return text('time.today', { time: moments.clock(at) })
  return (today.slice(0, 4) === day.slice(0, 4) ? moments.sameYear : moments.otherYear)(at)
}

/** A number as large as a column holds may have been larger. */
const told = (text: Text, value: number, format: (value: number) => string) =>
  Math.abs(value) < MOST ? format(value) : text('amount.beyond', { amount: format(value) })

/** The words of a viewer at a moment; `now` only decides what is today and how long ago something was. */
export const wordsFor = (
  { locale, timeZone, people }: Pick<Words, 'locale' | 'people' | 'timeZone'>,
  now: Date,
): Words => {
  const text = textFor(locale)
  const key = `${locale}|${timeZone}`
  const format: Format = {
    number: value => told(text, value, value => numberIn(locale).format(value)),
    change: share => changeIn(locale).format(share),
    money: (minor, currency) => told(text, minor, moneyIn(`${locale}|${currency}`)),
    amount: amountText,
    shortMoney: (minor, currency) => told(text, minor, shortMoneyIn(`${locale}|${currency}`)),
    // Intl takes decimal text exactly; the type asks to be told that it is one.
    price: (decimal, currency) => priceIn(`${locale}|${currency}`).format(decimal as `${number}`),
    percent: decimal => percentIn(locale).format(`${decimal}E-2` as `${number}`),
    decimal: decimal => decimal.replace('.', decimalSignOf(locale)),
    moment: at => momentOf(text, key, now, at),
    exactly: at => momentsIn(key).exactly(at),
    ago: at => agoFrom(locale, now, at),
    date: day => dateIn(locale).format(new Date(`${day}T00:00:00Z`)),
    shortDate: day => shortDateIn(locale).format(new Date(`${day}T00:00:00Z`)),
    month: month => monthIn(locale).format(new Date(`${month}-01T00:00:00Z`)),
    country: country => countryOf(text, locale, country),
    language: language => languagesIn(locale).of(language) ?? language,
  }
  return { text, format, timeZone, locale, ...(people !== undefined && { people }) }
}
