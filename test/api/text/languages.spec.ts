import { afterAll, beforeAll, expect, it } from 'vitest'
import { en } from '../../../api/text/en.ts'
import { languageOf, languages, saidOf } from '../../../api/text/languages.ts'
import { textFor } from '../../../api/text/text.ts'

const french = { sentences: { 'form.save': 'Enregistrer' }, locales: ['fr-FR'] }
beforeAll(() => Object.assign(languages, { fr: french }))
afterAll(() => Reflect.deleteProperty(languages, 'fr'))

it('a language that is not complete says what it can, and the rest in English', () => {
  const text = textFor('fr-FR')
  expect(text('form.save')).toBe('Enregistrer')
  expect(text('form.cancel')).toBe('Cancel')
  expect(text('paging.shown', { shown: 1 })).toBe('1 row')
  expect(saidOf(french)).toEqual({ said: 1, all: Object.keys(en).length })
  expect(languageOf('fr-FR')).toBe('fr-FR')
})

it('what is spoken nowhere here is English, and says so', () => {
  for (const locale of ['tlh', 'constructor', '__proto__', '']) {
    expect(languageOf(locale)).toBe('en')
    expect(textFor(locale)('form.save')).toBe('Save')
  }
})

it('German counts, and writes numbers, as German does', () => {
  const text = textFor('de-DE')
  expect(text('history.part', { shown: 1200, count: 2400 })).toBe('1.200 von 2.400 Ereignissen')
  expect(text('paging.shown', { shown: 1 })).toBe('1 Zeile')
  expect(text('undo.done', { what: text('done.EditProduct') })).toBe('Rückgängig gemacht: Produkt gespeichert')
})
