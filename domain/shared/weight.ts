import { z } from 'zod'
import { scaled } from './money.ts'

/** Kilograms that a command may ask for as decimal text, to the gram and below a hundred tons. */
export const AskedWeight = z
  .string()
  .trim()
  .regex(/^(?:0|[1-9]\d{0,4})(?:\.\d{1,3})?$/, 'weight')
  .max(9)
  .meta({ format: 'decimal' })

/** Kilograms as decimal text in grams. */
export const gramsOf = (kilograms: string): number => Number(scaled(kilograms) / 10n)

/** Grams in kilograms as decimal text: `2.5`. */
export const kilogramsOf = (grams: number): string => String(grams / 1000)
