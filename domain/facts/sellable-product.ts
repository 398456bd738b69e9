import { priceKey, product } from '../catalog/product.ts'
import { fact } from '../decider.ts'
import type { Currency } from '../shared/currency.ts'
import { defaultName } from '../shared/locale.ts'

export type SellableProduct = {
  readonly status: 'absent' | 'inactive' | 'active' | 'discontinued'
  /** In the default language: what the order remembers must not depend on who placed it. */
  readonly name: string
  /** Unit price with tax per `store/currency`. */
  readonly gross: Readonly<Record<string, string>>
}

/** What an order needs of a product: may it be sold, what is it called, what does it cost. */
export const sellableProduct = fact(product, (state): SellableProduct => {
  if (state.status === 'absent') return { status: 'absent', name: '', gross: {} }
  const gross = Object.entries(state.prices).flatMap(([key, price]) =>
    price.gross === undefined ? [] : [[key, price.gross] as const],
  )
  return { status: state.status, name: defaultName(state.names), gross: Object.fromEntries(gross) }
})

/** The unit price with tax at a store, if there is one. */
export const grossPrice = (
  { gross }: SellableProduct,
  place: { store: string; currency: Currency },
): string | undefined => gross[priceKey(place)]
