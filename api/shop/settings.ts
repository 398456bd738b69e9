import { SHOP, settings } from '../../domain/shop/settings.ts'
import { UNKNOWN_STORE } from '../../domain/store-of.ts'
import { readSettingsRecord } from '../../projections/shop/settings.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes } from '../commands.ts'

/** `:id` is `shop`, or the key of a store. */
export const CONFIGURATION = '/configuration/:id'

export const settingsCommands = commandRoutes(settings, {
  ChangeSettings: {
    path: CONFIGURATION,
    form: CONFIGURATION,
    then: CONFIGURATION,
    // What holds for the whole shop is nobody's who may change some stores only.
    stores: (_, id) => [id === SHOP ? UNKNOWN_STORE : id],
  },
})

export const shopSettings = {
  decider: settings,
  path: '/configuration',
  may: 'settings:read',
  commands: settingsCommands,
  read: readSettingsRecord,
  // A store inherits from the shop.
  isShared: true,
} satisfies Aggregate
