import { z } from 'zod'
import { Key, Uuid } from './id.ts'

// Crockford's alphabet: no I, L, O or U, so that a number can be read out on the phone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SYMBOLS = 8

/**
 * What people call an order or a return: the id itself when it is a natural one (an invoice number), else a short text
 * from the last forty random bits of the UUID, such as `K7Q2-M4ZD`.
 */
export const numberOf = (id: string): string => {
  if (!Uuid.safeParse(id).success) return id
  const bits = Number.parseInt(id.slice(-10), 16)
  const symbols = Array.from({ length: SYMBOLS }, (_, place) => {
    const value = Math.floor(bits / 32 ** (SYMBOLS - 1 - place)) % 32
    return ALPHABET.charAt(value)
  })
  return `${symbols.slice(0, 4).join('')}-${symbols.slice(4).join('')}`
}

/** The number that a document was given, and the range that it is of. */
export const NumberedBy = z.strictObject({ number: z.string().min(1).max(64), range: Key })
