import type { Language } from './text/languages.ts'

/** Nobody reads more languages than these. */
const MOST = 20

type Preference = { readonly tag: string; readonly weight: number }

const preferenceOf = (part: string): Preference => {
  const [tag = '', ...parameters] = part.trim().split(/\s*;\s*/)
  const weight = parameters.map(parameter => /^q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/i.exec(parameter)?.[1]).find(Boolean)
  return { tag: tag.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) }
}

/** What a browser can read, the best first; what comes first of equals is meant first. */
const preferencesOf = (header: string): Preference[] =>
  header
    .split(',', MOST)
    .map(preferenceOf)
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)

const found = ({ tag }: Preference, languages: Readonly<Record<string, Language>>): string | undefined => {
  const [code = ''] = tag.split('-')
  const language = Object.hasOwn(languages, code) ? languages[code] : undefined
  return language?.locales.find(locale => locale.toLowerCase() === tag) ?? language?.locales[0]
}

/**
 * The locale that `Accept-Language` (RFC 9110) asks for, as near as there is one: `de-LU` is read in `de-DE`. Undefined where
 * nothing of it is spoken here.
 */
export const acceptedLocale = (
  header: string | undefined,
  languages: Readonly<Record<string, Language>>,
): string | undefined => {
  for (const preference of preferencesOf(header ?? '')) {
    const locale = found(preference, languages)
    if (locale !== undefined) return locale
  }
  return undefined
}
