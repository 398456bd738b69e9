import { z } from 'zod'
import { AskedCompanyName, AskedPersonName, CompanyName, PersonName, Phone, Salutation } from '../shared/person.ts'

/** Who somebody is, as events hold it. */
export const Person = {
  salutation: Salutation.optional(),
  firstName: PersonName,
  lastName: PersonName,
  phone: Phone.optional(),
  company: CompanyName.optional(),
}
export type Person = z.infer<z.ZodObject<typeof Person>>

/** Where somebody is. */
export const PostalAddress = {
  ...Person,
  street: z.string().trim().min(1).max(255),
  street2: z.string().trim().min(1).max(255).optional(),
  city: z.string().trim().min(1).max(255),
  /** Not everywhere is there one. */
  zip: z.string().trim().min(1).max(15).optional(),
  comment: z.string().trim().min(1).max(500).optional(),
}
export type PostalAddress = z.infer<z.ZodObject<typeof PostalAddress>>

/** Who somebody is, as commands take it. */
export const AskedPerson = {
  ...Person,
  firstName: AskedPersonName,
  lastName: AskedPersonName,
  company: AskedCompanyName.optional(),
}
