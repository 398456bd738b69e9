import type { Carrier } from '../store/carry.ts'
import { openLive } from '../store/live.ts'
import { REBUILD_EPOCH, readRegistry } from '../store/registry.ts'
import { dropOlderRetired } from '../store/retire.ts'
import { connect } from '../store/transaction.ts'
import { reporting } from './build.ts'
import type { RebuildOptions } from './rebuild.ts'
import { giveUp, lockModel, namedIn } from './rebuild.ts'
import { swapWhenEqual } from './swap.ts'

/**
 * Takes the generation that was read before back into use: it catches up with the one that is read and is swapped in at
 * equal position; that one is kept in its place. @returns the generation that is read now
 * @throws Error when none is kept, or it can not catch up
 */
export const rollBack = async (name: string, options: RebuildOptions): Promise<number> => {
  const projection = namedIn(options.projections, name)
  const client = await connect(options.pool)
  try {
    await lockModel(client, projection)
    const { logId } = await options.eventStore.identity()
    const kept = (await readRegistry(client, [projection])).findLast(
      row => row.state === 'retired' && row.logId === logId,
    )
    if (kept === undefined) throw new Error(`no earlier generation of ${name} is kept`)
    const live = await openLive(client, projection, kept)
    const carrier: Carrier = { client, epoch: REBUILD_EPOCH, lives: [live], position: kept.position }
    await swapWhenEqual(carrier, projection, await reporting(options))
    await dropOlderRetired(options.pool, projection)
    return kept.generation
  } finally {
    await giveUp(client)
  }
}
