import { ENGLISH, formats, locales } from '../../domain/shared/locale.ts'
import type { StoreRow } from '../../projections/shop/store.ts'
import { type Words, wordsFor } from '../words.ts'

/** How a store writes: its language where sentences are there in it, as where it sells. */
export const localeOf = ({ language, countries }: Pick<StoreRow, 'language' | 'countries'>): string => {
  const spoken = locales.find(locale => locale === language.split('-')[0]) ?? ENGLISH
  const known = formats.filter(format => format.startsWith(`${spoken}-`))
  const own = countries.flatMap(country => known.filter(format => format === `${spoken}-${country}`))
  return known.find(format => format === language) ?? own[0] ?? known[0] ?? spoken
}

/** The words of what a store sends out, whoever prints it. @param now only what is told from today depends on it */
export const wordsOfStore = (store: Pick<StoreRow, 'language' | 'countries' | 'timeZone'>, now: Date): Words =>
  wordsFor({ locale: localeOf(store), timeZone: store.timeZone }, now)
