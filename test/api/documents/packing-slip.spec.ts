import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PackedLine, type PackingSlip, packingSlip } from '../../../api/documents/packing-slip.ts'
import { wordsFor } from '../../../ui/words.ts'
import { readPdf, scan, sizesOf } from '../../support/read-pdf.ts'

const at = new Date('2026-01-31T12:00:00Z')
const german = wordsFor({ locale: 'de-DE', timeZone: 'Europe/Berlin' }, at)
const english = wordsFor({ locale: 'en-GB', timeZone: 'Europe/London' }, at)

const slip: PackingSlip = {
  order: 'DE-1001',
  placedOn: '2026-01-31',
  delivery: 'Paket',
  reference: 'PO 4711',
  from: { name: 'Northwind Möbel GmbH', address: ['Hafenstraße 12', '20457 Hamburg'] },
  to: { kind: 'known', lines: ['Łukasz Őry', 'Ελένη Παπαδοπούλου', 'Юрий', '00-002 Warszawa', 'POLEN'] },
  lines: [
    { sku: 'CHAIR-01', name: 'Stuhl aus Eiche', details: ['Gravur', '2 × Kissen'], quantity: 1200 },
    { sku: 'TABLE-02', name: 'Tisch', details: [], quantity: 1 },
  ],
  at,
}

const line = (number: number): PackedLine => ({
  sku: `SKU-${number}`,
  name: `Name ${number}`,
  details: [],
  quantity: 1,
})
const lines = (count: number) => Array.from({ length: count }, (_, index) => line(index + 1))

describe('a packing slip', () => {
  it('says what lies in the parcel, for whom and from whom, in the language of the store', async () => {
    const { pages, info } = await readPdf(await packingSlip(slip, german))
    expect(pages).toHaveLength(1)
    for (const said of [
      'Lieferschein DE-1001',
      'Northwind Möbel GmbH · Hafenstraße 12 · 20457 Hamburg',
      'Łukasz Őry',
      'Ελένη Παπαδοπούλου',
      'Юрий',
      'Bestelldatum',
      '31.01.2026',
      'PO 4711',
      'Stuhl aus Eiche',
      'Gravur',
      '1.200',
      '1.201 Stück in 2 Positionen',
      '1 von 1',
    ])
      expect(pages[0]).toContain(said)
    expect(info).toMatchObject({ Title: 'Lieferschein DE-1001', Author: 'Northwind Möbel GmbH', Language: 'de-DE' })
    const [inEnglish] = (await readPdf(await packingSlip(slip, english))).pages
    for (const said of ['Packing slip DE-1001', '31 Jan 2026', '1,200', '1 of 1']) expect(inEnglish).toContain(said)
  })

  it('is scanned as its order, or as its shipment', async () => {
    const code128 = (text: string) => [{ format: 'CODE_128', text }]
    expect(await scan(await packingSlip(slip, german))).toEqual(code128('DE-1001'))
    const ofShipment = await packingSlip({ ...slip, shipment: 'DE-1001-2' }, german)
    expect(await scan(ofShipment)).toEqual(code128('DE-1001-2'))
    expect((await readPdf(ofShipment)).pages[0]).toMatch(/Bestellung DE-1001\s+Sendung DE-1001-2/)
  })

  it('is on A4, goes on over pages whose table has its head again, and loses no line', async () => {
    const bytes = await packingSlip({ ...slip, lines: lines(1000) }, english)
    const { pages } = await readPdf(bytes)
    expect(pages.length).toBeGreaterThan(20)
    expect(new Set((await sizesOf(bytes)).map(String))).toEqual(new Set(['595,842']))
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`${index + 1} of ${pages.length}`)
      expect(page.match(/SKU\s+Product\s+Quantity/g)).toHaveLength(1)
    }
    const found = pages.flatMap(page => page.match(/SKU-\d+/g) ?? [])
    expect(found).toEqual(lines(1000).map(({ sku }) => sku))
  })

  it('keeps a row on one page, however high, and cuts what is higher than a page', async () => {
    const high = { ...line(2), details: Array.from({ length: 30 }, (_, part) => `part ${part + 1}`) }
    const { pages } = await readPdf(await packingSlip({ ...slip, lines: [...lines(20), high] }, english))
    const holding = pages.filter(page => page.includes('part '))
    expect(holding).toHaveLength(1)
    expect(holding[0]).toContain('part 30')
    const higher = { ...line(1), details: Array.from({ length: 500 }, (_, part) => `part ${part + 1}`) }
    const cut = await readPdf(await packingSlip({ ...slip, lines: [higher, line(2)] }, english))
    expect(cut.pages.length).toBeLessThan(4)
    expect(cut.pages.join('\n')).toContain('SKU-2')
  })

  it('says in one sentence that there is no address, that its person is erased, or that nothing is packed', async () => {
    const pageOf = async (some: Partial<PackingSlip>) =>
      (await readPdf(await packingSlip({ ...slip, ...some }, english))).pages[0]
    expect(await pageOf({ to: { kind: 'unknown' } })).toMatch(/No delivery address is recorded for this\s+order/)
    expect(await pageOf({ to: { kind: 'erased' } })).toMatch(/The personal data of whoever ordered is\s+erased/)
    expect(await pageOf({ lines: [] })).toContain('Nothing of this order is to be packed.')
  })

  it('made twice of the same has the same bytes, and of another day others', async () => {
    const made = await packingSlip(slip, german)
    expect(made.equals(await packingSlip(slip, german))).toBe(true)
    const later = await packingSlip({ ...slip, at: new Date('2026-02-01T12:00:00Z') }, german)
    expect(made.equals(later)).toBe(false)
  })

  it('is the same whatever else was made before it', async () => {
    const to = { kind: 'unknown' } as const
    const made = await packingSlip({ ...slip, to }, english)
    const long = {
      ...line(1),
      details: Array.from({ length: 500 }, () => 'Cut off with an ellipsis: whose dots are full stops.'),
    }
    await packingSlip({ ...slip, order: 'ÄÖÜ…', lines: [long] }, german)
    expect(made.equals(await packingSlip({ ...slip, to }, english))).toBe(true)
    expect((await readPdf(made)).pages[0]).toContain('order.')
  })

  it('shows one replacement for each sign that no font has, and nothing of marks that nobody sees', async () => {
    const odd = { ...line(1), name: 'Mug \u{1f469}\u{200d}\u{1f680} \u0531\u0532 \u1200|\u202e\ufe0f!' }
    const { pages } = await readPdf(await packingSlip({ ...slip, lines: [odd] }, english))
    expect(pages[0]).toContain('Mug \ufffd \ufffd\ufffd \ufffd|!')
  })

  it('is made of any names and numbers at all', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 255 })
    const anyLine = fc.record({ sku: text, name: text, details: fc.array(text, { maxLength: 3 }), quantity: fc.nat() })
    const any = fc.record({
      order: text,
      reference: text,
      lines: fc.array(anyLine, { maxLength: 5 }),
      to: fc.array(text),
    })
    await fc.assert(
      fc.asyncProperty(any, async ({ to, ...some }) => {
        const bytes = await packingSlip({ ...slip, ...some, to: { kind: 'known', lines: to } }, english)
        expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
      }),
      { numRuns: 40 },
    )
  })
})
