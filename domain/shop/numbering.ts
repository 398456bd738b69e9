import { z } from 'zod'
import { StoreKey } from '../shared/store-key.ts'

/** The kinds of documents that numbers are given to. */
export const numberedKinds = ['orders', 'returns', 'customers'] as const
export type NumberedKind = (typeof numberedKinds)[number]

export type NumberPlace = { readonly store: string; readonly kind: NumberedKind }

/** The id of the range of a store for a kind: `DE-orders`. A store's key has no dash. */
export const rangeId = ({ store, kind }: { readonly store: string; readonly kind: NumberedKind }): string =>
  `${store}-${kind}`

/** The store and the kind that an id names; undefined for any other text. */
export const numberPlace = (id: string): NumberPlace | undefined => {
  const dash = id.indexOf('-')
  const store = id.slice(0, Math.max(dash, 0))
  const kind = numberedKinds.find(one => one === id.slice(dash + 1))
  return kind !== undefined && StoreKey.safeParse(store).success ? { store, kind } : undefined
}

/** Nobody means two ranges by `de-Orders` and `DE-orders`. */
export const rangeSpelled = (id: string): string => {
  const trimmed = id.normalize('NFC').trim()
  const dash = trimmed.indexOf('-')
  return dash < 0 ? trimmed : `${trimmed.slice(0, dash).toUpperCase()}${trimmed.slice(dash).toLowerCase()}`
}

const PREFIX = /^(?:[A-Za-z0-9/-]|\{year\})*$/
const ENDS_OPEN = /(?:\d|\{year\})$/

/**
 * What stands before each number, `{year}` for that in which it is given. It ends in no digit: the digits at the end of a text
 * are then its number, so that no two numbers of a range read alike, whatever prefixes and widths it has had.
 */
export const NumberPrefix = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .regex(PREFIX, 'numberPrefix')
  .refine(prefix => !ENDS_OPEN.test(prefix), 'numberPrefixEnd')
  .nullable()

/** As many digits as a number has at least. */
export const NumberWidth = z.int().min(1).max(10)
export const MAX_NUMBER = 9_999_999_999

const YEAR_OR_DIGITS = /(?:\d|\{year\})+/g

/**
 * What prefixes have in common that can look alike in some year, whatever their case: runs of four or more digits count as
 * one, as a year is four of them.
 */
export const prefixKey = (prefix: string | null): string =>
  (prefix ?? '').toLowerCase().replace(YEAR_OR_DIGITS, run => (run.length < 4 ? run : '#'))

export type NumberFormat = { readonly prefix: string | null; readonly width: number }

/** A number as people read it. */
export const numberText = ({ prefix, width }: NumberFormat, number: number, year: string): string =>
  `${(prefix ?? '').replaceAll('{year}', year)}${String(number).padStart(width, '0')}`
