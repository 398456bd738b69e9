import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statementAmount } from '../../../../api/payment/statement/amount.ts'
import { statementDay } from '../../../../api/payment/statement/day.ts'
import { lineFaults, MOST_LINES, readStatement, textFaults } from '../../../../api/payment/statement/read.ts'

const read = (text: string, currency = 'EUR') => {
  const statement = readStatement(text, currency)
  if ('fault' in statement) throw new Error(statement.fault)
  return statement
}

describe('an amount', () => {
  it.each([
    ['12.50', 1250],
    ['12,50', 1250],
    ['12,5', 1250],
    ['12', 1200],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ["1'234.50", 123_450],
    ['1 234,50', 123_450],
    ['1.234.567', 123_456_700],
    ['+7,00', 700],
    ['-7.00', -700],
    ['\u22127.00', -700],
    ['7,00-', -700],
    ['€ 7.00', 700],
    ['7,00 EUR', 700],
    ['7.000,00', 700_000],
    ['12.5000', 1250],
  ])('%s is %s', (text, minor) => expect(statementAmount(text, 'EUR')).toBe(minor))

  it.each([
    '1.234',
    '1,234',
    '12.345',
    '',
    '-',
    'abc',
    '1e5',
    '0x10',
    '12.505',
    '1.2.3',
    '12,34,56',
    '1,23.45',
    '-5-',
    'Infinity',
    '12345678901234',
  ])('%s is none that means one thing', text => expect(statementAmount(text, 'EUR')).toBeUndefined())

  it('has no decimals where the currency has none', () => {
    expect(statementAmount('1,234', 'JPY')).toBe(1234)
    expect(statementAmount('1234.00', 'JPY')).toBe(1234)
    expect(statementAmount('12.5', 'JPY')).toBeUndefined()
  })

  it('is read as it is written, in both languages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), fc.constantFrom('en', 'de'), (minor, locale) => {
        const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(minor / 100)
        expect(statementAmount(text, 'EUR')).toBe(minor)
      }),
    )
  })
})

describe('a day', () => {
  it.each([
    ['2026-01-14', '2026-01-14'],
    ['14.01.2026', '2026-01-14'],
    ['14.1.26', '2026-01-14'],
    ['14/01/2026', '2026-01-14'],
  ])('%s is %s', (text, day) => expect(statementDay(text)).toBe(day))
  it.each(['', '2026-02-30', '31.04.2026', '01/14/2026', 'yesterday', '14.01.', '2026-01-14T10:00'])(
    '%s is none',
    text => expect(statementDay(text)).toBeUndefined(),
  )
})

describe('a bank statement', () => {
  it('is read with a head in any order, in German and English', () => {
    const german =
      'Buchungstag;Auftraggeber;Verwendungszweck;Betrag\n14.01.2026;Ada Lovelace;"Bestellung 7; danke";1.234,50\n'
    expect(read(german).lines).toMatchObject([
      { place: 2, amount: 123_450, valueDate: '2026-01-14', reference: 'Bestellung 7; danke', payer: 'Ada Lovelace' },
    ])
    const english = '\uFEFFDate,Amount,Description\r\n2026-01-14,"1,234.50",Order 7\r\n'
    expect(read(english).lines).toMatchObject([{ amount: 123_450, reference: 'Order 7', payer: '' }])
  })

  it('is read without a head: amount, reference, day and who paid', () => {
    expect(read('12.50,Order 7,2026-01-14,Ada').lines).toMatchObject([
      { place: 1, amount: 1250, reference: 'Order 7', valueDate: '2026-01-14', payer: 'Ada' },
    ])
  })

  it('names the lines that can not be read, and reads the others', () => {
    const rows = [
      '12.50,Order 7,2026-01-14',
      'many,Order 8,2026-01-14',
      '5,Order 9,soon',
      '-3,Rent,2026-01-14',
      '7',
      '8,,2026-01-14',
      '0,Order 1,2026-01-14',
      '999999999.00,Order 2,2026-01-14',
    ]
    const { lines, bad } = read(rows.join('\n'))
    expect(lines).toHaveLength(1)
    expect(bad.map(({ place, fault }) => [place, fault])).toEqual([
      [2, 'amount'],
      [3, 'day'],
      [4, 'outgoing'],
      [5, 'columns'],
      [6, 'reference'],
      [7, 'amount'],
      [8, 'tooMuch'],
    ])
  })

  it('gives a line the same id wherever it stands, and each of those that say the same its own', () => {
    const one = '12.50,Order 7,2026-01-14'
    const ids = read([one, '5,Order 8,2026-01-14', one].join('\n')).lines.map(({ id }) => id)
    expect(new Set(ids).size).toBe(3)
    expect(read(['5,Order 8,2026-01-14', one, one].join('\n')).lines.map(({ id }) => id)).toEqual([
      ids[1],
      ids[0],
      ids[2],
    ])
    expect(read(one, 'GBP').lines[0]?.id).not.toBe(ids[0])
  })

  it('is refused as a whole when it is empty, too long or damaged', () => {
    expect(readStatement('', 'EUR')).toEqual({ fault: 'empty', place: 0 })
    expect(readStatement('Amount,Reference,Date\n', 'EUR')).toEqual({ fault: 'empty', place: 0 })
    const many = Array.from({ length: MOST_LINES + 1 }, (_, n) => `1.00,Order ${n},2026-01-14`).join('\n')
    expect(readStatement(many, 'EUR')).toMatchObject({ fault: 'tooManyLines' })
    expect(readStatement('12.50,"Order 7,2026-01-14\n5.00,Order 8,2026-01-14', 'EUR')).toMatchObject({
      fault: 'damaged',
    })
  })

  it('takes whatever it is given without falling over', () => {
    const piece = fc.constantFrom(
      '12.50',
      '"',
      ';',
      ',',
      '\n',
      '\r\n',
      '\t',
      '=HYPERLINK("x")',
      '\0',
      '\u202e',
      'Order 7',
      '2026-01-14',
      "'; drop table",
      '\uFEFF',
      '-',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(piece, { maxLength: 60 }).map(all => all.join('')),
    )
    fc.assert(
      fc.property(text, hostile => {
        const statement = readStatement(hostile, 'EUR')
        if ('fault' in statement) {
          expect(textFaults).toContain(statement.fault)
          return
        }
        for (const { amount, reference, valueDate } of statement.lines) {
          expect(Number.isSafeInteger(amount) && amount > 0).toBe(true)
          expect(reference).not.toMatch(/\p{Cc}/u)
          expect(reference.isWellFormed()).toBe(true)
          expect(reference.length).toBeLessThanOrEqual(140)
          expect(valueDate).toMatch(/^\d{4}-\d\d-\d\d$/)
        }
        for (const { fault } of statement.bad) expect(lineFaults).toContain(fault)
      }),
      { numRuns: 500 },
    )
  })
})
