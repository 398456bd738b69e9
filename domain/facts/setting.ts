import type { Facts } from '../decider.ts'
import type { SettingKey, SettingValue } from '../shop/settings/definitions.ts'
import { valueOf } from '../shop/settings/values.ts'
import { SHOP, settingsOf } from '../shop/settings.ts'

export { settingsNamed } from '../shop/settings.ts'

/** What a setting says at a store, or in the whole shop. The command asks for `settingsNamed(store)` beforehand. */
export const settingIn = <K extends SettingKey>(facts: Facts, key: K, store?: string): SettingValue<K> =>
  valueOf(key, {
    shop: facts.of(settingsOf, SHOP),
    store: store === undefined ? undefined : facts.of(settingsOf, store),
  })
