import { z } from 'zod'
import {
  type ClaimRef,
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { amend, changed } from '../shared/changes.ts'
import { claimIn, renamed } from '../shared/claimed.ts'
import { AskedCountry } from '../shared/country.ts'
import { Currency } from '../shared/currency.ts'
import { AskedEmail } from '../shared/email.ts'
import { AskedLanguage, Language } from '../shared/language.ts'
import { named, nameKey } from '../shared/name.ts'
import { StoreKey, storeSpelled } from '../shared/store-key.ts'
import { AskedTimeZone } from '../shared/time-zone.ts'

/** Whether its prices are entered and summed with tax or without. */
export const priceModes = ['gross', 'net'] as const
/** Whether tax is rounded on each line of an order, or once per rate. */
export const taxRoundings = ['line', 'total'] as const

/** What was chosen of several, and which of these counts where nobody says. */
const languages = { languages: z.array(Language), language: Language }
const currencies = { currencies: z.array(Currency), currency: Currency }
const taxing = { priceMode: z.enum(priceModes), taxRounding: z.enum(taxRoundings) }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  StoreOpened: z.strictObject({
    name: z.string(),
    nameClaim: z.string(),
    timeZone: z.string(),
    ...languages,
    ...currencies,
    /** ISO 3166-1 codes of where it sells to; none: everywhere. */
    countries: z.array(z.string()),
    ...taxing,
    /** The address its mails come from. */
    sender: z.string().nullable(),
  }),
  /** `released`: the claim of the name before, unless both are one. */
  StoreRenamed: z.strictObject({ name: z.string(), nameClaim: z.string(), released: z.string().optional() }),
  StoreTimeZoneChanged: z.strictObject({ timeZone: z.string() }),
  StoreLanguagesSet: z.strictObject(languages),
  StoreCurrenciesSet: z.strictObject(currencies),
  StoreCountriesSet: z.strictObject({ countries: z.array(z.string()) }),
  StoreTaxingSet: z.strictObject(taxing),
  StoreSenderSet: z.strictObject({ sender: z.string().nullable() }),
  StoreDeactivated: z.strictObject({}),
  StoreActivated: z.strictObject({}),
}

type Store =
  | { readonly status: 'absent' }
  | ({ readonly status: 'active' | 'inactive' } & z.infer<typeof events.StoreOpened>)
export type KnownStore = Exclude<Store, { readonly status: 'absent' }>

const evolve: Evolve<Store, typeof events> = {
  StoreOpened: (_, data) => ({ status: 'active', ...data }),
  StoreRenamed: (store, { name, nameClaim }) => amend(store, { name, nameClaim }),
  StoreTimeZoneChanged: amend,
  StoreLanguagesSet: amend,
  StoreCurrenciesSet: amend,
  StoreCountriesSet: amend,
  StoreTaxingSet: amend,
  StoreSenderSet: amend,
  StoreDeactivated: store => amend(store, { status: 'inactive' }),
  StoreActivated: store => amend(store, { status: 'active' }),
}

const MOST = 50

const Asked = z.strictObject({
  name: named(255),
  timeZone: AskedTimeZone,
  languages: z.array(AskedLanguage).min(1).max(MOST),
  language: AskedLanguage,
  currencies: z.array(Currency).min(1).max(MOST),
  currency: Currency,
  countries: z.array(AskedCountry).max(300),
  ...taxing,
  sender: AskedEmail.nullable(),
})
type Asked = z.infer<typeof Asked>

const REMOVING = 'That languages, currencies or countries which are left out are meant to be taken away.'

const commands = {
  OpenStore: Asked,
  /** An older log's, or an import's, which knows that there was such a store: it stays as it is now. */
  RecordStore: Asked,
  EditStore: Asked.extend({ removing: z.boolean().optional().describe(REMOVING) }),
  /** It takes no orders any more, and keeps its past. */
  DeactivateStore: z.strictObject({}),
  ActivateStore: z.strictObject({}),
}

const unchosen = (chosen: readonly string[], one: string, field: string): Rejection[] =>
  chosen.includes(one) ? [] : [reject('invalid', 'StoreDefaultNotChosen', { value: one }, field)]

/** What is used where nobody says another has to be one of those that there are. */
const defaultsOf = ({ languages, language, currencies, currency }: Asked): Rejection[] => [
  ...unchosen(languages, language, 'language'),
  ...unchosen(currencies, currency, 'currency'),
]

const several = ['languages', 'currencies', 'countries'] as const
type Several = Readonly<Record<(typeof several)[number], readonly string[]>>

/** What a store has named and is to have no more; no countries are all of them. */
export const removedFrom = (was: Several, asked: Several): Several => {
  const without = (field: keyof Several) => was[field].filter(value => !asked[field].includes(value))
  const isEverywhere = asked.countries.length === 0
  return {
    languages: without('languages'),
    currencies: without('currencies'),
    countries: isEverywhere ? [] : without('countries'),
  }
}

/** Whether it sold everywhere, and is to sell to some countries only. */
export const isNarrowed = (was: Several, asked: Several): boolean =>
  was.countries.length === 0 && asked.countries.length > 0

/**
 * Taking something away is refused until whoever does it says that it is meant. It is nothing that a rule could forbid: prices
 * in a currency stay recorded and count again when it comes back, orders go on in the currency and the language that they name.
 * How many there are only read models know, which a form asks beforehand.
 */
const unmeant = (was: KnownStore, asked: z.infer<typeof commands.EditStore>): Rejection[] => {
  if (asked.removing === true) return []
  const removed = removedFrom(was, asked)
  const named = several.flatMap(field =>
    removed[field].length === 0
      ? []
      : [reject('conflict', 'StoreRemovalUnconfirmed', { removed: removed[field].join(', ') }, field)],
  )
  return isNarrowed(was, asked) ? [...named, reject('conflict', 'StoreNarrowingUnconfirmed', {}, 'countries')] : named
}

/** Each once, in the order in which they were named. */
const once = <Some extends { readonly [K in 'languages' | 'currencies' | 'countries']: string[] }>(
  some: Some,
): Some => ({
  ...some,
  languages: [...new Set(some.languages)],
  currencies: [...new Set(some.currencies)],
  countries: [...new Set(some.countries)],
})

const opened = (asked: Asked, context: Context): Decision<typeof events> => {
  if (!StoreKey.safeParse(context.id).success) return reject('invalid', 'StoreKeyMalformed', {}, 'id')
  const nameClaim = claimIn(context, 'store-name')
  return rejectAll(defaultsOf(asked)) ?? [{ type: 'StoreOpened', data: { ...once(asked), nameClaim } }]
}

const edited = (
  was: KnownStore,
  asked: z.infer<typeof commands.EditStore>,
  context: Context,
): Decision<typeof events> => {
  const { name, timeZone, languages, language, currencies, currency, countries, priceMode, taxRounding, sender } = asked
  return (
    rejectAll([...defaultsOf(asked), ...unmeant(was, asked)]) ?? [
      ...renamed('StoreRenamed', was, name, { scope: 'store-name', context }),
      ...changed('StoreTimeZoneChanged', was, { timeZone }),
      ...changed('StoreLanguagesSet', was, { languages, language }),
      ...changed('StoreCurrenciesSet', was, { currencies, currency }),
      ...changed('StoreCountriesSet', was, { countries }),
      ...changed('StoreTaxingSet', was, { priceMode, taxRounding }),
      ...changed('StoreSenderSet', was, { sender }),
    ]
  )
}

/** Answers for a store that is there. */
const known = (store: Store, id: string, then: (store: KnownStore) => Decision<typeof events>) =>
  store.status === 'absent' ? reject('unknown', 'StoreUnknown', { store: id }) : then(store)

const decide: Decide<Store, typeof commands, typeof events> = {
  OpenStore: (store, asked, context) =>
    store.status === 'absent' ? opened(asked, context) : reject('conflict', 'StoreExists', { store: context.id }, 'id'),
  RecordStore: (store, asked, context) => (store.status === 'absent' ? opened(asked, context) : []),
  EditStore: (store, asked, context) => known(store, context.id, was => edited(was, once(asked), context)),
  DeactivateStore: (store, _, { id }) =>
    known(store, id, ({ status }) => (status === 'inactive' ? [] : [{ type: 'StoreDeactivated', data: {} }])),
  ActivateStore: (store, _, { id }) =>
    known(store, id, ({ status }) => (status === 'active' ? [] : [{ type: 'StoreActivated', data: {} }])),
}

const touches: Touches<Store, typeof commands, typeof events> = {
  StoreOpened: () => ['name', 'status'],
  StoreRenamed: () => ['name'],
  StoreTimeZoneChanged: () => ['timeZone'],
  StoreLanguagesSet: () => ['languages', 'language'],
  StoreCurrenciesSet: () => ['currencies', 'currency'],
  StoreCountriesSet: () => ['countries'],
  StoreTaxingSet: () => ['priceMode', 'taxRounding'],
  StoreSenderSet: () => ['sender'],
  StoreDeactivated: () => ['status'],
  StoreActivated: () => ['status'],
}

const name = ({ name }: { readonly name: string }): readonly ClaimRef[] => [
  { scope: 'store-name', value: nameKey(name), taken: 'StoreNameTaken', field: 'name' },
]

/** Where the shop sells: a place with its day, its languages, its money and its taxes; id = a key that never changes. */
export const store: Decider<Store, typeof commands, typeof events> = {
  category: 'store',
  newId: StoreKey,
  spelling: storeSpelled,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  claims: { OpenStore: name, RecordStore: name, EditStore: name },
}
