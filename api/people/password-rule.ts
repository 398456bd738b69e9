import { z } from 'zod'
import { isCommonPassword } from '../../people/common-password.ts'

const SHORTEST = 12
const LONGEST = 128

// Counted as people count: a sign that needs two units of UTF-16 is one.
const length = (password: string): number => Array.from(password.normalize('NFC')).length

/** A password that somebody chooses: of any signs, blanks too. */
export const NewPassword = z
  .string()
  .max(4 * LONGEST)
  .refine(password => length(password) >= SHORTEST, 'passwordShort')
  .refine(password => length(password) <= LONGEST, 'passwordLong')
  .refine(password => !isCommonPassword(password), 'passwordCommon')
