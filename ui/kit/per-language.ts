import { languagesIn, missingIn, shownLanguage, type Texts, textIn } from '../../domain/shared/locale.ts'
import type { Definition } from '../components/card.ts'
import { html } from '../html.ts'
import type { Words } from '../words.ts'
import type { FieldOptions } from './control.ts'
import { labelIn, labelOf } from './labels.ts'

/** The languages a text is edited and shown in: those that the shop wants, and what else it is in. */
export const languagesFor = (wanted: readonly string[], texts: Texts = {}): readonly string[] => [
  ...new Set([...wanted, ...languagesIn(texts)]),
]

/** Says what is shown to who reads a language that a text is not in; undefined where it is, or there is none at all. */
const standIn = ({ text, format }: Words, texts: Texts, language: string): string | undefined => {
  const shown = shownLanguage(texts, language)
  if (shown === undefined || shown === language) return undefined
  const name = format.language(shown)
  return missingIn(texts, [language]).length === 0
    ? text('translation.akin', { language: name })
    : text('translation.missing', { language: name })
}

/** Enough of a long text to know it by. */
const LONGEST_PLACEHOLDER = 200

/** How the field of one language says that it has no text of its own. */
export const blankOf = (
  words: Words,
  texts: Texts | undefined,
  language: string,
): Pick<FieldOptions, 'hint' | 'placeholder'> => {
  const hint = texts && standIn(words, texts, language)
  return hint === undefined ? {} : { hint, placeholder: textIn(texts ?? {}, language)?.slice(0, LONGEST_PLACEHOLDER) }
}

/** A text in every language that it is in. */
const translations = (words: Words, path: string, texts: Texts): Definition[] =>
  languagesIn(texts).map(language => ({
    term: labelIn(words, path, language),
    value: html`<span lang="${language}">${texts[language]}</span>`,
  }))

/** Which of the wanted languages each of a thing's texts is not in: `French (name, description)`. A text in none is not missed. */
export const untranslated = (
  words: Words,
  wanted: readonly string[],
  texts: Readonly<Record<string, Texts>>,
): readonly string[] => {
  const list = new Intl.ListFormat(words.locale)
  const fields = Object.entries(texts).filter(([, one]) => languagesIn(one).length > 0)
  return wanted.flatMap(language => {
    const lacking = fields.filter(([, one]) => missingIn(one, [language]).length > 0)
    if (lacking.length === 0) return []
    const names = lacking.map(([path]) => labelOf(words, '', `${path}.one`))
    const name = words.format.language(language)
    return [
      lacking.length === fields.length
        ? name
        : words.text('translation.of', { language: name, fields: list.format(names) }),
    ]
  })
}

const untranslatedFact = (words: Words, wanted: readonly string[], texts: Readonly<Record<string, Texts>>) => {
  const lacking = untranslated(words, wanted, texts)
  const value =
    lacking.length === 0 ? words.text('translation.complete') : new Intl.ListFormat(words.locale).format(lacking)
  return { term: words.text('field.untranslated'), value }
}

/** What a thing is called in each language, and which of them it lacks. */
export const calledInLanguages = (words: Words, names: Texts, wanted: readonly string[]): readonly Definition[] => [
  ...translations(words, 'names', names),
  untranslatedFact(words, wanted, { names }),
]

/** What a thing is called and says in each language, and which of them it lacks. */
export const aboutInLanguages = (
  words: Words,
  { names, descriptions }: { readonly names: Texts; readonly descriptions: Texts },
  wanted: readonly string[],
  undescribed: string,
): readonly Definition[] => [
  ...translations(words, 'names', names),
  ...(languagesIn(descriptions).length === 0
    ? [{ term: words.text('field.descriptions.one'), value: undescribed }]
    : translations(words, 'descriptions', descriptions)),
  untranslatedFact(words, wanted, { names, descriptions }),
]
