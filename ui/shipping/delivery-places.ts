import type { PageContext } from '../../api/page.ts'
import { deliveryMethodCommands } from '../../api/shipping/delivery-method.ts'
import type { PriceAt } from '../../domain/shipping/delivery-price.ts'
import { isWithin } from '../../domain/viewer.ts'
import type { ListedDeliveryMethod } from '../../projections/shipping/delivery-method-detail.ts'
import { readStores, type StoreRow } from '../../projections/shop/store.ts'

/** A store and a currency in which a method can have a price. */
export type DeliveryPlace = {
  readonly store: string
  readonly currency: string
  readonly price: PriceAt | undefined
  /** With or without tax, as the store has it; undefined where there is no such store any more. */
  readonly mode: StoreRow['priceMode'] | undefined
  /** Among the stores of the method, and the currencies of that store. */
  readonly isServed: boolean
}

/** Where a method can have a price: each currency of its stores, and wherever else it has one. */
export const placesOf = (method: ListedDeliveryMethod, stores: readonly StoreRow[]): DeliveryPlace[] => {
  const { prices } = method
  const priceAt = (store: string, currency: string) =>
    prices.find(price => price.store === store && price.currency === currency)
  const served = stores
    .filter(({ store }) => method.stores?.includes(store) !== false)
    .flatMap(({ store, currencies, priceMode: mode }) =>
      currencies.map(currency => ({ store, currency, price: priceAt(store, currency), mode, isServed: true })),
    )
  const isServed = (price: PriceAt) => served.some(place => place.price === price)
  const others = prices
    .filter(price => !isServed(price))
    .map(price => {
      const mode = stores.find(({ store }) => store === price.store)?.priceMode
      return { store: price.store, currency: price.currency, price, mode, isServed: false }
    })
  return [...served, ...others]
}

/** Those for which the viewer may set a price. */
export const placesFor = async (context: PageContext, method: ListedDeliveryMethod): Promise<DeliveryPlace[]> => {
  const { may } = deliveryMethodCommands.SetDeliveryPrice
  const all = placesOf(method, await readStores(context.viewer, context.db))
  return all.filter(({ store }) => isWithin(context.viewer, may, store))
}
