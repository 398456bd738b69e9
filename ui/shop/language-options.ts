import type { Option } from '../components/filter-bar.ts'
import type { Words } from '../words.ts'

/** Languages that shops are read in; programs may name any other by its BCP 47 tag. */
const offered =
  `ar bg bs ca cs cy da de de-AT de-CH el en en-GB en-US es et eu fi fr fr-CH ga gl he hi hr hu id is it it-CH ja ko
lb lt lv mk mt nb nl nn pl pt pt-BR rm ro ru sk sl sq sr sv th tr uk vi zh-Hans zh-Hant`.split(/\s+/)

/** These languages as choices, each once, by name. */
export const languageChoices = (words: Pick<Words, 'locale' | 'format'>, languages: readonly string[]): Option[] => {
  const { compare } = new Intl.Collator(words.locale)
  return [...new Set(languages)]
    .map(value => ({ value, label: words.format.language(value) }))
    .sort((a, b) => compare(a.label, b.label))
}

/** Every language that is offered as a choice; the recorded ones are among them. */
export const languageOptions = (words: Pick<Words, 'locale' | 'format'>, recorded: readonly string[] = []): Option[] =>
  languageChoices(words, [...recorded, ...offered])
