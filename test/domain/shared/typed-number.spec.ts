import { describe, expect, it } from 'vitest'
import { typedDecimal, typedInteger } from '../../../domain/shared/typed-number.ts'

describe('a whole number as people type it', () => {
  it.each([
    ['1200', 'en-GB', 1200],
    ['1,200', 'en-GB', 1200],
    ['1,234,567', 'en-GB', 1234567],
    ['1.200', 'de-DE', 1200],
    ['1\u202f200', 'fr-FR', 1200],
    ['1 200', 'fr-FR', 1200],
    [' 12 ', 'en-GB', 12],
    ['-3', 'en-GB', -3],
    ['\u22123', 'de-DE', -3],
    ['007', 'en-GB', 7],
  ])('%j in %s', (text, locale, value) => expect(typedInteger(text, locale)).toBe(value))

  it.each([
    ['1.000', 'en-GB'],
    ['1,000', 'de-DE'],
    ['5.0', 'en-GB'],
    ['1,00', 'en-GB'],
    ['12,3456', 'en-GB'],
    [',123', 'en-GB'],
    ['1e3', 'en-GB'],
    ['0x10', 'en-GB'],
    ['--3', 'en-GB'],
    ['3 pieces', 'en-GB'],
    ['', 'en-GB'],
    ['9'.repeat(20), 'en-GB'],
  ])('is not %j in %s', (text, locale) => expect(typedInteger(text, locale)).toBeUndefined())
})

describe('a price as people type it', () => {
  it.each([
    [' 2.50 ', 'en-GB', '2.50'],
    ['1,234.50', 'en-GB', '1234.50'],
    ['0.0425', 'en-GB', '0.0425'],
    ['1.234,50', 'de-DE', '1234.50'],
    ['12,5', 'de-DE', '12.5'],
    ['1 234,50', 'fr-FR', '1234.50'],
  ])('%j in %s', (text, locale, value) => expect(typedDecimal(text, locale)).toBe(value))

  it.each([
    ['12,50', 'en-GB'],
    ['12.50', 'de-DE'],
    ['1.2.3', 'en-GB'],
    ['.5', 'en-GB'],
    ['£2', 'en-GB'],
  ])('is not %j in %s', (text, locale) => expect(typedDecimal(text, locale)).toBeUndefined())
})
