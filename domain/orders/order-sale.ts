import { type Facts, type Rejection, reject } from '../decider.ts'
import { knownCustomer } from '../facts/known-customer.ts'
import { sellableProduct, unitPriceAt } from '../facts/sellable-product.ts'
import type { Currency } from '../shared/currency.ts'
import type { PriceMode } from '../shared/tax/calculate.ts'

type Place = { readonly store: string; readonly currency: Currency; readonly priceMode: PriceMode }
type Wanted = { readonly sku: string; readonly quantity: number }

/** Why a customer can not order, if there is one who can not. */
export const unserved = (facts: Facts, customer: string | null): Rejection | undefined => {
  if (customer === null) return undefined
  const status = facts.of(knownCustomer, customer)
  if (status === 'absent') return reject('invalid', 'OrderCustomerUnknown', { customer }, 'customer')
  return status === 'erased' ? reject('conflict', 'OrderCustomerErased', { customer }, 'customer') : undefined
}

const withoutPrice = (sku: string, { store, currency, priceMode }: Place, field: string): Rejection =>
  priceMode === 'net'
    ? reject('conflict', 'ProductWithoutNetPrice', { sku, store, currency }, field)
    : reject('conflict', 'ProductWithoutPrice', { sku, store, currency }, field)

/** A line with the product's present name and price, or why it can not be sold. */
export const priced = (facts: Facts, place: Place, { sku, quantity }: Wanted, index: number) => {
  const product = facts.of(sellableProduct, sku)
  const unitPrice = unitPriceAt(product, place)
  const field = `lines.${index}.sku`
  if (product.status === 'absent') return reject('invalid', 'ProductUnknown', { sku }, field)
  if (product.status !== 'active') return reject('conflict', 'ProductNotForSale', { sku }, field)
  if (unitPrice === undefined) return withoutPrice(sku, place, field)
  return { kind: 'product' as const, sku, name: product.name, quantity, unitPrice }
}
