import { type EventOf, noWayBack, type StateOf, type Undo } from '../undo.ts'
import { priceKey, product } from './product.ts'

type Product = StateOf<typeof product>
type Made = readonly EventOf<typeof product>[]

const priceBack = (was: Product, [event]: Made) => {
  if (was.status === 'absent') return noWayBack
  if (event?.type !== 'PriceChanged' && event?.type !== 'PriceRemoved') return noWayBack
  const { store, currency } = event.data
  const price = was.prices[priceKey(event.data)]
  return price === undefined
    ? ({ type: 'RemovePrice', data: { store, currency } } as const)
    : ({ type: 'ChangePrice', data: { store, currency, price } } as const)
}

export const productUndo: Undo<typeof product> = {
  CreateProduct: 'makes',
  EditProduct: was => {
    if (was.status === 'absent') return noWayBack
    const { names, description, category } = was
    return { type: 'EditProduct', data: { names, description, category } }
  },
  LeaveCategory: 'follows',
  ChangePrice: priceBack,
  RemovePrice: priceBack,
  ActivateProduct: () => ({ type: 'DeactivateProduct', data: {} }),
  DeactivateProduct: () => ({ type: 'ActivateProduct', data: {} }),
  DiscontinueProduct: 'ends',
}
