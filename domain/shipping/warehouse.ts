import { z } from 'zod'
import {
  type ClaimRef,
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type Fact,
  type Facts,
  isRejection,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { amend, changed, setOf } from '../shared/changes.ts'
import { claimIn, giving } from '../shared/claimed.ts'
import { AskedCountry, postcodeWanted } from '../shared/country.ts'
import { named, nameKey } from '../shared/name.ts'
import { SmallKey } from '../shared/small-key.ts'
import { AskedStore } from '../shared/store-key.ts'

const NamedBy = { name: z.string(), nameClaim: z.string().optional(), released: z.string().optional() }
const Line = z.string().nullable()

// Stored for ever: never rename a key, only add optional fields.
const events = {
  /** `nameClaim`: of its name; before names were claimed, two could have the same. `released`: of the name before. */
  WarehouseOpened: z.strictObject(NamedBy),
  WarehouseRenamed: z.strictObject(NamedBy),
  /** Of the name that it has had since before names were claimed. */
  WarehouseNameClaimed: z.strictObject({ nameClaim: z.string() }),
  WarehouseClosed: z.strictObject({ reason: z.string() }),
  WarehouseAddressSet: z.strictObject({ street: Line, zip: Line, city: Line, country: Line }),
  /** null: all stores, also those that come later. */
  WarehouseStoresSet: z.strictObject({ stores: z.array(z.string()).nullable() }),
  WarehousePrioritySet: z.strictObject({ priority: z.int() }),
}

type Address = z.infer<typeof events.WarehouseAddressSet>
type Known = Address & {
  readonly status: 'open' | 'closed'
  readonly name: string
  readonly nameClaim: string | null
  readonly stores: readonly string[] | null
  readonly priority: number
}
type Warehouse = { readonly status: 'absent' } | Known

const initial: Warehouse = { status: 'absent' }

/** In the middle, so that others can come before and behind one that nobody has ranked. */
export const USUAL_PRIORITY = 500

const unsaid = { street: null, zip: null, city: null, country: null, stores: null, priority: USUAL_PRIORITY }

const evolve: Evolve<Warehouse, typeof events> = {
  WarehouseOpened: (was, { name, nameClaim = null }) => ({
    ...(was.status === 'absent' ? unsaid : was),
    status: 'open',
    name,
    nameClaim,
  }),
  WarehouseRenamed: (warehouse, { name, nameClaim = null }) => amend(warehouse, { name, nameClaim }),
  WarehouseNameClaimed: amend,
  WarehouseClosed: warehouse => amend(warehouse, { status: 'closed' }),
  WarehouseAddressSet: amend,
  WarehouseStoresSet: amend,
  WarehousePrioritySet: amend,
}

const Name = named(255)
const AskedLine = (maximum: number) => z.string().trim().min(1).max(maximum).nullable()

const commands = {
  /** Opens a new warehouse, or a closed one again. Its id is the key that stock is kept under. */
  OpenWarehouse: z.strictObject({ name: Name }),
  /** An import's, which knows that there was such a warehouse: it stays as it is now. */
  RecordWarehouse: z.strictObject({ name: Name }),
  RenameWarehouse: z.strictObject({ name: Name }),
  /** So that no other takes the name of one that is older than claims. Of several with one name the first keeps it. */
  ClaimWarehouseName: z.strictObject({ name: z.string().min(1).max(255) }),
  CloseWarehouse: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
  /** Where it is, which stores it serves, and which of several goods come from first: those with the lowest priority. */
  EditWarehouse: z.strictObject({
    street: AskedLine(200),
    zip: AskedLine(20),
    city: AskedLine(100),
    country: AskedCountry.nullable(),
    allStores: z.boolean(),
    stores: z.array(AskedStore).max(100).optional(),
    priority: z.int().min(1).max(999),
  }),
}

/** A key of stock is `<warehouse>.<sku>`, so a warehouse has no dot. Older logs have some with capitals. */
const WarehouseKey = SmallKey

/** Whether there is a warehouse under a key. */
const known: Fact<boolean> = {
  category: 'warehouse',
  initial,
  evolve,
  view: ({ status }: Warehouse) => status !== 'absent',
}

/** How the key of an older log may be spelled that is now asked for without capitals. */
const capitalized = (id: string): readonly string[] => [id.toUpperCase(), id.charAt(0).toUpperCase() + id.slice(1)]

/** A name as an event has it, with what it gives free. */
const namedBy = (was: Warehouse, name: string, context: Context) => {
  const nameClaim = claimIn(context, 'warehouse-name')
  return { name, nameClaim, ...giving(was.status === 'absent' ? null : was.nameClaim, nameClaim) }
}

const opened = (was: Warehouse, name: string, context: Context): Decision<typeof events> => [
  { type: 'WarehouseOpened', data: namedBy(was, name, context) },
]

/** Opens one that was never there. */
const made = (was: Warehouse, name: string, context: Context): Decision<typeof events> => {
  const { id, facts } = context
  if (!WarehouseKey.safeParse(id).success) return reject('invalid', 'WarehouseKeyMalformed', {}, 'id')
  const other = capitalized(id).find(key => key !== id && facts.of(known, key))
  return other === undefined
    ? opened(was, name, context)
    : reject('conflict', 'WarehouseExists', { warehouse: other }, 'id')
}

const storesIn = ({ allStores, stores = [] }: z.infer<typeof commands.EditWarehouse>) =>
  allStores ? null : setOf(stores)

/** Why goods can not be there, if they can not. What is recorded already may be from before there was such a rule. */
const misplaced = (was: Known, { country, zip }: z.infer<typeof commands.EditWarehouse>): Rejection | undefined => {
  if (country === null || zip === null || (country === was.country && zip === was.zip)) return undefined
  const example = postcodeWanted(country, zip)
  return example === undefined ? undefined : reject('invalid', 'PostcodeMalformed', { example }, 'zip')
}

const edited = (was: Known, asked: z.infer<typeof commands.EditWarehouse>, facts: Facts): Decision<typeof events> => {
  const { street, zip, city, country, priority } = asked
  const stores = storesIn(asked)
  const added = (stores ?? []).filter(store => was.stores?.includes(store) !== true)
  const unknown = added.map(store => storeIn(facts, store, 'stores')).find(isRejection)
  const refused = rejectAll([misplaced(was, asked), unknown].filter(it => it !== undefined))
  if (refused !== undefined) return refused
  return [
    ...changed('WarehouseAddressSet', was, { street, zip, city, country }),
    ...changed('WarehouseStoresSet', was, { stores }),
    ...changed('WarehousePrioritySet', was, { priority }),
  ]
}

const decide: Decide<Warehouse, typeof commands, typeof events> = {
  OpenWarehouse: (warehouse, { name }, context) => {
    if (warehouse.status === 'absent') return made(warehouse, name, context)
    const { id } = context
    return warehouse.status === 'closed'
      ? opened(warehouse, name, context)
      : reject('conflict', 'WarehouseExists', { warehouse: id }, 'id')
  },
  RecordWarehouse: (warehouse, { name }, context) =>
    warehouse.status === 'absent' ? made(warehouse, name, context) : [],
  RenameWarehouse: (warehouse, { name }, context) => {
    if (warehouse.status === 'absent') return reject('unknown', 'WarehouseUnknown', { warehouse: context.id })
    return warehouse.name === name ? [] : [{ type: 'WarehouseRenamed', data: namedBy(warehouse, name, context) }]
  },
  ClaimWarehouseName: (warehouse, { name }, context) => {
    const isMeant = warehouse.status !== 'absent' && warehouse.nameClaim === null && warehouse.name === name
    if (!isMeant) return []
    return [{ type: 'WarehouseNameClaimed', data: { nameClaim: claimIn(context, 'warehouse-name') } }]
  },
  CloseWarehouse: (warehouse, { reason }, { id }) => {
    if (warehouse.status === 'absent') return reject('unknown', 'WarehouseUnknown', { warehouse: id })
    return warehouse.status === 'closed' ? [] : [{ type: 'WarehouseClosed', data: { reason } }]
  },
  EditWarehouse: (warehouse, data, { id, facts }) =>
    warehouse.status === 'absent'
      ? reject('unknown', 'WarehouseUnknown', { warehouse: id })
      : edited(warehouse, data, facts),
}

const touches: Touches<Warehouse, typeof commands, typeof events> = {
  WarehouseOpened: () => ['name', 'status'],
  WarehouseRenamed: () => ['name'],
  WarehouseNameClaimed: () => ['nameClaim'],
  WarehouseClosed: () => ['status'],
  WarehouseAddressSet: () => ['street', 'zip', 'city', 'country'],
  WarehouseStoresSet: () => ['stores', 'allStores'],
  WarehousePrioritySet: () => ['priority'],
}

const name = ({ name }: { readonly name: string }): readonly ClaimRef[] => [
  { scope: 'warehouse-name', value: nameKey(name), taken: 'WarehouseNameTaken', field: 'name' },
]

const otherSpellings = (_: unknown, id: string) => capitalized(id).map(key => ({ fact: known, id: key }))

export const warehouse: Decider<Warehouse, typeof commands, typeof events> = {
  category: 'warehouse',
  newId: WarehouseKey,
  initial,
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: {
    OpenWarehouse: otherSpellings,
    RecordWarehouse: otherSpellings,
    EditWarehouse: ({ stores = [] }) => storesNamed(...stores),
  },
  claims: { OpenWarehouse: name, RecordWarehouse: name, RenameWarehouse: name, ClaimWarehouseName: name },
}
