import { z } from 'zod'
import { isLanguage, languageSpelled, TAG } from './language.ts'
import { named } from './name.ts'

/** The languages in which people read what the shop calls its things; what content itself is in is open. */
export const locales = ['en', 'de'] as const
export type Locale = (typeof locales)[number]
export const [ENGLISH, GERMAN] = locales

/** How numbers and days are written for a person, and with it the language. The English of Austria is for those who type `12,50`. */
export const formats = ['en-GB', 'en-IE', 'en-US', 'en-AT', 'de-DE', 'de-AT', 'de-CH'] as const

/** The default language of content until a shop chooses another, and of all that was written before it could. */
export const FIRST_LANGUAGE = 'en'

/** So many languages one text can be in. */
export const MOST_LANGUAGES = 50

/** Says which of its languages stands for those that are not there, where that is not the first one. No language is called so. */
const DEFAULT = 'default'

const Key = z.string().min(2).max(35)

/** A text by the tags of its languages, as events have it: `{ en, fr }`, `{ default: 'de', de, fr }`. */
export const Texts = z.record(Key, z.string().min(1))
export type Texts = Readonly<z.infer<typeof Texts>>

/** The same of a name, which is there in one language at least. */
export const Names = z.record(Key, z.string().trim().min(1).max(255))
export type Names = Texts

type Given = Readonly<Record<string, string>>

const isTag = (key: string): boolean => key !== DEFAULT

const misspelt = (texts: Given): [tag: string, message: string][] => {
  const tags = Object.keys(texts).filter(isTag)
  const known = tags.map(languageSpelled)
  return tags.flatMap((tag, index) => {
    if (!isLanguage(tag)) return [[tag, 'language']]
    return known.indexOf(languageSpelled(tag)) < index ? [[tag, 'languageTwice']] : []
  })
}

/** Every language in its one spelling. Which of them stands for the others, the shop says. */
const spelled = (texts: Given): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).flatMap(([tag, text]) => (isTag(tag) ? [[languageSpelled(tag), text]] : [])))

const withoutBlank = (texts: Given): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))

const perLanguage = (text: z.ZodString) =>
  z
    .record(
      z
        .string()
        .max(35, 'language')
        .regex(new RegExp(`${TAG.source}|^${DEFAULT}$`), 'language'),
      text,
    )
    .refine(texts => Object.keys(texts).length <= MOST_LANGUAGES + 1, 'tooManyLanguages')
    .superRefine((texts, context) => {
      for (const [tag, message] of misspelt(texts)) context.addIssue({ code: 'custom', message, path: [tag] })
    })
    .overwrite(spelled)
    .meta({ maxProperties: MOST_LANGUAGES + 1 })

/** Names as a command may give them. `default`, which comes along with names that were read, is not looked at. */
export const AskedNames = perLanguage(named(255))
  .refine(names => Object.keys(names).length > 0, 'nameMissing')
  .describe(
    'A name by language (BCP 47): `{ "en": "Chair", "fr": "Chaise" }`. The default language of the shop is among them; it is shown where another one is missing.',
  )

/** Texts of several lines as a command may give them; a blank one is none. */
export const AskedTexts = perLanguage(z.string().max(10_000))
  .overwrite(withoutBlank)
  .describe('A text by language (BCP 47). A language that is left out, or blank, has none.')

/** `de` of `de-AT`; the way from `zh-Hant-TW` to `zh`. */
const baseOf = (language: string): string | undefined =>
  language.includes('-') ? language.slice(0, language.lastIndexOf('-')) : undefined

const primaryOf = (language: string): string => language.split('-')[0] ?? language

/** The language that stands for those that are not there. */
export const defaultLanguageOf = (texts: Texts): string => texts[DEFAULT] ?? FIRST_LANGUAGE

/** The languages that a text is in: first the one that stands for the others, then by their tags. */
export const languagesIn = (texts: Texts): readonly string[] => {
  const first = defaultLanguageOf(texts)
  const tags = Object.keys(texts).filter(tag => isTag(tag) && tag !== first)
  return [...(texts[first] === undefined ? [] : [first]), ...tags.sort()]
}

/** The text by its languages alone: what people wrote. */
export const textsIn = (texts: Texts): readonly string[] => languagesIn(texts).map(language => texts[language] ?? '')

const nearest = (texts: Texts, language: string): string | undefined => {
  if (isTag(language) && texts[language] !== undefined) return language
  const base = baseOf(language)
  return base === undefined ? undefined : nearest(texts, base)
}

/** The language itself, or the one it is a variety of, or another variety of that. */
const akin = (texts: Texts, language: string): string | undefined => {
  const primary = primaryOf(language)
  return nearest(texts, language) ?? languagesIn(texts).find(other => primaryOf(other) === primary)
}

/**
 * In which language a text is shown to who reads that one: in it, else its base (`de` of `de-AT`), else another variety of
 * it, else the default, else any. Undefined for no text at all.
 */
export const shownLanguage = (texts: Texts, language: string): string | undefined =>
  akin(texts, language) ?? languagesIn(texts)[0]

/** The text for who reads that language; undefined where there is none in any. */
export const textIn = (texts: Texts, language: string): string | undefined => {
  // The rows of a list are mostly in the language they are asked for.
  const exact = isTag(language) ? texts[language] : undefined
  if (exact !== undefined) return exact
  const shown = shownLanguage(texts, language)
  return shown === undefined ? undefined : texts[shown]
}

/** The name for who reads that language. */
export const nameIn = (names: Names, language: string): string => textIn(names, language) ?? ''

/** The name that does not depend on who reads it. */
export const defaultName = (names: Names): string => nameIn(names, defaultLanguageOf(names))

/** Of these languages those that a text is neither in, nor in a variety of. */
export const missingIn = (texts: Texts, languages: readonly string[]): readonly string[] =>
  languages.filter(language => akin(texts, language) === undefined)

/** Whether the same is said in the same languages. */
export const sameNames = (a: Texts, b: Texts): boolean => {
  const languages = languagesIn(a)
  return languages.length === languagesIn(b).length && languages.every(language => a[language] === b[language])
}

/** Texts with the language that stands for those that are not there. */
export const withDefault = (texts: Given, language: string): Texts => {
  const spoken = Object.fromEntries(Object.entries(texts).filter(([tag]) => isTag(tag)))
  return language === FIRST_LANGUAGE || Object.keys(spoken).length === 0 ? spoken : { ...spoken, [DEFAULT]: language }
}
