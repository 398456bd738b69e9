import { describe, expect, it } from 'vitest'
import { type PickList, pickList } from '../../../api/documents/pick-list.ts'
import { wordsFor } from '../../../ui/words.ts'
import { readPdf, scan } from '../../support/read-pdf.ts'

const at = new Date('2026-01-31T12:00:00Z')
const words = wordsFor({ locale: 'de-DE', timeZone: 'Europe/Berlin' }, at)

const rows = Array.from({ length: 40 }, (_, index) => ({
  place: index === 0 ? null : `A-${index}`,
  sku: `SKU-${index}`,
  name: `Stuhl ${index}`,
  quantity: 2,
  code: `40000000000${index}`,
}))
const list: PickList = {
  title: 'Pickliste 17',
  warehouse: 'Hamburg',
  day: '2026-01-31',
  from: { name: 'Northwind', address: [] },
  rows,
  at,
}

describe('a pick list', () => {
  it('says where what lies and how much of it is to be fetched, on pages whose table has its head again', async () => {
    const { pages } = await readPdf(await pickList(list, words))
    for (const said of ['Pickliste 17', 'Hamburg', '31.01.2026', '80 Stück in 40 Positionen', '–'])
      expect(pages[0]).toContain(said)
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(page).toMatch(/Regalplatz\s+Produkt\s+Menge\s+Strichcode/)
    expect(pages.flatMap(page => page.match(/SKU-\d+/g) ?? [])).toEqual(rows.map(({ sku }) => sku))
  })

  it('has what a scanner reads of each', async () => {
    const bytes = await pickList(list, words)
    const count = (await readPdf(bytes)).pages.length
    const read = await Promise.all(Array.from({ length: count }, (_, page) => scan(bytes, page + 1)))
    expect(read.flat()).toEqual(rows.map(({ code }) => ({ format: 'CODE_128', text: code })))
  })

  it('says of which order each is where they are of several, and that there is nothing where there is not', async () => {
    const [first] = rows
    const ofOrder = { ...first!, order: 'DE-7' }
    expect((await readPdf(await pickList({ ...list, rows: [ofOrder] }, words))).pages[0]).toContain('Bestellung DE-7')
    expect((await readPdf(await pickList({ ...list, rows: [] }, words))).pages[0]).toContain('Es ist nichts zu holen.')
  })
})
