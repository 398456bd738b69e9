import { describe, expect, it } from 'vitest'
import { harmless } from '../../api/csv.ts'
import type { Sheet, SheetValue } from '../../api/sheet.ts'
import { csvOf } from '../../api/sheet-csv.ts'
import { xlsxOf } from '../../api/sheet-xlsx.ts'
import { readXlsx } from '../support/xlsx.ts'

const COLUMNS = [
  { header: 'Name', kind: 'plain' },
  { header: 'Total', kind: 'decimal' },
  { header: 'On hand', kind: 'plain' },
  { header: 'Placed', kind: 'moment' },
  { header: 'Day at the store', kind: 'day' },
] as const

async function* pagesOf(pages: readonly (readonly (readonly SheetValue[])[])[]) {
  yield* pages
}

const sheet = (...pages: readonly (readonly SheetValue[])[][]): Sheet => ({
  title: 'Orders: open/closed',
  columns: COLUMNS,
  timeZone: 'Europe/Berlin',
  pages: pagesOf(pages),
})

const csv = async (one: Sheet, style = { separator: ',', bom: false } as const) =>
  (await Array.fromAsync(csvOf(one, style))).join('')
const xlsx = async (one: Sheet) => readXlsx(Buffer.from(await new Response(xlsxOf(one)).arrayBuffer()))
const rows = async (one: Sheet) => (await xlsx(one)).get('Orders  open closed')

const placed = new Date('2026-07-01T22:30:05.250Z')
const whole: readonly SheetValue[] = ['Ada', '1234.50', -3, placed, '2026-07-02']

describe('a sheet', () => {
  it('has its head also where there are no rows', async () => {
    const heads = ['Name', 'Total', 'On hand', 'Placed', 'Day at the store']
    expect(await csv(sheet([]))).toBe(`${heads.join(',')}\n`)
    expect(await rows(sheet([]))).toEqual([heads.map(head => (head === 'Placed' ? 'Placed (Europe/Berlin)' : head))])
  })

  it('is CSV with the separator and the mark that are asked for; moments have their zone', async () => {
    const style = { separator: ';', bom: true } as const
    expect(await csv(sheet([whole], [['Bob', null, 0, null, undefined]]), style as never)).toBe(
      '\uFEFFName;Total;On hand;Placed;Day at the store\nAda;1234.50;-3;2026-07-01T22:30:05.250Z;2026-07-02\nBob;;0;;\n',
    )
  })

  it('is XLSX with numbers, amounts and dates by the clock of the zone', async () => {
    expect((await rows(sheet([whole])))?.[1]).toEqual([
      'Ada',
      { number: '1234.5', format: '#,##0.00##' },
      { number: '-3', format: 'General' },
      // Half past midnight of the 2nd, with seconds: days since 1900.
      { number: expect.stringMatching(/^46205\.02089/), format: 'yyyy-mm-dd hh:mm:ss' },
      { number: '46205', format: 'yyyy-mm-dd' },
    ])
  })

  const texts = [
    '=1+1',
    '+44 20 7946 0000',
    '-5.00',
    '@x',
    '\t=1',
    'a\u0001b',
    '_x0041_',
    '<&>"',
    ' blank ',
    'two\nlines',
  ]

  it.each(texts)('has no formula and every text as it is in XLSX: %j', async text => {
    expect((await rows(sheet([[text, null, null, null, null]])))?.[1]?.[0]).toBe(text)
  })

  it.each(texts)('has what is harmless in CSV: %j', async text => {
    const line = (await csv(sheet([[text, null, null, null, null]]))).split('\n').slice(1).join('\n')
    const quoted = harmless(text).replaceAll('"', '""')
    expect([`${harmless(text)},,,,\n`, `"${quoted}",,,,\n`]).toContain(line)
  })

  it('keeps as text what a spreadsheet would round, and what its calendar does not have', async () => {
    const [, row] =
      (await rows(sheet([['', '90071992547409.91', null, new Date('1899-12-31T12:00:00Z'), '1850-01-01']]))) ?? []
    expect(row).toEqual(['', '90071992547409.91', undefined, '1899-12-31T12:00:00.000Z', '1850-01-01'])
  })

  it.each([
    ['CSV', (one: Sheet): ReadableStream => ReadableStream.from(csvOf(one, { separator: ',', bom: false }))],
    ['XLSX', xlsxOf],
  ])('is written while it is read, and no further than somebody takes it: %s', async (_, bodyOf) => {
    let [read, isOver] = [0, false]
    async function* endless() {
      try {
        for (;;) {
          read += 1
          yield Array.from({ length: 500 }, () => whole)
        }
      } finally {
        isOver = true
      }
    }
    const reader = bodyOf({ ...sheet(), pages: endless() }).getReader()
    for (let parts = 3; parts > 0; parts -= 1) expect((await reader.read()).done).toBe(false)
    await reader.cancel()
    await expect.poll(() => isOver).toBe(true)
    expect(read).toBeLessThan(10)
  })
})
