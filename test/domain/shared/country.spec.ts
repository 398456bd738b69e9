import { describe, expect, it } from 'vitest'
import {
  AskedCountry,
  coded,
  countries,
  isInEu,
  postcodeWanted,
  RecordedCountry,
} from '../../../domain/shared/country.ts'
import { postcodes } from '../../../domain/shared/postcode.ts'

describe('a country', () => {
  it('is one of ISO 3166-1, each named once and known to Intl', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    expect(countries).toHaveLength(249)
    expect(new Set(countries).size).toBe(249)
    expect(countries.filter(country => names.of(country) === undefined)).toEqual([])
  })

  it('is a member of the European Union or not, Greece as GR', () => {
    expect(countries.filter(isInEu)).toHaveLength(27)
    expect(['GR', 'DE', 'IE'].every(isInEu)).toBe(true)
    expect(['GB', 'CH', 'NO', 'EU', 'EL'].some(isInEu)).toBe(false)
  })

  it.each([
    ['United Kingdom', 'GB'],
    ['gb', 'GB'],
    [' France ', 'FR'],
    ['Atlantis', 'Atlantis'],
    ['XC', 'XC'],
    ['constructor', 'constructor'],
  ])('that is called “%s” is kept as %s', (text, country) => expect(coded(text)).toBe(country))

  it('is asked for by its code or a name that is known, and taken over as it is', () => {
    expect(AskedCountry.parse('Germany')).toBe('DE')
    expect(AskedCountry.safeParse('Atlantis').error?.issues).toMatchObject([{ message: 'country' }])
    expect(AskedCountry.safeParse('XC').success).toBe(false)
    expect(RecordedCountry.parse('Atlantis')).toBe('Atlantis')
  })
})

describe('a postcode', () => {
  it('of every example fits its country', () => {
    const asked = Object.entries(postcodes).map(([country, { example }]) => postcodeWanted(country, example))
    expect(asked).toEqual(asked.map(() => undefined))
    expect(Object.keys(postcodes).filter(country => !countries.includes(country))).toEqual([])
    expect(countries.filter(isInEu).filter(country => postcodes[country] === undefined)).toEqual([])
  })

  it.each([
    ['GB', 'yo1 7pr'],
    ['GB', 'M1 1AE'],
    ['DE', 'D-10115'],
    ['NL', '1011AB'],
    ['CA', 'k1a0b1'],
    ['US', '10001-1234'],
    ['JP', '1000001'],
    ['PL', '00 950'],
    ['HK', ''],
    ['AE', 'anything'],
  ])('of %s may be “%s”', (country, postcode) => expect(postcodeWanted(country, postcode)).toBeUndefined())

  it.each([
    ['GB', 'YO1', 'SW1A 1AA'],
    ['DE', '1011', '10115'],
    ['DE', '', '10115'],
    ['AT', '10101', '1010'],
    ['US', 'ABCDE', '10001'],
    ['CA', 'K1A 0B', 'K1A 0B1'],
  ])('of %s may not be “%s”: it looks like %s', (country, postcode, example) =>
    expect(postcodeWanted(country, postcode)).toBe(example),
  )

  it('that is left out is missed where there are some', () => {
    expect(postcodeWanted('SE')).toBe('111 22')
    expect(postcodeWanted('HK')).toBeUndefined()
  })
})
