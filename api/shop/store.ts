import { store } from '../../domain/shop/store.ts'
import { readStore, readStoreList, storeList } from '../../projections/shop/store.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/stores/:id'

export const storeCommands = commandRoutes(store, {
  OpenStore: { path: '/stores', form: '/stores/new', then: detail },
  // Only what takes an older log or an import over knows of a store that is there already.
  RecordStore: INTERNAL,
  EditStore: { path: detail, form: `${detail}/edit`, then: detail },
  DeactivateStore: { path: `${detail}/deactivation`, form: `${detail}/deactivation`, then: detail },
  ActivateStore: { path: `${detail}/activation`, form: detail, then: detail },
})

export const stores = {
  decider: store,
  path: '/stores',
  may: 'store:read',
  commands: storeCommands,
  list: { definition: storeList, read: readStoreList },
  read: readStore,
} satisfies Aggregate
