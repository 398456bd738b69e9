import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvLines, csvPage, harmless, separators } from '../../api/csv.ts'

describe('a text in CSV', () => {
  it.each([
    '=1+1',
    '@x',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '+A1',
    '-1+cmd|" /C calc"!A0',
    '+cmd|" /C calc"!A0',
    '-HYPERLINK("https://example.org")',
    ' =1+1',
    '＝1+1',
    '＋A1',
    '－A1',
    '＠x',
  ])('that a spreadsheet would carry out begins with an apostrophe: %j', text => {
    expect(harmless(text)).toBe(`'${text}`)
  })

  it.each(['-5.00', '-5', '+5,00', '+44 20 7946 0000', '+49 (0)30/1234-56', '-', 'a=1', "'quoted", '', '5-3'])(
    'that is none stays as it is: %j',
    text => {
      expect(harmless(text)).toBe(text)
    },
  )
})

describe('rows as CSV', () => {
  it('say no as they say yes, so that it is not taken for nothing', () => {
    expect(csvLines([[true, false, null]], ',')).toBe('true,false,\n')
  })

  const rows = [['a,b', 'c;=1+1', 'd"e', 'f\ng', -5.25, null, new Date('2026-01-31T12:00:00Z'), '+44 20']]

  it.each(separators)('are read back as they were, values and all: %s', separator => {
    const text = csvLines(rows, separator)
    expect(parse(text, { delimiter: separator })).toEqual([
      ['a,b', 'c;=1+1', 'd"e', 'f\ng', '-5.25', '', '2026-01-31T12:00:00.000Z', '+44 20'],
    ])
    // Either separator within a value is quoted, so that a program that expects the other one finds no formula.
    expect(text).toMatch(/^"a,b".*"c;=1\+1"/)
  })

  it('have their head and the mark of UTF-8 once', () => {
    expect(csvPage([{ sku: 'A', on_hand: -1 }], true)).toBe('\uFEFFsku,on_hand\nA,-1\n')
    expect(csvPage([{ sku: 'B', on_hand: 2 }], false)).toBe('B,2\n')
    expect(csvPage([], true, ['sku', 'on_hand'])).toBe('\uFEFFsku,on_hand\n')
  })
})
