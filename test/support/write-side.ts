import { randomBytes, randomUUID } from 'node:crypto'
import { recordFoundingStores } from '../../bin/ensure-stores.ts'
import { product } from '../../domain/catalog/product.ts'
import type { AnyDecider } from '../../domain/decider.ts'
import { warehouse } from '../../domain/shipping/warehouse.ts'
import type { Command, Execute } from '../../eventstore/command.ts'
import type { EventStore } from '../../eventstore/event-store.ts'
import { createExecute } from '../../eventstore/execute.ts'
import { memoryEventStore } from '../../eventstore/memory.ts'
import { memoryOutcomes, type Outcomes } from '../../eventstore/outcomes.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { memoryVault, type Vault } from '../../eventstore/vault/vault.ts'

export type WriteSide = {
  readonly store: EventStore
  readonly vault: Vault
  readonly outcomes: Outcomes
  readonly execute: Execute
  /** Sends a command with a fresh id, unless `over` says otherwise. */
  readonly send: (
    decider: AnyDecider,
    id: string,
    type: string,
    data: object,
    over?: Partial<Command>,
  ) => ReturnType<Execute>
}

export const somebody = { id: 'somebody', kind: 'user' } as const

/** A write side in memory whose clock stands where it is put. */
export const writeSide = (
  over: { store?: EventStore; vault?: Vault; outcomes?: Outcomes; clock?: () => Date } = {},
): WriteSide => {
  const store = over.store ?? memoryEventStore()
  const outcomes = over.outcomes ?? memoryOutcomes()
  const vault = over.vault ?? memoryVault(masterKey(randomBytes(32)))
  const clock = over.clock ?? (() => new Date('2026-03-01T10:00:00Z'))
  const execute = createExecute({ store, vault, outcomes, clock })
  return {
    store,
    vault,
    outcomes,
    execute,
    send: (decider, id, type, data, extra) =>
      execute({ decider, id, type, data, commandId: randomUUID(), actor: somebody, origin: 'live', ...extra }),
  }
}

/** A write side of a shop that has its stores. */
export const withStores = async (over: Parameters<typeof writeSide>[0] = {}): Promise<WriteSide> => {
  const side = writeSide(over)
  await recordFoundingStores(side.execute)
  return side
}

/** Makes two stores, a lamp, a chair and two warehouses known, so that there can be stock of them. */
export const knowLamp = async ({ send, execute }: WriteSide): Promise<void> => {
  await recordFoundingStores(execute)
  for (const sku of ['LAMP', 'CHAIR']) await send(product, sku, 'CreateProduct', { names: { en: sku } })
  for (const id of ['lon', 'main']) await send(warehouse, id, 'OpenWarehouse', { name: id })
}

/** A write side that knows them. */
export const withLamp = async (over: Parameters<typeof writeSide>[0] = {}): Promise<WriteSide> => {
  const side = writeSide(over)
  await knowLamp(side)
  return side
}
