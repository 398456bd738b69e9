import { type EventOf, noWayBack, type StateOf, type Undo } from '../undo.ts'
import { priceKey, product } from './product.ts'

type Product = StateOf<typeof product>
type Made = readonly EventOf<typeof product>[]

/** Every price that was set, as it was: an amount that was not there is removed again. */
const pricesBack = (was: Product, made: Made) => {
  if (was.status === 'absent') return noWayBack
  const prices = made.flatMap(event => {
    if (event.type !== 'PriceChanged' && event.type !== 'PriceRemoved') return []
    const { store, currency } = event.data
    const { gross = null, net = null } = was.prices[priceKey(event.data)] ?? {}
    return [{ store, currency, gross, net }]
  })
  return { type: 'SetPrices', data: { prices } } as const
}

export const productUndo: Undo<typeof product> = {
  CreateProduct: 'makes',
  EditProduct: was => {
    if (was.status === 'absent') return noWayBack
    const { names, descriptions, category, taxSet } = was
    return { type: 'EditProduct', data: { names, descriptions, category, taxSet } }
  },
  LeaveCategory: 'follows',
  SetPrices: pricesBack,
  ActivateProduct: () => ({ type: 'DeactivateProduct', data: {} }),
  DeactivateProduct: () => ({ type: 'ActivateProduct', data: {} }),
  DiscontinueProduct: 'ends',
}
