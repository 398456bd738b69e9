import { countries } from '../../domain/shared/country.ts'
import type { Option } from '../components/filter-bar.ts'
import type { Words } from '../words.ts'

/** Countries as choices, by name. */
export const countryChoices = ({ format, locale }: Words, chosen: readonly string[]): Option[] => {
  const { compare } = new Intl.Collator(locale)
  return chosen.map(value => ({ value, label: format.country(value) })).sort((a, b) => compare(a.label, b.label))
}

/** Every country, and the recorded one when it is none of them, so that saving a form does not change it. */
export const countryOptions = (words: Words, recorded: string | null | undefined): Option[] =>
  countryChoices(words, recorded && !countries.includes(recorded) ? [recorded, ...countries] : countries)
