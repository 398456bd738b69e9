import { expect, it } from 'vitest'
import { acceptedLocale } from '../../api/accept-language.ts'
import { languages } from '../../api/text/languages.ts'

const accepted = (header: string | undefined) => acceptedLocale(header, languages)

it('is the language that is asked for first, in the place that is named or else in the usual one', () => {
  expect(accepted('de-CH')).toBe('de-CH')
  expect(accepted('DE-ch')).toBe('de-CH')
  expect(accepted('de')).toBe('de-DE')
  expect(accepted('de-LU, en')).toBe('de-DE')
  expect(accepted('en-AU,de')).toBe('en-GB')
})

it('follows the weights, and what is given none stands first', () => {
  expect(accepted('en;q=0.3, de;q=0.8')).toBe('de-DE')
  expect(accepted('en;q=0.3, de')).toBe('de-DE')
  expect(accepted('de;q=0, en;q=0.1')).toBe('en-GB')
  expect(accepted('fr;q=1.0, de-AT ; q=0.9 , en')).toBe('en-GB')
})

it('is nothing where nothing of it is spoken here, whatever was sent', () => {
  const hostile = ['', '*', 'fr', '__proto__', 'constructor', ',;,', 'q=1', ';q=1', `${'x,'.repeat(5000)}de`, '\u0000']
  expect(hostile.map(accepted)).toEqual(hostile.map(() => undefined))
  expect(accepted(undefined)).toBeUndefined()
  expect(accepted('de;q=7, en;q=x')).toBe('de-DE')
})
