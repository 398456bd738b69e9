import { isInEu } from '../country.ts'

/** The country that a VAT id is of, by its first letters; those of Greece are EL. */
export const countryOfVatId = (vatId: string): string => {
  const letters = vatId.trim().slice(0, 2).toUpperCase()
  return letters === 'EL' ? 'GR' : letters
}

type Delivery = {
  /** Where the store is taxed. */
  readonly from: string
  /** Country of delivery. */
  readonly to: string
  readonly vatId?: string | undefined
}

/**
 * Whether the buyer owes the tax: a company with a VAT id of another member of the European Union than the store's, to
 * which goods go into another one, too. Whether the id is valid is not asked here; nor are ids of Northern Ireland (XI) known.
 */
export const isReverseCharge = ({ from, to, vatId }: Delivery): boolean => {
  if (vatId === undefined || from === to || !isInEu(from) || !isInEu(to)) return false
  const of = countryOfVatId(vatId)
  return isInEu(of) && of !== from
}
