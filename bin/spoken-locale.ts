import { acceptedLocale } from '../api/accept-language.ts'
import { languages } from '../api/text/languages.ts'
import { formats } from '../domain/shared/locale.ts'
import { UserError } from './user-error.ts'

/** What is meant by a tag, as near as it is spoken here: `de-LU`, or the `de_LU.UTF-8` of an environment, is `de-DE`. */
const meantBy = (tag: string): string | undefined =>
  acceptedLocale(tag.replace(/[.@].*$/, '').replaceAll('_', '-'), languages)

/** The language of whoever starts something here, in the order of POSIX; English where theirs is not spoken. */
export const localeOfEnvironment = ({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): string =>
  meantBy(LC_ALL || LC_MESSAGES || LANG || '') ?? formats[0]

/** @throws UserError for a language that is not spoken here */
export const localeOfOption = (tag: string): string => {
  const locale = meantBy(tag)
  if (locale === undefined)
    throw new UserError(`--language: ${tag} is not spoken here. Take one of ${formats.join(', ')}.`)
  return locale
}
