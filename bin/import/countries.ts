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

const names: Readonly<Record<string, string>> = {
  Australia: 'AU',
  Austria: 'AT',
  Bahrain: 'BH',
  Belgium: 'BE',
  Bermuda: 'BM',
  Brazil: 'BR',
  Canada: 'CA',
  Cyprus: 'CY',
  Denmark: 'DK',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Greece: 'GR',
  'Hong Kong': 'HK',
  Iceland: 'IS',
  Israel: 'IL',
  Italy: 'IT',
  Japan: 'JP',
  Lebanon: 'LB',
  Lithuania: 'LT',
  Malta: 'MT',
  Netherlands: 'NL',
  Nigeria: 'NG',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  'Saudi Arabia': 'SA',
  Singapore: 'SG',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  Thailand: 'TH',
  'United Arab Emirates': 'AE',
  'United Kingdom': 'GB',
}

/** The ISO 3166 code of a country as the files name it; `isAlias` where that name is not the country's own. */
export const countryOf = (name: string): { readonly code: string; readonly isAlias: boolean } | undefined => {
  if (Object.hasOwn(aliases, name)) return { code: aliases[name] ?? name, isAlias: true }
  const code = Object.hasOwn(names, name) ? names[name] : undefined
  return code === undefined ? undefined : { code, isAlias: false }
}
