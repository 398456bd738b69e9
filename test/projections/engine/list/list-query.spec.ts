import { describe, expect, it } from 'vitest'
import { BadListQuery, indexesFor, list } from '../../../../projections/engine/list/list.ts'
import { type Asker, parseListQuery } from '../../../../projections/engine/list/list-query.ts'

const reading = {
  key: 'id',
  sorts: {
    placed: { column: 'placedAt', direction: 'desc' },
    total: { column: 'currency', then: 'total', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status' },
    currency: { kind: 'choice', column: 'currency', values: ['EUR', 'GBP'], isApart: true },
    country: { kind: 'choice', column: 'country', isApart: true },
    placed: { kind: 'days', column: 'placedAt', of: 'moment' },
    total: { kind: 'amount', column: 'total', currency: 'currency' },
    units: { kind: 'number', column: 'units' },
    paid: { kind: 'flag', column: 'paid' },
  },
} as const
const things = list({ table: 'thing', ...reading, defaultSort: 'placed', search: true })

const asker: Asker = { locale: 'en-GB', timeZone: 'Europe/London', now: new Date('2026-03-01T00:30:00Z') }
const parsed = (query: string, by: Partial<Asker> = {}) =>
  parseListQuery(things, new URLSearchParams(query), 50, { ...asker, ...by })
const daysOf = (query: string, by?: Partial<Asker>) => parsed(query, by).days['placed']
const refused = (query: string) => {
  try {
    return parsed(query)
  } catch (error) {
    return error instanceof BadListQuery ? error.parameter : error
  }
}

describe('days that are told from today', () => {
  it.each([
    ['today', '2026-03-01', '2026-03-01'],
    ['yesterday', '2026-02-28', '2026-02-28'],
    ['7d', '2026-02-23', '2026-03-01'],
    ['30d', '2026-01-31', '2026-03-01'],
    ['month', '2026-03-01', '2026-03-01'],
    ['lastMonth', '2026-02-01', '2026-02-28'],
    ['year', '2026-01-01', '2026-03-01'],
  ])('%s is from %s until %s', (last, from, to) => {
    expect(daysOf(`placed.last=${last}`)).toEqual({ from, to })
  })

  it('are those where the viewer is, and of the year before where that is yesterday', () => {
    expect(daysOf('placed.last=today', { timeZone: 'America/New_York' })).toMatchObject({ from: '2026-02-28' })
    const newYear = { now: new Date('2027-01-01T12:00:00Z') }
    expect(daysOf('placed.last=lastMonth', newYear)).toEqual({ from: '2026-12-01', to: '2026-12-31' })
    expect(daysOf('placed.last=yesterday', newYear)).toMatchObject({ from: '2026-12-31' })
  })

  it('go before dates, and there is nothing else of them', () => {
    expect(daysOf('placed.last=today&placed.from=2020-01-01')).toMatchObject({ from: '2026-03-01' })
    for (const last of ['8d', 'toString', '__proto__', '%00', 'Today'])
      expect(refused(`placed.last=${last}`)).toBe('placed.last')
  })
})

describe('days by their dates', () => {
  it('are those of a calendar, and of a year that there was', () => {
    expect(daysOf('placed.from=0001-01-01&placed.to=9999-12-31')).toEqual({ from: '0001-01-01', to: '9999-12-31' })
    for (const day of ['0000-12-31', '2026-02-29', '2026-1-1', 'today'])
      expect(refused(`placed.to=${day}`)).toBe('placed.to')
  })
})

describe('a range of amounts', () => {
  it.each([
    ['100', 'en-GB', 100_000],
    ['100.5', 'en-GB', 100_500],
    ['1,234.56', 'en-GB', 1_234_560],
    ['1.234,56', 'de-DE', 1_234_560],
    ['1.234', 'de-DE', 1_234_000],
    ['12,5', 'de-DE', 12_500],
    // As addresses and programs write it, whoever reads it.
    ['12.50', 'de-DE', 12_500],
    ['-3', 'en-GB', -3_000],
    ['−3', 'en-GB', -3_000],
    ['1.234', 'en-GB', 1_234],
  ])('reads %s in %s as thousandths', (text, locale, from) => {
    const query = parsed(`total.from=${encodeURIComponent(text)}&currency=EUR`, { locale })
    expect(query).toMatchObject({ ranges: { total: { from } } })
    expect(query.unclear).toBeUndefined()
  })

  it.each(['NaN', '1e400', '1e3', 'Infinity', '0x10', '1.2345', '12,5', '9'.repeat(20), '--1', '€', '\u0000', "1'--"])(
    'says of %s that it is no amount',
    text => {
      const query = parsed(`total.to=${encodeURIComponent(text)}&currency=EUR`)
      expect(query.unclear).toEqual([{ parameter: 'total.to', why: 'amount' }])
    },
  )

  it('is unclear when it ends before it begins, and with two currencies', () => {
    expect(parsed('total.from=2&total.to=1&currency=EUR').unclear).toEqual([{ parameter: 'total.to', why: 'reversed' }])
    expect(parsed('total.from=1&currency=EUR&currency=GBP').unclear).toEqual([
      { parameter: 'currency', why: 'currency' },
    ])
    expect(parsed('currency=EUR&currency=GBP').unclear).toBeUndefined()
    expect(parsed('total.from=1&total.to=1&currency=EUR').unclear).toBeUndefined()
    expect(refused('total.from=1&currency=XXX')).toBe('currency')
  })

  it('leaves the sort as it was', () => {
    expect(parsed('total.from=1&currency=EUR')).toMatchObject({ sort: 'placed', direction: 'desc' })
  })
})

describe('a range of numbers and a flag', () => {
  it('are read, and told when they are none', () => {
    expect(parsed('units.from=0&units.to=1,000&paid=yes')).toMatchObject({
      ranges: { units: { from: 0, to: 1000 } },
      flags: { paid: true },
    })
    for (const text of ['yes', 'true', 'YES', '1']) expect(parsed(`paid=${text}`).flags).toEqual({ paid: true })
    for (const text of ['no', 'false', '0']) expect(parsed(`paid=${text}`).flags).toEqual({ paid: false })
    for (const text of ['NaN', '1e400', '1.5', '9007199254740993', 'ten'])
      expect(parsed(`units.from=${text}`).unclear).toEqual([{ parameter: 'units.from', why: 'number' }])
    for (const text of ['maybe', '2', 'yes,no', '__proto__']) expect(refused(`paid=${text}`)).toBe('paid')
  })
})

it('needs one index for each filter that is apart, unless an order has it', () => {
  expect(indexesFor(reading)).toEqual([
    ['placedAt', 'id'],
    ['currency', 'total', 'id'],
    ['status', 'placedAt', 'id'],
    ['status', 'currency', 'total', 'id'],
    ['country', 'id'],
    ['units', 'id'],
    ['paid', 'id'],
  ])
})
