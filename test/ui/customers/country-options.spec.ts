import { expect, it } from 'vitest'
import { countryOptions } from '../../../ui/customers/country-options.ts'
import { wordsFor } from '../../../ui/words.ts'

const words = wordsFor({ locale: 'de-DE', timeZone: 'UTC' }, new Date(0))

it('offers every country by its name, and what an older log has where it is none, so that saving does not change it', () => {
  const plain = countryOptions(words, 'DE')
  expect(plain).toHaveLength(249)
  expect(plain.slice(0, 3).map(({ label }) => label)).toEqual(['Afghanistan', 'Ägypten', 'Ålandinseln'])
  const older = countryOptions(words, 'Atlantis')
  expect(older).toHaveLength(250)
  expect(older).toContainEqual({ value: 'Atlantis', label: 'wie übernommen: Atlantis' })
})
