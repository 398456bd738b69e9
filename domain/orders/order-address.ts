import { z } from 'zod'
import { type Rejection, reject } from '../decider.ts'
import { AskedCountry, Country, postcodeWanted } from '../shared/country.ts'
import { AskedEmail } from '../shared/email.ts'
import { named } from '../shared/name.ts'
import {
  AskedCompanyName,
  AskedPersonName,
  CompanyName,
  Email,
  PersonName,
  Phone,
  Salutation,
} from '../shared/person.ts'

const Text = z.string()

/** An address of an order, as events hold it; what is blank is left out. */
export const OrderAddress = z.strictObject({
  salutation: Salutation.optional(),
  firstName: PersonName,
  middleName: PersonName.optional(),
  lastName: PersonName,
  company: CompanyName.optional(),
  street: Text,
  /** Second line of the street: floor, entrance, care of. */
  extra: Text.optional(),
  poBox: Text.optional(),
  /** Not everywhere is there one. */
  zip: Text.optional(),
  city: Text,
  country: Country,
  phone: Phone.optional(),
  email: Email.optional(),
  description: Text.optional(),
})
export type OrderAddress = z.infer<typeof OrderAddress>

/** Who bought, as the order has it. */
export const OrderBuyer = z.strictObject({
  salutation: Salutation.optional(),
  firstName: PersonName,
  middleName: PersonName.optional(),
  lastName: PersonName,
  company: CompanyName.optional(),
  email: Email.optional(),
  phone: Phone.optional(),
  mobile: Phone.optional(),
})
export type OrderBuyer = z.infer<typeof OrderBuyer>

const AskedName = {
  firstName: AskedPersonName,
  middleName: AskedPersonName.optional(),
  lastName: AskedPersonName,
  company: AskedCompanyName.optional(),
  email: AskedEmail.optional(),
}

/** The same as a command may bring it. */
export const AskedOrderBuyer = z.strictObject({ ...OrderBuyer.shape, ...AskedName })

/** An address as a command may bring it; whether its postcode is one of the country is a rule: `misplaced`. */
export const AskedOrderAddress = z.strictObject({
  ...OrderAddress.shape,
  ...AskedName,
  street: named(255),
  extra: named(255).optional(),
  poBox: named(50).optional(),
  zip: named(15).optional(),
  city: named(255),
  country: AskedCountry,
  description: z.string().trim().min(1).max(500).optional(),
})

type Place = { readonly country: string; readonly zip?: string | undefined }

/** Why an address can not be there, if it can not: its postcode. @param path of the address in the command, `billing.` */
export const misplaced = ({ country, zip }: Place, was?: Place | null, path = ''): Rejection | undefined => {
  if (country === was?.country && zip === was.zip) return undefined
  const example = postcodeWanted(country, zip)
  return example === undefined ? undefined : reject('invalid', 'PostcodeMalformed', { example }, `${path}zip`)
}
