import { priceKey, product } from '../catalog/product.ts'
import { fact } from '../decider.ts'
import type { Currency } from '../shared/currency.ts'
import { defaultName } from '../shared/locale.ts'
import type { PriceMode } from '../shared/tax/calculate.ts'

export type SellableProduct = {
  readonly status: 'absent' | 'inactive' | 'active' | 'discontinued'
  /** In the default language: what the order remembers must not depend on who placed it. */
  readonly name: string
  /** Unit price with tax per `store/currency`, and without it. */
  readonly gross: Readonly<Record<string, string>>
  readonly net: Readonly<Record<string, string>>
  /** What it is taxed by; null where nobody has said it. */
  readonly taxSet: string | null
}

const NOTHING: SellableProduct = { status: 'absent', name: '', gross: {}, net: {}, taxSet: null }

/** What an order needs of a product: may it be sold, what is it called, what does it cost, how is it taxed. */
export const sellableProduct = fact(product, (state): SellableProduct => {
  if (state.status === 'absent') return NOTHING
  const pricesIn = (mode: PriceMode) =>
    Object.fromEntries(
      Object.entries(state.prices).flatMap(([key, price]) => {
        const said = price[mode]
        return said === undefined ? [] : [[key, said] as const]
      }),
    )
  const { status, names, taxSet } = state
  return { status, name: defaultName(names), gross: pricesIn('gross'), net: pricesIn('net'), taxSet }
})

/** The unit price at a store as that has prices, with tax or without, if there is one. */
export const unitPriceAt = (
  product: SellableProduct,
  place: { readonly store: string; readonly currency: Currency; readonly priceMode: PriceMode },
): string | undefined => product[place.priceMode][priceKey(place)]
