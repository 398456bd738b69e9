import { readdirSync } from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { en, type TextKey } from '../../../api/text/en.ts'
import { languages } from '../../../api/text/languages.ts'

type Elements = ReturnType<IntlMessageFormat['getAst']>
type Argument = { readonly name: string; readonly kind: number; readonly choices: readonly string[] }

const folder = (code: string) => new URL(`../../../api/text/${code}/`, import.meta.url)
const files = Object.fromEntries(Object.keys(languages).map(code => [code, readdirSync(folder(code)).sort()]))

const elementsOf = (sentence: string, code: string): Elements =>
  new IntlMessageFormat(sentence, code, undefined, { ignoreTag: true }).getAst()

/** Kinds of elements, as the parser of ICU sentences numbers them. */
const LITERAL = 0
const SELECT = 5
const PLURAL = 6

/** What a sentence is filled with, also within its choices, and which choices it makes. */
const argumentsIn = (elements: Elements): Argument[] =>
  elements.flatMap(element => {
    const kind: number = element.type
    if (!('value' in element) || kind === LITERAL) return []
    if (!('options' in element)) return [{ name: element.value, kind, choices: [] }]
    const options = Object.entries(element.options)
    const choices = options.map(([choice]) => choice).sort()
    return [{ name: element.value, kind, choices }, ...options.flatMap(([, { value }]) => argumentsIn(value))]
  })

/** What is asked for; how often, and in which order, is the language's own. */
const needed = (found: readonly Argument[]) =>
  [
    ...new Set(found.map(({ name, kind, choices }) => `${name} ${kind} ${kind === SELECT ? choices.join() : ''}`)),
  ].sort()

describe.each(Object.entries(languages))('the sentences in %s', (code, { sentences }) => {
  const said = Object.entries(sentences) as [TextKey, string][]

  it('are each in one file, and in the one that English has them in', async () => {
    expect(files[code]).toEqual(files['en'])
    const keysIn = async (language: string, file: string) => {
      const found = (await import(new URL(file, folder(language)).href)) as Record<string, object>
      return Object.values(found).flatMap(part => Object.keys(part))
    }
    const keys = (files[code] ?? []).map(async file => {
      const own = await keysIn(code, file)
      const english = new Set(await keysIn('en', file))
      expect(own.filter(key => !english.has(key))).toEqual([])
      return own
    })
    const all = (await Promise.all(keys)).flat()
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([])
    expect(all.sort()).toEqual(said.map(([key]) => key).sort())
  })

  it('say something, without a blank at either end', () => {
    // A mail ends with its line.
    const told = said.map(([key, sentence]) => [key, key.startsWith('mail.') ? sentence.replace(/\n$/, '') : sentence])
    expect(told.filter(([, sentence = '']) => sentence.trim() === '' || sentence.trim() !== sentence)).toEqual([])
  })

  it('are filled with the same values as the English ones, numbers and choices alike', () => {
    const of = (sentence: string, language: string) => needed(argumentsIn(elementsOf(sentence, language))).join('; ')
    expect(said.filter(([key, own]) => of(own, code) !== of(en[key], 'en'))).toEqual([])
  })

  it('have a form for one and for many wherever they count, in all that the language tells apart', () => {
    const forms = new Intl.PluralRules(code).resolvedOptions().pluralCategories
    const lacking = said.filter(([, sentence]) =>
      argumentsIn(elementsOf(sentence, code)).some(
        ({ kind, choices }) => kind === PLURAL && !forms.every(form => choices.includes(form)),
      ),
    )
    expect(lacking).toEqual([])
  })
})

it('every sentence is said in German', () => {
  expect(Object.keys(languages['de']?.sentences ?? {}).sort()).toEqual(Object.keys(en).sort())
})
