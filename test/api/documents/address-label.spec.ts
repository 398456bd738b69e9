import { describe, expect, it } from 'vitest'
import { type AddressLabel, addressLabel } from '../../../api/documents/address-label.ts'
import { wordsFor } from '../../../ui/words.ts'
import { readPdf, scan, sizesOf } from '../../support/read-pdf.ts'

const at = new Date('2026-01-31T12:00:00Z')
const words = wordsFor({ locale: 'en-GB', timeZone: 'Europe/London' }, at)

const label: AddressLabel = {
  number: 'UK-1001-1',
  order: 'UK-1001',
  delivery: 'Royal Mail',
  from: { name: 'Northwind Ltd', address: ['1 Dock Road', 'London', 'E1 6AN'] },
  to: { kind: 'known', lines: ['Zoë Ångström', '7 High Street', 'Bath', 'BA1 1AA', 'UNITED KINGDOM'] },
  at,
}

describe('an address label', () => {
  it('is 100 × 150 mm, with whom it goes to, whom it comes from and what it is of', async () => {
    const bytes = await addressLabel(label, words)
    expect(await sizesOf(bytes)).toEqual([[283, 425]])
    const [page] = (await readPdf(bytes)).pages
    for (const said of [
      ...label.from.address,
      'Zoë Ångström',
      'BA1 1AA',
      'UK-1001-1',
      'Order',
      'UK-1001',
      'Royal Mail',
    ])
      expect(page).toContain(said)
  })

  it('is scanned as its parcel, by bars and by square', async () =>
    expect(await scan(await addressLabel(label, words))).toEqual([
      { format: 'CODE_128', text: 'UK-1001-1' },
      { format: 'QR_CODE', text: 'UK-1001-1' },
    ]))

  it('has the square and the number alone where bars would be too narrow to scan, or can not hold it', async () => {
    for (const number of ['x'.repeat(40), 'Straße 7']) {
      const bytes = await addressLabel({ ...label, number }, words)
      expect(await scan(bytes)).toEqual([{ format: 'QR_CODE', text: number }])
    }
  })

  it('says in one sentence that its person is erased', async () => {
    const [page] = (await readPdf(await addressLabel({ ...label, to: { kind: 'erased' } }, words))).pages
    expect(page).toMatch(/The personal data\s+of\s+whoever\s+ordered\s+is\s+erased/)
  })

  it('stays one page with the longest address there can be', async () => {
    const lines = ['W'.repeat(200), 'W'.repeat(255), 'w '.repeat(127), '1'.repeat(255), 'COUNTRY']
    const bytes = await addressLabel({ ...label, to: { kind: 'known', lines } }, words)
    expect(await sizesOf(bytes)).toHaveLength(1)
    expect(await scan(bytes)).toHaveLength(2)
  })

  it('made twice of the same has the same bytes', async () =>
    expect((await addressLabel(label, words)).equals(await addressLabel(label, words))).toBe(true))
})
