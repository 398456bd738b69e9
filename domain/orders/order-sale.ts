import { type Facts, type Rejection, reject } from '../decider.ts'
import { knownCustomer } from '../facts/known-customer.ts'
import { grossPrice, sellableProduct } from '../facts/sellable-product.ts'
import type { Currency } from '../shared/currency.ts'

type Place = { readonly store: string; readonly currency: Currency }
type Wanted = { readonly sku: string; readonly quantity: number }

/** Why a customer can not order, if there is one who can not. */
export const unserved = (facts: Facts, customer: string | null): Rejection | undefined => {
  if (customer === null) return undefined
  const status = facts.of(knownCustomer, customer)
  if (status === 'absent') return reject('invalid', 'OrderCustomerUnknown', { customer }, 'customer')
  return status === 'erased' ? reject('conflict', 'OrderCustomerErased', { customer }, 'customer') : undefined
}

/** A line with the product's present name and price, or why it can not be sold. */
export const priced = (facts: Facts, place: Place, { sku, quantity }: Wanted, index: number) => {
  const product = facts.of(sellableProduct, sku)
  const unitPrice = grossPrice(product, place)
  const field = `lines.${index}.sku`
  if (product.status === 'absent') return reject('invalid', 'ProductUnknown', { sku }, field)
  if (product.status !== 'active') return reject('conflict', 'ProductNotForSale', { sku }, field)
  if (unitPrice === undefined)
    return reject('conflict', 'ProductWithoutPrice', { sku, store: place.store, currency: place.currency }, field)
  return { kind: 'product' as const, sku, name: product.name, quantity, unitPrice }
}
