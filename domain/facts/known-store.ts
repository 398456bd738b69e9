import { type Facts, fact, type Rejection, reject } from '../decider.ts'
import { type KnownStore, store } from '../shop/store.ts'

export type { KnownStore }

/** A store as rules of other areas see it: absent, or with its time zone, its languages and its money. */
export const knownStore = fact(store, state => state)

/** Asks for the facts of stores. */
export const storesNamed = (...keys: readonly string[]) => keys.map(id => ({ fact: knownStore, id }))

/** The store of that key, which a command named in `field`, or why there is none. */
export const storeIn = (facts: Facts, key: string, field = 'store'): KnownStore | Rejection => {
  const found = facts.of(knownStore, key)
  return found.status === 'absent' ? reject('invalid', 'StoreUnknown', { store: key }, field) : found
}

/** The same of one that takes something new. */
export const activeStoreIn = (facts: Facts, key: string, field = 'store'): KnownStore | Rejection => {
  const found = storeIn(facts, key, field)
  return 'status' in found && found.status === 'inactive'
    ? reject('conflict', 'StoreIsInactive', { store: key }, field)
    : found
}
