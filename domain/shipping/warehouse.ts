import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type Fact,
  reject,
  type Touches,
} from '../decider.ts'
import { amend, changed } from '../shared/changes.ts'
import { NewKey } from '../shared/id.ts'
import { named } from '../shared/name.ts'

// Stored for ever: never rename a key, only add optional fields.
const events = {
  WarehouseOpened: z.strictObject({ name: z.string() }),
  WarehouseRenamed: z.strictObject({ name: z.string() }),
  WarehouseClosed: z.strictObject({ reason: z.string() }),
}

type Warehouse = { readonly status: 'absent' } | { readonly status: 'open' | 'closed'; readonly name: string }

const initial: Warehouse = { status: 'absent' }

const evolve: Evolve<Warehouse, typeof events> = {
  WarehouseOpened: (_, { name }) => ({ status: 'open', name }),
  WarehouseRenamed: amend,
  WarehouseClosed: warehouse => amend(warehouse, { status: 'closed' }),
}

const Name = named(255)

const commands = {
  /** Opens a new warehouse, or a closed one again. Its id is the key that stock is kept under. */
  OpenWarehouse: z.strictObject({ name: Name }),
  /** An import's, which knows that there was such a warehouse: it stays as it is now. */
  RecordWarehouse: z.strictObject({ name: Name }),
  RenameWarehouse: z.strictObject({ name: Name }),
  CloseWarehouse: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
}

/**
 * A key of stock is `<warehouse>.<sku>`, so a warehouse has no dot. Nobody means two warehouses by `north` and `North`: a new
 * key has no capitals. Older logs have some with.
 */
const WarehouseKey = NewKey.regex(/^[a-z0-9][a-z0-9_-]*$/).max(63)

/** Whether there is a warehouse under a key. */
const known: Fact<boolean> = {
  category: 'warehouse',
  initial,
  evolve,
  view: ({ status }: Warehouse) => status !== 'absent',
}

/** How the key of an older log may be spelled that is now asked for without capitals. */
const capitalized = (id: string): readonly string[] => [id.toUpperCase(), id.charAt(0).toUpperCase() + id.slice(1)]

const opened = (name: string): Decision<typeof events> => [{ type: 'WarehouseOpened', data: { name } }]

/** Opens one that was never there. */
const made = (name: string, { id, facts }: Context): Decision<typeof events> => {
  if (!WarehouseKey.safeParse(id).success) return reject('invalid', 'WarehouseKeyMalformed', {}, 'id')
  const other = capitalized(id).find(key => key !== id && facts.of(known, key))
  return other === undefined ? opened(name) : reject('conflict', 'WarehouseExists', { warehouse: other }, 'id')
}

const decide: Decide<Warehouse, typeof commands, typeof events> = {
  OpenWarehouse: (warehouse, { name }, context) => {
    if (warehouse.status === 'absent') return made(name, context)
    const { id } = context
    return warehouse.status === 'closed' ? opened(name) : reject('conflict', 'WarehouseExists', { warehouse: id }, 'id')
  },
  RecordWarehouse: (warehouse, { name }, context) => (warehouse.status === 'absent' ? made(name, context) : []),
  RenameWarehouse: (warehouse, { name }, { id }) => {
    if (warehouse.status === 'absent') return reject('unknown', 'WarehouseUnknown', { warehouse: id })
    return changed('WarehouseRenamed', warehouse, { name })
  },
  CloseWarehouse: (warehouse, { reason }, { id }) => {
    if (warehouse.status === 'absent') return reject('unknown', 'WarehouseUnknown', { warehouse: id })
    return warehouse.status === 'closed' ? [] : [{ type: 'WarehouseClosed', data: { reason } }]
  },
}

const touches: Touches<Warehouse, typeof commands, typeof events> = {
  WarehouseOpened: () => ['name', 'status'],
  WarehouseRenamed: () => ['name'],
  WarehouseClosed: () => ['status'],
}

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
  facts: { OpenWarehouse: otherSpellings, RecordWarehouse: otherSpellings },
}
