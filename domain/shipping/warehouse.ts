import { z } from 'zod'
import { type Decide, type Decider, type Decision, type Evolve, reject, type Touches } from '../decider.ts'
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

/** A key of stock is `<warehouse>.<sku>`, so a warehouse has no dot. */
const WarehouseKey = NewKey.regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/).max(63)

const opened = (id: string, name: string): Decision<typeof events> =>
  WarehouseKey.safeParse(id).success
    ? [{ type: 'WarehouseOpened', data: { name } }]
    : reject('invalid', 'WarehouseKeyMalformed', {}, 'id')

const decide: Decide<Warehouse, typeof commands, typeof events> = {
  OpenWarehouse: (warehouse, { name }, { id }) =>
    warehouse.status === 'open' ? reject('conflict', 'WarehouseExists', { warehouse: id }, 'id') : opened(id, name),
  RecordWarehouse: (warehouse, { name }, { id }) => (warehouse.status === 'absent' ? opened(id, name) : []),
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

export const warehouse: Decider<Warehouse, typeof commands, typeof events> = {
  category: 'warehouse',
  newId: WarehouseKey,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
}
