import { z } from 'zod'
import { named } from './name.ts'

export const Salutation = z.enum(['Mr', 'Mrs', 'Ms', 'Dr'])
/** As events hold it. */
export const PersonName = z.string().min(1).max(100)
/** As somebody gives it: no address of a page and no mail header can be forged with it. */
export const AskedPersonName = named(100).regex(/^[^:<>]*$/, 'name')
export const CompanyName = z.string().trim().min(1).max(255)
export const AskedCompanyName = named(255)
export const Phone = z.string().trim().min(1).max(50)
/** As events hold it; see email.ts for what a command takes. */
export const Email = z.string().min(1).max(320)
