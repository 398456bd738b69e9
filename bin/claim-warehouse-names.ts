import { randomUUID } from 'node:crypto'
import { warehouse } from '../domain/shipping/warehouse.ts'
import type { Execute } from '../eventstore/command.ts'

type Named = { readonly warehouse: string; readonly name: string }

/**
 * Lets warehouses from before names were claimed take theirs. Of two with the same name the first gets it; the other is
 * refused, as its page says, until one of them is renamed and this is done again.
 */
export const claimWarehouseNames = async (unclaimed: readonly Named[], execute: Execute): Promise<void> => {
  for (const { warehouse: id, name } of unclaimed)
    await execute({
      decider: warehouse,
      id,
      type: 'ClaimWarehouseName',
      data: { name },
      commandId: randomUUID(),
      actor: { id: 'start', kind: 'process' },
      origin: 'live',
    })
}
