import { assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folded, hasWords, wordsOf } from '../../../../projections/engine/model/words.ts'

describe('the words of a text', () => {
  it.each([
    ['Größe, ÄRMEL', ['grosse', 'armel']],
    ['CHAIR-1 ada@example.com', ['chair', '1', 'ada', 'example', 'com']],
    ['हिन्दी किताब', ['हिन्दी', 'किताब']],
    ['İstanbul ılık Łódź Ørsted', ['istanbul', 'ilik', 'lodz', 'orsted']],
    ['ΟΔΟΣ', ['οδοσ']],
    ['ﬁsh', ['fish']],
    ['Soft\u00adware\u200b', ['software']],
    ['🎁 C++', ['🎁', 'c', '+']],
    ['… – !', []],
  ])('of %j are %j', (text, words) => expect(wordsOf(text)).toEqual(words))

  it.each([
    ['Cafe\u0301', 'café'],
    ['שלום', 'שָׁלוֹם'],
    ['مرحبا', 'مَرْحَبًا'],
    ['Muller', 'Müller'],
    ['ΔΡΌΜΟΣ', 'δρόμος'],
    ['สวัสดี', 'พูดว่าสวัสดีครับ'],
    ['京', '東京タワー'],
    ['タワー', '東京タワー'],
    ['grös', 'Größe'],
  ])('let %j be found in %j', (search, text) => expect(hasWords(text, search)).toBe(true))

  it.each([
    ['कि', 'कताब'],
    ['が', 'かく'],
    ['京東', '東京タワー'],
    ['…', 'a … b'],
  ])('do not let %j be found in %j', (search, text) => expect(hasWords(text, search)).toBe(false))

  it('are the same of a text however its letters are composed', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 60 }), text => {
        for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const)
          expect(wordsOf(text.normalize(form))).toEqual(wordsOf(text))
      }),
    )
  })

  it('are as many of plain text as of any other', () => {
    const plain = string({
      unit: constantFrom('a', 'Z', '9', ' ', '-', '_', '+', '$', '.', '\t', '~'),
      maxLength: 30,
    })
    assert(
      property(plain, text => {
        expect(wordsOf(text)).toEqual(wordsOf(`${text} é`).filter(word => word !== 'e'))
      }),
    )
  })

  it('are in no order that only machines know: accents and case do not count', () => {
    const names = ['Zebra', 'Ärmel', 'Apfel', 'ähre', 'Öl', 'Osten']
    const sorted = names.map(folded).sort()
    expect(sorted).toEqual(['ahre', 'apfel', 'armel', 'ol', 'osten', 'zebra'])
  })
})
