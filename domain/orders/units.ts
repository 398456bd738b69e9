import { z } from 'zod'
import { MAX_LINES, MAX_UNITS } from '../shared/limits.ts'

/** Units of something, at least one. */
export const Quantity = z.int().positive()
/** As many as a command may ask for. */
export const AskedQuantity = Quantity.max(MAX_UNITS)

/** The number of a line within its order, from 1. */
export const AskedLineNumber = z.int().positive().max(MAX_LINES)

/** Some units of one line of an order; lines are counted from 1. */
export const Units = z.strictObject({ line: z.int().positive(), quantity: Quantity })
/** Lines with units of each, as a command may ask for them. */
export const AskedUnits = z
  .array(z.strictObject({ line: AskedLineNumber, quantity: AskedQuantity }))
  .min(1)
  .max(MAX_LINES)
export type Units = z.infer<typeof Units>
