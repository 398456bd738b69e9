import { type Facts, type Rejection, reject } from '../decider.ts'
import { knownCustomer } from '../facts/known-customer.ts'
import { sellableProduct, unitPriceAt } from '../facts/sellable-product.ts'
import type { Currency } from '../shared/currency.ts'
import type { PriceMode } from '../shared/tax/calculate.ts'

type Place = { readonly store: string; readonly currency: Currency; readonly priceMode: PriceMode }
type Wanted = {
  readonly sku: string
  readonly quantity: number
  /** Agreed with whoever buys, in place of the product's price, and why. */
  readonly unitPrice?: string | undefined
  readonly reason?: string | undefined
}

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

/** What a unit costs: as agreed, with what it costs others beside it, or as the product says. */
const priceOf = ({ unitPrice, reason }: Wanted, listPrice: string | undefined) => {
  if (unitPrice === undefined) return listPrice === undefined ? undefined : { unitPrice: listPrice }
  return { unitPrice, ...(listPrice === undefined ? {} : { listPrice }), priceReason: reason ?? '' }
}

/** A line with the product's present name and price, or why it can not be sold. @param path of the line in the command */
export const priced = (facts: Facts, place: Place, wanted: Wanted, path: string) => {
  const { sku, quantity } = wanted
  const product = facts.of(sellableProduct, sku)
  const price = priceOf(wanted, unitPriceAt(product, place))
  const field = `${path}.sku`
  if (product.status === 'absent') return reject('invalid', 'ProductUnknown', { sku }, field)
  if (product.status !== 'active') return reject('conflict', 'ProductNotForSale', { sku }, field)
  if (wanted.unitPrice !== undefined && wanted.reason === undefined)
    return reject('invalid', 'PriceReasonMissing', { sku }, `${path}.reason`)
  if (price === undefined) return withoutPrice(sku, place, field)
  return { kind: 'product' as const, sku, name: product.name, quantity, ...price }
}
