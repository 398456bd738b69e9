import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readLines } from '../../../bin/import/read-lines.ts'
import { csv, fileOf, header, headerOfII, line } from './fixture.ts'

const sale = line()
const whole = csv(sale, line({ invoice: '536366', date: '7/1/2011 8:26' }))
const read = (content: string | Buffer, name?: string) => readLines(fileOf(content, name))
const refusal = async (content: string | Buffer) => {
  const error: unknown = await read(content).catch((thrown: unknown) => thrown)
  return error instanceof Error ? error.message : 'accepted'
}

describe('reading a file of Online Retail', () => {
  it('takes each value in the terms of the shop and keeps the number of its line', async () => {
    const { source, lines } = await read(whole)
    expect(source).toBe('online-retail')
    expect(lines[0]).toEqual({
      line: 2,
      invoice: '536365',
      sku: '85123A',
      name: 'WHITE LANTERN',
      quantity: 6,
      price: '2.55',
      at: Date.parse('2010-12-01T08:26:00Z'),
      day: '2010-12-01',
      customer: '17850',
      country: 'GB',
    })
  })

  it('reads a local time in summer as an hour ahead of UTC', async () => {
    const { lines } = await read(whole)
    expect(lines[1]?.at).toBe(Date.parse('2011-07-01T07:26:00Z'))
  })

  it('reads the columns, times and customer ids of Online Retail II', async () => {
    const content = `${headerOfII}\n489434,85048,GLASS BALL,12,2009-12-01 07:45:00,6.950,13085.0,EIRE\n`
    const { source, lines } = await read(content)
    expect(source).toBe('online-retail-ii')
    expect(lines).toMatchObject([
      { customer: '13085', price: '6.95', country: 'IE', at: Date.parse('2009-12-01T07:45:00Z') },
    ])
  })

  it.each([
    ['plain', Buffer.from(whole)],
    ['zstd', zstdCompressSync(whole)],
    ['gzip', gzipSync(whole)],
  ])('knows %s by its first bytes, whatever the name', async (_kind, content) => {
    const { lines } = await read(content, 'retail.bin')
    expect(lines).toHaveLength(2)
  })

  it('accepts a byte order mark, carriage returns and a last line without an end', async () => {
    const { lines } = await read(`\uFEFF${whole.trimEnd().replaceAll('\n', '\r\n')}`)
    expect(lines).toHaveLength(2)
  })

  it('mends and counts blanks, small letters, other names of countries; keeps a third decimal', async () => {
    const dirty = line({ code: ' 85123a', name: ' LANTERN ', price: '0.042', country: 'EIRE' })
    const { lines, repairs } = await read(csv(dirty, sale))
    expect(lines[0]).toMatchObject({ sku: '85123A', name: 'LANTERN', price: '0.042', country: 'IE' })
    expect(repairs).toMatchObject({
      codesTrimmed: 1,
      codesUpperCased: 1,
      namesTrimmed: 1,
      finePricesKept: 1,
      countriesTranslated: 1,
    })
  })

  it.each([
    ['2.50', '2.5'],
    ['3.00', '3'],
    ['0.0', '0'],
    ['100', '100'],
    ['-11062.06', '-11062.06'],
  ])('writes the price %s as %s', async (price, expected) => {
    const { lines } = await read(csv(line({ price })))
    expect(lines[0]?.price).toBe(expected)
  })

  it.each([
    ['the invoice number', { invoice: 'X-1' }],
    ['the stock code', { code: ' ' }],
    ['the quantity', { quantity: 1.5 }],
    ['the date', { date: '13/1/2010 8:26' }],
    ['the price', { price: '2.55555' }],
    ['the customer', { customer: 'Ada' }],
    ['the country', { country: 'Atlantis' }],
  ])('keeps a line apart when %s can not be read, with its number', async (what, values) => {
    const { lines, unreadable } = await read(csv(sale, line(values), sale))
    expect(lines).toHaveLength(2)
    expect(unreadable).toEqual([{ line: 3, reason: expect.stringContaining(what) }])
  })
})

describe('a file that can not be imported', () => {
  const zstd = zstdCompressSync(
    csv(...Array.from({ length: 500 }, (_, n) => line({ invoice: String(500_000 + n * 7) }))),
  )
  const damaged = Buffer.from(zstd).fill(0, zstd.length >> 1, (zstd.length >> 1) + 8)

  it.each<readonly [string, string | Buffer, RegExp]>([
    ['a zstd frame that breaks off', zstd.subarray(0, zstd.length - 9), /cut off/],
    ['a damaged zstd frame', damaged, /damaged/],
    ['a gzip stream that breaks off', gzipSync(whole).subarray(0, 60), /cut off/],
    ['a last line with too few columns', whole.slice(0, -30), /line 3.*cut off/],
    ['a last line cut in its last column', whole.slice(0, -4), /line 3 breaks off/],
    ['a line with a column too many', csv(`${sale},x`, sale), /line 2.*damaged/],
    ['a quote without its end', csv(line({ name: '"LANTERN' }), sale), /Quote Not Closed/],
    ['a missing column', whole.replace(',CustomerID', ''), /column CustomerID; it is missing/],
    ['columns in another order', whole.replace('InvoiceNo,StockCode', 'StockCode,InvoiceNo'), /in this order/],
    ['another CSV file', 'sku,name\n1,x\n', /not an Online Retail file/],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), /not UTF-8/],
    ['another encoding', Buffer.concat([Buffer.from(`${header}\n`), Buffer.from([0xe9, 0x0a])]), /not UTF-8/],
    ['an empty file', '', /empty/],
  ])('is refused in one line: %s', async (_what, content, expected) => {
    const message = await refusal(content)
    expect(message).toMatch(expected)
    expect(message).toMatch(/^retail\.csv: [^\n]+\. Nothing was imported\.$/)
  })

  it('is refused in one line when there is none', async () => {
    await expect(readLines(`${fileOf('')}.missing`)).rejects.toThrow('retail.csv.missing: there is no such file.')
  })
})
