import { foundingStores } from '../../domain/shop/founding-stores.ts'
import type { KnownStore } from '../../domain/shop/store.ts'

/** The keys of the stores of shops of specs. */
export const storeKeys: readonly string[] = foundingStores.map(({ id }) => id)

/** A store of shops of specs as rules see it. */
export const storeOf = (id: string): KnownStore | { readonly status: 'absent' } => {
  const found = foundingStores.find(store => store.id === id)
  return found === undefined ? { status: 'absent' } : { status: 'active', nameClaim: `store-name.${id}`, ...found.data }
}
