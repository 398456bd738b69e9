import { z } from 'zod'

/** ISO 4217 as of 2026, without metals, funds and testing codes. */
const ALL =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP ' +
  'CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ' +
  'IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU ' +
  'MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG ' +
  'SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV ' +
  'WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG'

/** The decimals of those that have not two; banks and invoices follow ISO 4217, not the habits of a locale. */
const OTHER_DECIMALS: readonly (readonly [decimals: number, currencies: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
]

/** Every currency a shop can sell in, by its ISO 4217 code. */
export const currencies: readonly string[] = ALL.split(' ')

const decimals: ReadonlyMap<string, number> = new Map(
  OTHER_DECIMALS.flatMap(([count, codes]) => codes.split(' ').map(code => [code, count] as const)),
)

/** How many decimals amounts of a currency have: 2 of EUR, 0 of JPY, 3 of KWD. */
export const decimalsOf = (currency: string): number => decimals.get(currency) ?? 2

export const Currency = z.enum(currencies)
export type Currency = z.infer<typeof Currency>
