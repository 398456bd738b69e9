import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AddressLabel, addressLabel } from '../../../api/documents/address-label.ts'
import { linesIn } from '../../../api/documents/lines.ts'
import { printable, REPLACEMENT } from '../../../api/documents/printable.ts'
import { directionOf, runsOf } from '../../../api/documents/runs.ts'
import { wordsFor } from '../../../ui/words.ts'
import { readPdf, scan } from '../../support/read-pdf.ts'

const at = new Date('2026-01-31T12:00:00Z')
const words = wordsFor({ locale: 'en-GB', timeZone: 'Europe/London' }, at)
const labelTo = (lines: readonly string[]): Promise<Buffer> => {
  const label: AddressLabel = {
    number: 'UK-1',
    order: 'UK-1',
    from: { name: 'Northwind', address: [] },
    to: { kind: 'known', lines },
    at,
  }
  return addressLabel(label, words)
}
/** The words of a label between “To” and its number: who reads a document reads right-to-left words one by one. */
const wordsOn = async (lines: readonly string[]) => {
  const [page = ''] = (await readPdf(await labelTo(lines))).pages
  return page
    .slice(page.indexOf('To') + 2, page.indexOf('UK-1'))
    .split(/\s+/)
    .filter(Boolean)
}

const addresses = {
  Hebrew: ['רחל כהן', 'שדרות רוטשילד 12', '6688112 תל אביב'],
  Thai: ['คุณสมชาย ใจดี', 'ซอยสุขุมวิท 21', 'กรุงเทพมหานคร 10110'],
  Japanese: ['髙橋 太郎 様', '東京都千代田区霞が関1丁目', '〒100-0013'],
  Chinese: ['张伟', '北京市朝阳区建国门外大街1号', '100004'],
  Korean: ['김철수', '서울특별시 강남구 테헤란로', '06236'],
}
/** Parts of signs stand for several letters, and where they stand says which: a reader knows that each is there. */
const letters = (text: string) => [...new Set(text.normalize('NFC').replaceAll(/\s/g, ''))].toSorted().join('')

describe('a label', () => {
  it.each(Object.entries(addresses))('has an address in %s as it was written', async (_, lines) => {
    expect((await wordsOn(lines)).toSorted()).toEqual(lines.flatMap(line => line.split(' ')).toSorted())
  })

  it('has each letter of one in Arabic or Hindi, whatever form they take beside each other', async () => {
    for (const lines of [
      ['محمد عبد الله', 'شارع الملك فهد ١٢', 'الرياض 12271'],
      ['श्री राजेश कुमार शर्मा', 'महात्मा गांधी मार्ग १२', 'नई दिल्ली 110001'],
    ])
      expect(letters((await wordsOn(lines)).join(''))).toBe(letters(lines.join('')))
  })

  it('stays small, is scanned, and is the same bytes whatever else was made before it', async () => {
    for (const lines of [...Object.values(addresses), ['مبنى فهد'], ['नई दिल्ली']]) {
      const made = await labelTo(lines)
      expect(made.length).toBeLessThan(25_000)
      expect(await scan(made)).toHaveLength(2)
      // Letters of other forms, and parts of signs, before the same again.
      await labelTo(['نبيل بنى', 'दिल्ली में', 'שָׁלוֹם', 'ปู่ย่า'])
      expect(made.equals(await labelTo(lines))).toBe(true)
    }
  })
})

describe('a line', () => {
  const drawn = (text: string) =>
    runsOf(text, directionOf(text))
      .map(run => run.text)
      .join('|')

  it('of a script from right to left stands in its order, with numbers, brackets and foreign words within', () => {
    expect(drawn('רחוב הרצל 12')).toBe('12| |הרצל| |רחוב')
    expect(drawn('דירה (4) Tower')).toBe('Tower| (|4|) |דירה')
    expect(drawn('Flat 3, הרצל')).toBe('Flat 3, |הרצל')
    expect(drawn('شارع ١٢')).toBe('١٢| |شارع')
  })

  it('is of one face where one has all of it: a name is not set in two', () => {
    const facesOf = (text: string) => [...new Set(runsOf(text, 'ltr').map(({ face }) => face))]
    expect(facesOf('髙橋')).toEqual(['japanese'])
    expect(facesOf('张伟 中国')).toEqual(['chinese', 'plain'])
    expect(facesOf('Zoë Ελένη Юрий')).toEqual(['plain'])
  })

  it('ends between words, also where no blanks stand between them, and is never wider than its box', () => {
    const font = { size: 10, weight: 'regular' } as const
    const textsOf = (text: string, width: number) =>
      linesIn(text, width, font).map(({ runs }) => runs.map(run => run.text).join(''))
    expect(textsOf('กรุงเทพมหานคร ประเทศไทย', 80)).toEqual(['กรุงเทพมหานคร', 'ประเทศไทย'])
    expect(textsOf('well-known', 34)).toEqual(['well-', 'known'])
    expect(textsOf('a  b', 200)).toEqual(['a  b'])
    const signs = fc.constantFrom(...'a -\u00a0(字かกาשع१é…'.split(''), 'W')
    fc.assert(
      fc.property(fc.string({ unit: signs, maxLength: 60 }), fc.integer({ min: 20, max: 300 }), (text, width) => {
        const lines = linesIn(text, width, font)
        for (const line of lines) expect(line.width).toBeLessThanOrEqual(width + 0.01)
        const kept = lines.flatMap(({ runs }) => runs.map(run => run.text)).join('')
        const bare = (some: string) =>
          Array.from(some.replaceAll(/[\s()]/g, ''))
            .toSorted()
            .join('')
        expect(bare(kept)).toBe(bare(printable(text)))
      }),
      { numRuns: 200 },
    )
  })

  it('that is the last of those there is room for ends with an ellipsis', () => {
    const font = { size: 10, weight: 'regular' } as const
    const [first, second, ...others] = linesIn('one two three four five', 45, font, 2)
    expect([first, second].map(line => line?.runs[0]?.text)).toEqual(['one two', 'three…'])
    expect(others).toEqual([])
  })
})

describe('a sign', () => {
  it('that no font has is one replacement, and joiners stay where they tell letters how to join', () => {
    expect(printable('Ա ሀ \u{1f469}\u{200d}\u{1f680}')).toBe([REPLACEMENT, REPLACEMENT, REPLACEMENT].join(' '))
    expect(printable('می\u200cخواهم')).toBe('می\u200cخواهم')
    expect(printable('a\u200cb\u202e')).toBe('ab')
  })
})
