import { z } from 'zod'

const PERCENTAGE = /^(?:100(?:\.0{1,4})?|[1-9]?\d(?:\.\d{1,4})?)$/

/** A rate has one spelling: `19`, not `19.00`. */
export const canonical = (percentage: string): string =>
  percentage.includes('.') ? percentage.replace(/\.?0+$/, '') : percentage

/** A rate in per cent as decimal text: from 0 to 100, up to four digits after the point. `"8.1"` */
export const Percentage = z.string().regex(PERCENTAGE, 'percentage')

/** The same as somebody gives it. A form lets people type it their way. */
export const AskedPercentage = z
  .string()
  .trim()
  .regex(PERCENTAGE, 'percentage')
  .max(8)
  .meta({ format: 'decimal' })
  .overwrite(canonical)

const DIGITS = 4
/** A hundred per cent, in what `partsOf` counts. */
export const WHOLE = 1_000_000n

/** Ten-thousandths of a per cent. */
export const partsOf = (percentage: string): bigint => {
  const [whole = '0', fraction = ''] = percentage.split('.')
  return BigInt(`${whole}${fraction.padEnd(DIGITS, '0')}`)
}

/** Below zero where `a` is the lower rate. */
export const compareRates = (a: string, b: string): number => Number(partsOf(a) - partsOf(b))
