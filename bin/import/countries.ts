import { codeOf } from '../../domain/shared/country.ts'

/** The names that are not a country's own English name, as the retailer wrote them. */
const aliases: Readonly<Record<string, string>> = {
  EIRE: 'IE',
  RSA: 'ZA',
  USA: 'US',
  Korea: 'KR',
  'Czech Republic': 'CZ',
  // No countries: ISO 3166 reserves EU, and leaves ZZ and the codes from X to their users.
  'European Community': 'EU',
  Unspecified: 'ZZ',
  'Channel Islands': 'XC',
  'West Indies': 'XW',
}

/** The ISO 3166 code of a country as the files name it; `isAlias` where that name is not the country's own. */
export const countryOf = (name: string): { readonly code: string; readonly isAlias: boolean } | undefined => {
  if (Object.hasOwn(aliases, name)) return { code: aliases[name] ?? name, isAlias: true }
  const code = codeOf(name)
  return code === undefined ? undefined : { code, isAlias: false }
}
