import { z } from 'zod'
import { decimalsOf } from './currency.ts'

/** An amount in minor units of its currency (cents, pence, whole yen), a safe integer, may be negative. */
export const Minor = z.int()

/** A price of one unit as decimal text, up to four digits after the point, never negative. `"2.55"`, `"0.0425"`. */
export const UnitPrice = z.string().regex(/^(?:0|[1-9]\d{0,9})(?:\.\d{1,4})?$/, 'price')

/** The price a command may ask for: below a thousand million. A form lets people type it their way. */
export const AskedPrice = z
  .string()
  .trim()
  .regex(/^(?:0|[1-9]\d{0,8})(?:\.\d{1,4})?$/, 'price')
  .max(14)
  .meta({ format: 'decimal' })

const SCALE = 4
/** Ten-thousandths of a major unit. */
export const scaled = (price: string): bigint => {
  const [whole = '0', fraction = ''] = price.split('.')
  return BigInt(whole) * 10n ** BigInt(SCALE) + BigInt(fraction.padEnd(SCALE, '0'))
}

/** Ten-thousandths of a major unit in one minor unit of a currency. */
export const minorUnit = (currency: string): bigint => 10n ** BigInt(SCALE - decimalsOf(currency))

/**
 * quantity × unit price in minor units of the currency, rounded half up (away from zero), exact in between.
 * @throws RangeError when the product is beyond 2^53 minor units.
 */
export const lineTotal = (unitPrice: string, quantity: number, currency: string): number => {
  const [exact, unit] = [scaled(unitPrice) * BigInt(Math.abs(quantity)), minorUnit(currency)]
  const rounded = Number((exact + unit / 2n) / unit)
  if (!Number.isSafeInteger(rounded)) throw new RangeError('amount beyond safe integers')
  return quantity < 0 ? -rounded : rounded
}

/** Below zero when `a` is the lower price. */
export const comparePrices = (a: string, b: string): number => Number(scaled(a) - scaled(b))

/** Compares two unit prices by value: `"2.50"` equals `"2.5"`. */
export const samePrice = (a: string, b: string): boolean => scaled(a) === scaled(b)
