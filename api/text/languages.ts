import { formats } from '../../domain/shared/locale.ts'
import { de } from './de.ts'
import { en, type TextKey } from './en.ts'

export type Language = {
  /** What is not said in it is said in English. */
  readonly sentences: Readonly<Partial<Record<TextKey, string>>>
  /** Where it is spoken, as each place writes numbers and dates; the first is meant by whoever names no place. */
  readonly locales: readonly string[]
}

const placesOf = (code: string): readonly string[] => formats.filter(format => format.startsWith(`${code}-`))

/** Every language of the interface: a language more is a folder like `en/`, a line here, and its places among the formats. */
export const languages: Readonly<Record<string, Language>> = {
  en: { sentences: en, locales: placesOf('en') },
  de: { sentences: de, locales: placesOf('de') },
}

const languageIn = (locale: string): Language | undefined => {
  const [code = ''] = locale.split('-')
  return Object.hasOwn(languages, code) ? languages[code] : undefined
}

/** What the language of a locale says, in its own words. */
export const sentencesIn = (locale: string): Language['sentences'] => languageIn(locale)?.sentences ?? en

/** The language that sentences are in, whatever was asked for. */
export const languageOf = (locale: string): string => (languageIn(locale) === undefined ? 'en' : locale)

/** How many of all sentences a language says by itself. */
export const saidOf = ({ sentences }: Language): { readonly said: number; readonly all: number } => {
  const keys = Object.keys(en) as TextKey[]
  return { said: keys.filter(key => sentences[key] !== undefined).length, all: keys.length }
}
