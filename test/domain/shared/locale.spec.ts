import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AskedNames,
  AskedTexts,
  defaultName,
  languagesIn,
  MOST_LANGUAGES,
  missingIn,
  Names,
  nameIn,
  sameNames,
  shownLanguage,
  textIn,
  textsIn,
  withDefault,
} from '../../../domain/shared/locale.ts'

const errorsOf = (value: unknown): readonly (readonly [string, string])[] => {
  const { error } = AskedNames.safeParse(value)
  return (error?.issues ?? []).map(issue => [
    issue.path.join('.'),
    issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? '') : issue.message,
  ])
}

describe('names that somebody gives', () => {
  it('are in any language, each in its one spelling', () =>
    expect(AskedNames.parse({ en: ' Chair ', 'de-at': 'Sessel', 'zh-hant': '椅子' })).toEqual({
      en: 'Chair',
      'de-AT': 'Sessel',
      'zh-Hant': '椅子',
    }))
  it('may be those that were read, with what stands for the others', () =>
    expect(AskedNames.parse({ default: 'de', de: 'Stuhl' })).toEqual({ de: 'Stuhl' }))
  it.each([
    ['no language', { 'x y': 'Chair' }, 'x y', 'language'],
    ['a word that is no tag', { german: 'Stuhl' }, 'german', 'language'],
    ['a language without a name', { xx: 'Chair' }, 'xx', 'language'],
    ['what every object has', { constructor: 'Chair' }, 'constructor', 'language'],
    ['the same language in another spelling', { 'de-AT': 'Sessel', 'de-at': 'Stuhl' }, 'de-at', 'languageTwice'],
    ['nothing', {}, '', 'nameMissing'],
    ['no name, but its default', { default: 'de' }, '', 'nameMissing'],
  ])('are refused, with the field named: %s', (_, names, field, message) =>
    expect(errorsOf(names)).toContainEqual([field, message]),
  )
  it('are not blank in any language', () =>
    expect(errorsOf({ en: 'Chair', fr: ' ' })).toMatchObject([['fr', expect.any(String)]]))
  it('are in so many languages at most', () => {
    const spoken = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`en-${String(at + 100)}`, 'Chair']))
    expect(errorsOf(spoken(MOST_LANGUAGES + 2))).toContainEqual(['', 'tooManyLanguages'])
  })
  it('never reach what all objects share', () => {
    const names = AskedNames.parse(JSON.parse('{ "en": "Chair", "__proto__": "Polluted" }'))
    expect([names, Object.keys(names), Object.getPrototypeOf(names)]).toEqual([
      { en: 'Chair' },
      ['en'],
      Object.prototype,
    ])
  })
})

it('a text that is blank is none', () =>
  expect(AskedTexts.parse({ en: 'Folds flat.', de: '', fr: ' \n' })).toEqual({ en: 'Folds flat.' }))

describe('names of events from before there were more languages', () => {
  const old = Names.parse({ en: 'Chair', de: 'Stuhl' })
  it('mean what they meant: English stands for the rest', () => {
    expect(['en', 'de', 'fr'].map(language => nameIn(old, language))).toEqual(['Chair', 'Stuhl', 'Chair'])
    expect(nameIn(Names.parse({ en: 'Chair' }), 'de')).toBe('Chair')
    expect([defaultName(old), languagesIn(old)]).toEqual(['Chair', ['en', 'de']])
  })
})

describe('what is shown to who reads a language', () => {
  const names = { default: 'de', de: 'Stuhl', 'fr-CA': 'Chaise', 'zh-Hant': '椅子' }
  it.each([
    ['itself', 'fr-CA', 'Chaise'],
    ['its base', 'de-AT', 'Stuhl'],
    ['the nearest base', 'zh-Hant-TW', '椅子'],
    ['another variety of it', 'fr-CH', 'Chaise'],
    ['another variety of it, for the base', 'fr', 'Chaise'],
    ['else the default', 'it', 'Stuhl'],
    ['never the tag of the default', 'default', 'Stuhl'],
  ])('%s: %s', (_, language, shown) => expect(nameIn(names, language)).toBe(shown))
  it('any, where there is none in the default', () =>
    expect(nameIn({ default: 'de', fr: 'Chaise' }, 'it')).toBe('Chaise'))
  it('nothing, where there is nothing', () => expect([textIn({}, 'it'), nameIn({}, 'it')]).toEqual([undefined, '']))
})

it('a language is missing where neither it nor a variety of it is there', () =>
  expect(missingIn({ en: 'Chair', 'fr-CA': 'Chaise' }, ['en', 'en-GB', 'fr', 'de', 'it'])).toEqual(['de', 'it']))

it('the texts are what people wrote, without what stands for the others', () =>
  expect(textsIn(withDefault({ de: 'Stuhl', en: 'Chair' }, 'de'))).toEqual(['Stuhl', 'Chair']))

const tags = ['en', 'en-GB', 'de', 'de-AT', 'fr', 'fr-CA', 'zh-Hant', 'it']
const tag = fc.constantFrom(...tags)
const someTexts = fc
  .tuple(fc.dictionary(tag, fc.string({ minLength: 1 }), { maxKeys: 5 }), tag)
  .map(([texts, language]) => withDefault(texts, language))

describe('of any texts', () => {
  it('what is shown is one of them, and of none nothing is', () =>
    fc.assert(
      fc.property(someTexts, tag, (texts, language) => {
        const shown = textIn(texts, language)
        if (languagesIn(texts).length === 0) expect(shown).toBeUndefined()
        else expect(textsIn(texts)).toContain(shown)
      }),
    ))
  it('who reads a language that is there reads it, and who reads none of them reads the default, if that is there', () =>
    fc.assert(
      fc.property(someTexts, texts => {
        for (const language of languagesIn(texts)) expect(textIn(texts, language)).toBe(texts[language])
        if (languagesIn(texts).length > 0) expect(shownLanguage(texts, 'sv')).toBe(languagesIn(texts)[0])
      }),
    ))
  it('a language is missing just where what is shown is in another one', () =>
    fc.assert(
      fc.property(someTexts, tag, (texts, language) => {
        const primary = (of: string | undefined) => of?.split('-')[0]
        const isOther = primary(shownLanguage(texts, language)) !== primary(language)
        expect(missingIn(texts, [language])).toEqual(isOther ? [language] : [])
      }),
    ))
  it('a default more or less says nothing else', () =>
    fc.assert(
      fc.property(someTexts, tag, (texts, language) => {
        expect(sameNames(texts, texts)).toBe(true)
        expect(sameNames(withDefault(texts, language), texts)).toBe(true)
        const more = { ...texts, [language]: `${texts[language] ?? ''}!` }
        expect([sameNames(texts, more), sameNames(more, texts)]).toEqual([false, false])
      }),
    ))
})
