import { definitionOf, isSetting, type SettingKey, type SettingValue } from './definitions.ts'

/** What was set at one place, by key. Older logs may have keys and values that there are no more. */
export type SetValues = Readonly<Record<string, unknown>>

/** What was set for the shop, and for one store. */
export type Places = { readonly shop: SetValues; readonly store?: SetValues | undefined }

/** Where the value of a setting comes from. */
export type Source = 'default' | 'shop' | 'store'

const settable = (key: SettingKey, values: SetValues | undefined): unknown => {
  const found = definitionOf(key).schema.safeParse(values?.[key])
  return found.success ? found.data : undefined
}

/** Where a setting has its value from, for a store or for the whole shop: what can not be set any more does not count. */
export const sourceOf = (key: SettingKey, { shop, store }: Places): Source => {
  if (definitionOf(key).scope === 'store' && settable(key, store) !== undefined) return 'store'
  return settable(key, shop) === undefined ? 'default' : 'shop'
}

/** What holds: the store's own, else the shop's, else the default. */
export const valueOf = <K extends SettingKey>(key: K, places: Places): SettingValue<K> => {
  const source = sourceOf(key, places)
  // A value that its schema takes is one of its type, and so is the default.
  return (source === 'default' ? definitionOf(key).default : settable(key, places[source])) as SettingValue<K>
}

/** The same of a key that may be none, as events have it. */
export const heldOf = (key: string, places: Places): unknown => (isSetting(key) ? valueOf(key, places) : null)
