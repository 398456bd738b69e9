import { FIRST_LANGUAGE, type Locale, locales, type Names, nameIn } from '../domain/shared/locale.ts'
import type { Viewer } from '../domain/viewer.ts'

type Reader = Pick<Viewer, 'locale'>

/** The language in which a reader is shown the names of the shop's own things. */
export const contentLocale = ({ locale }: Reader): Locale =>
  locales.find(language => language === locale.split('-')[0]) ?? FIRST_LANGUAGE

/** What a thing of the shop is called for a reader. */
export const nameFor = (names: Names, reader: Reader): string => nameIn(names, contentLocale(reader))

/** Whether a value of a row is a name by language. */
export const isNames = (value: unknown): value is Names =>
  typeof value === 'object' && value !== null && Object.values(value).some(text => typeof text === 'string')

/** What a column says that holds a name, or names by language. */
export const calledFor = (value: unknown, reader: Reader): string =>
  isNames(value) ? nameFor(value, reader) : String(value)
