import type { Words } from './words.ts'

/** What a language with a way to write numbers and days is called: `English (United Kingdom)`. */
export const formatName = ({ locale }: Pick<Words, 'locale'>, format: string): string =>
  new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' }).of(format) ?? format
