import { z } from 'zod'
import { bulkOf } from '../bulk.ts'
import { isRejection, type Rejection, reject } from '../decider.ts'
import { Currency } from '../shared/currency.ts'
import { AskedKey } from '../shared/id.ts'
import { AskedChange, repriced } from '../shared/repricing.ts'
import { AskedStore } from '../shared/store-key.ts'
import type { StateOf } from '../undo.ts'
import { priceKey, product } from './product.ts'

const { same, each } = bulkOf(product)

type Known = Exclude<StateOf<typeof product>, { readonly status: 'absent' }>
type Place = { readonly store: string; readonly currency: Currency }

const unknown = (sku: string) => reject('unknown', 'ProductUnknown', { sku })

const Repricing = z.strictObject({
  store: AskedStore,
  currency: Currency,
  amounts: z.enum(['gross', 'net', 'both']),
  ...AskedChange.shape,
})

/** The amounts that are to be changed and are there, each as it becomes. */
const newAmounts = (
  { prices }: Known,
  place: Place,
  { amounts, ...change }: z.infer<typeof Repricing>,
): Readonly<Record<string, string>> | Rejection => {
  const { gross, net } = prices[priceKey(place)] ?? {}
  const was = { ...(amounts !== 'net' && { gross }), ...(amounts !== 'gross' && { net }) }
  const now = Object.entries(was).flatMap(([name, amount]) =>
    amount === undefined ? [] : [[name, repriced(amount, change, place.currency)] as const],
  )
  if (now.length === 0) return reject('conflict', 'PriceMissing', place)
  const known = now.flatMap(([name, amount]) => (amount === undefined ? [] : [[name, amount] as const]))
  return known.length < now.length ? reject('conflict', 'PriceBelowZero', place) : Object.fromEntries(known)
}

export const productBulk = {
  ActivateProducts: same('ActivateProduct'),
  DeactivateProducts: same('DeactivateProduct'),
  MoveProducts: each('EditProduct', z.strictObject({ category: AskedKey.nullable() }), (was, { category }, id) => {
    if (was.status === 'absent') return unknown(id)
    const { names, descriptions } = was
    return { names, descriptions, category }
  }),
  TaxProducts: each('EditProduct', z.strictObject({ taxSet: AskedKey.nullable() }), (was, { taxSet }, id) => {
    if (was.status === 'absent') return unknown(id)
    const { names, descriptions, category } = was
    return { names, descriptions, category, taxSet }
  }),
  RepriceProducts: each('SetPrices', Repricing, (was, asked, id) => {
    if (was.status === 'absent') return unknown(id)
    const { store, currency } = asked
    const amounts = newAmounts(was, { store, currency }, asked)
    return isRejection(amounts) ? amounts : { prices: [{ store, currency, ...amounts }] }
  }),
}
