import { z } from 'zod'

/** Text with which no address line or mail header can be forged. */
const named = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^:/<>]*$/, 'name')

export const Salutation = z.enum(['Mr', 'Mrs', 'Ms', 'Dr'])
export const PersonName = named(100)
export const CompanyName = z.string().trim().min(1).max(255)
export const Phone = z.string().trim().min(1).max(50)
export const Country = z.string().trim().min(1).max(100)
/** Kept as written; compared in lower case. */
export const Email = z.string().trim().max(100).pipe(z.email().max(100))
