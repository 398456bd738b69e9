/** What lies of a SKU in one warehouse, and for which stores. */
export type Lying = {
  readonly onHand: number
  readonly reserved: number
  readonly neverOutOfStock: boolean
  readonly isOpen: boolean
  /** Those that the warehouse serves; null for all. */
  readonly stores: readonly string[] | null
}

/** What can still be promised of a SKU; of what is never out of stock as much as anybody asks for. */
export type Availability = { readonly available: number; readonly neverOutOfStock: boolean }

const counts = (store: string, { isOpen, stores }: Lying): boolean =>
  isOpen && (stores === null || stores.includes(store))

/**
 * What a store can promise: of each open warehouse that serves it what nobody has reserved. What one of them has reserved
 * beyond its stock is not owed by the others.
 */
export const availableAt = (store: string, places: readonly Lying[]): Availability => {
  const serving = places.filter(place => counts(store, place))
  return {
    available: serving.reduce((sum, { onHand, reserved }) => sum + Math.max(0, onHand - reserved), 0),
    neverOutOfStock: serving.some(({ neverOutOfStock }) => neverOutOfStock),
  }
}
