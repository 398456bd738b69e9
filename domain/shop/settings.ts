import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type Fact,
  type FactRef,
  isRejection,
  type MessageOf,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { StoreKey, storeSpelled } from '../shared/store-key.ts'
import { definitionOf, definitions, type SettingKey, settingKeys } from './settings/definitions.ts'
import { heldOf, type SetValues } from './settings/values.ts'

/** The stream of what is set for the whole shop; no store has such a key. */
export const SHOP = 'shop'

// Stored for ever: never rename a key, only add optional fields. `was`: what held until then, here or from above.
const events = {
  SettingSet: z.strictObject({ setting: z.string(), value: z.json(), was: z.json().optional() }),
  /** What is above holds again: the shop's value at a store, the default in the shop. */
  SettingReset: z.strictObject({ setting: z.string(), was: z.json().optional() }),
}

export type Settings = { readonly values: SetValues }

const initial: Settings = { values: {} }

const evolve: Evolve<Settings, typeof events> = {
  SettingSet: ({ values }, { setting, value }) => ({ values: { ...values, [setting]: value } }),
  SettingReset: ({ values }, { setting }) => {
    const { [setting]: _reset, ...rest } = values
    return { values: rest }
  },
}

type Askable = {
  readonly [K in SettingKey]: z.ZodOptional<z.ZodNullable<(typeof definitions)[K]['schema']>>
}

/** Left out a setting stays as it is; null takes its value here away. */
const askable = Object.fromEntries(
  settingKeys.map(key => [key, definitionOf(key).schema.nullable().optional()]),
  // Each has the schema of its definition.
) as unknown as Askable

const commands = {
  /** `reset`: those whose value here goes, whatever stands beside it. */
  ChangeSettings: z.strictObject({
    values: z.strictObject(askable),
    reset: z.array(z.enum(settingKeys)).max(settingKeys.length).optional(),
  }),
}
type Asked = z.infer<typeof commands.ChangeSettings>['values']

/** What is set for the whole shop, as stores inherit it. */
export const settingsOf: Fact<SetValues> = {
  category: 'settings',
  initial,
  evolve,
  view: ({ values }: Settings) => values,
}

/** Asks for what is set for the shop, and at some stores. */
export const settingsNamed = (...stores: readonly string[]): readonly FactRef[] =>
  [SHOP, ...stores].map(id => ({ fact: settingsOf, id }))

const misplaced = (asked: Asked, id: string): Rejection | undefined => {
  const wrong = settingKeys.filter(key => id !== SHOP && asked[key] !== undefined && definitionOf(key).scope === 'shop')
  return rejectAll(wrong.map(key => reject('invalid', 'SettingOfShop', {}, `values.${key}`)))
}

/** Why nothing can be set at a place. */
const noPlace = ({ id, facts }: Context): Rejection | undefined => {
  if (id === SHOP) return undefined
  if (!StoreKey.safeParse(id).success) return reject('unknown', 'StoreUnknown', { store: id })
  const store = storeIn(facts, id)
  return isRejection(store) ? reject('unknown', 'StoreUnknown', { store: id }) : undefined
}

type Change = readonly MessageOf<typeof events>[]

const changedTo = (key: SettingKey, value: Asked[SettingKey], own: SetValues, was: z.core.util.JSONType): Change => {
  if (value === undefined) return []
  if (value === null) return key in own ? [{ type: 'SettingReset', data: { setting: key, was } }] : []
  return own[key] === value ? [] : [{ type: 'SettingSet', data: { setting: key, value, was } }]
}

const decide: Decide<Settings, typeof commands, typeof events> = {
  ChangeSettings: ({ values: own }, { values, reset = [] }, context): Decision<typeof events> => {
    const { id, facts } = context
    const asked: Asked = { ...values, ...Object.fromEntries(reset.map(key => [key, null])) }
    const refused = noPlace(context) ?? misplaced(asked, id)
    if (refused !== undefined) return refused
    const places = id === SHOP ? { shop: own } : { shop: facts.of(settingsOf, SHOP), store: own }
    // What holds is a value of a definition, or null.
    const was = (key: SettingKey) => heldOf(key, places) as z.core.util.JSONType
    return settingKeys.flatMap(key => changedTo(key, asked[key], own, was(key)))
  },
}

const touches: Touches<Settings, typeof commands, typeof events> = {
  SettingSet: ({ setting }) => [`values.${setting}`],
  SettingReset: ({ setting }) => [`values.${setting}`],
}

/** What a shop has set, and what a store has set otherwise; id = `shop` or the key of a store. Nothing has to be set at all. */
export const settings: Decider<Settings, typeof commands, typeof events> = {
  category: 'settings',
  spelling: id => (id === SHOP ? id : storeSpelled(id)),
  initial,
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: {
    ChangeSettings: (_, id) => (id === SHOP ? [] : [...storesNamed(id), { fact: settingsOf, id: SHOP }]),
  },
}
