import type { PageContext } from '../../api/page.ts'
import type { Permission } from '../../domain/viewer.ts'
import { currenciesOf, readStoresFor, type StoreRow } from '../../projections/shop/store.ts'
import type { Option } from '../components/filter-bar.ts'
import { codes } from '../kit/control.ts'
import type { Words } from '../words.ts'

const keysOf = (stores: readonly StoreRow[]): string[] => stores.map(({ store }) => store)

/** The stores for which a viewer may do something, as filters offer them: those that are closed have a past. */
export const storesFor =
  (may: Permission) =>
  async (_: Words, { viewer, db }: PageContext): Promise<readonly Option[]> =>
    codes(keysOf(await readStoresFor(viewer, db, may)))

/** The currencies of these stores, for filters. */
export const currenciesFor =
  (may: Permission) =>
  async (_: Words, { viewer, db }: PageContext): Promise<readonly Option[]> =>
    codes(currenciesOf(await readStoresFor(viewer, db, may)))

/** The stores at which a viewer may do something new. */
export const openFor = async ({ viewer, db }: PageContext, may: Permission): Promise<StoreRow[]> =>
  (await readStoresFor(viewer, db, may)).filter(({ status }) => status === 'active')

/** Stores and their currencies as fields of a form offer them. */
export const choicesOf = (stores: readonly StoreRow[]) => ({
  stores: codes(keysOf(stores)),
  currencies: codes(currenciesOf(stores)),
})
