import type { PageContext } from '../../api/page.ts'
import { isWithin, type Permission, readOf } from '../../domain/viewer.ts'
import { currenciesOf, languagesOf, readStores, type StoreRow } from '../../projections/shop/store.ts'
import type { Option } from '../components/filter-bar.ts'
import { codes } from '../kit/control.ts'
import type { Words } from '../words.ts'

const read = new WeakMap<PageContext, Promise<StoreRow[]>>()

/** The stores of the shop, read once for all filters and fields of a page. */
export const storesOf = (context: PageContext): Promise<StoreRow[]> => {
  const known = read.get(context)
  if (known !== undefined) return known
  const stores = readStores(context.viewer, context.db)
  read.set(context, stores)
  return stores
}

const allowedIn = async (context: PageContext, may: Permission): Promise<StoreRow[]> =>
  (await storesOf(context)).filter(({ store }) => isWithin(context.viewer, may, store))

const keysOf = (stores: readonly StoreRow[]): string[] => stores.map(({ store }) => store)

/** The stores for which a viewer may do something, as filters offer them: those that are closed have a past. */
export const storesFor =
  (may: Permission) =>
  async (_: Words, context: PageContext): Promise<readonly Option[]> =>
    codes(keysOf(await allowedIn(context, may)))

/** The currencies of these stores, for filters. */
export const currenciesFor =
  (may: Permission) =>
  async (_: Words, context: PageContext): Promise<readonly Option[]> =>
    codes(currenciesOf(await allowedIn(context, may)))

/** The languages of these stores by their names, for filters. */
export const languagesFor =
  (may: Permission) =>
  async (words: Words, context: PageContext): Promise<readonly Option[]> =>
    languagesOf(await allowedIn(context, may)).map(value => ({ value, label: words.format.language(value) }))

/** Each store that has prices a viewer may see, and each of them with a currency that it sells in. */
export const pricePlacesFor = async (_: Words, context: PageContext): Promise<readonly Option[]> =>
  (await allowedIn(context, readOf.product)).flatMap(({ store, currencies }) => [
    { value: store, label: store },
    ...currencies.map(currency => ({ value: `${store}/${currency}`, label: `${store} ${currency}` })),
  ])

/** The stores at which a viewer may do something new. */
export const openFor = async (context: PageContext, may: Permission): Promise<StoreRow[]> =>
  (await allowedIn(context, may)).filter(({ status }) => status === 'active')

/** Stores and their currencies as fields of a form offer them. */
export const choicesOf = (stores: readonly StoreRow[]) => ({
  stores: codes(keysOf(stores)),
  currencies: codes(currenciesOf(stores)),
})
