import { z } from 'zod'
import { decimalsOf } from './currency.ts'
import { minorUnit, scaled } from './money.ts'

/** What a new price is rounded to: minor units (cents), whole amounts, or the nearest that ends so. */
export const roundings = ['cents', 'whole', 'x.99', 'x.95'] as const
export type Rounding = (typeof roundings)[number]

/** How a price is changed: by so many per cent of it, or by an amount. */
export const AskedChange = z.strictObject({
  by: z.enum(['percent', 'amount']),
  change: z
    .string()
    .trim()
    .regex(/^-?(?:0|[1-9]\d{0,8})(?:\.\d{1,4})?$/, 'change')
    .max(15)
    .meta({ format: 'decimal' }),
  rounding: z.enum(roundings),
})
export type AskedChange = z.infer<typeof AskedChange>

type Places = { readonly step: bigint; readonly end: bigint }

const WHOLE: Places = { step: 10_000n, end: 0n }

/** In ten-thousandths: rounded prices are `end` beyond a multiple of `step`. What has no cents ends in none. */
const placesOf = (rounding: Rounding, currency: string): Places => {
  if (rounding === 'cents') return { step: minorUnit(currency), end: 0n }
  if (rounding === 'whole' || decimalsOf(currency) === 0) return WHOLE
  return { ...WHOLE, end: rounding === 'x.99' ? 9_900n : 9_500n }
}
const HUNDRED_PERCENT = 1_000_000n

const signed = (change: string): bigint => (change.startsWith('-') ? -scaled(change.slice(1)) : scaled(change))

/** The changed price as a fraction, exact. */
const changedBy = (price: bigint, { by, change }: AskedChange): readonly [bigint, bigint] =>
  by === 'percent' ? [price * (HUNDRED_PERCENT + signed(change)), HUNDRED_PERCENT] : [price + signed(change), 1n]

/** The nearest place, the upper one of two; never below the lowest there is. */
const nearest = ([over, under]: readonly [bigint, bigint], { step, end }: Places): bigint => {
  const steps = (2n * (over - end * under) + step * under) / (2n * step * under)
  return (steps < 0n ? 0n : steps) * step + end
}

const decimalOf = (price: bigint, currency: string): string => {
  const [whole, digits] = [price / 10_000n, decimalsOf(currency)]
  return digits === 0
    ? `${whole}`
    : `${whole}.${String(price % 10_000n)
        .padStart(4, '0')
        .slice(0, digits)}`
}

/**
 * A unit price that is changed and then rounded as its currency is written, in whole numbers all the way; undefined where it
 * would be below zero.
 */
export const repriced = (price: string, asked: AskedChange, currency: string): string | undefined => {
  const exact = changedBy(scaled(price), asked)
  return exact[0] < 0n ? undefined : decimalOf(nearest(exact, placesOf(asked.rounding, currency)), currency)
}
