import { z } from 'zod'
import { postcodes } from './postcode.ts'

/** ISO 3166-1 alpha-2, all that are assigned. People read them by the names that `Intl` has. */
export const countries: readonly string[] =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE
NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM
SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT
ZA ZM ZW`.split(/\s+/)

const known: ReadonlySet<string> = new Set(countries)
export const isCountry = (country: string): boolean => known.has(country)

/**
 * Members of the European Union, for value-added tax. Northern Ireland, which is treated as one for goods (XI), is not told
 * apart from the rest of GB.
 */
const members: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)
export const isInEu = (country: string): boolean => members.has(country)

/** Countries as texts of older logs and of imports call them. Texts are stored for ever: an entry is never taken out. */
const called: Readonly<Record<string, string>> = {
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
  Ireland: 'IE',
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
  'United States': 'US',
}

/** The code of a country that a text names; undefined where it names none. */
export const codeOf = (text: string): string | undefined => {
  if (isCountry(text)) return text
  if (Object.hasOwn(called, text)) return called[text]
  const upper = text.toUpperCase()
  return isCountry(upper) ? upper : undefined
}

/** A country by its code where its text says which it is; any other text stays as it was taken over. */
export const coded = (text: string): string => codeOf(text.trim()) ?? text

/** As events hold it: a code, or the text of an import or of an older log that names no country. */
export const Country = z.string().trim().min(1).max(100)
/** What an import may take over. */
export const RecordedCountry = Country.overwrite(coded)
/** What anybody else may ask for: no name that is known is longer, and hundreds may be asked for at once. */
export const AskedCountry = z.string().trim().min(1).max(30).overwrite(coded).refine(isCountry, 'country')

/** How a postcode of a country is written, by an example, where this one is not; undefined where it will do. */
export const postcodeWanted = (country: string, postcode = ''): string | undefined => {
  const wanted = postcodes[country]
  return wanted === undefined || wanted.pattern.test(postcode.trim().toUpperCase()) ? undefined : wanted.example
}
