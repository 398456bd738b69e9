import type { GenerationGroup } from '../store/catch-up.ts'
import { openGeneration } from '../store/projected-generation.ts'
import { REBUILD_EPOCH, readRegistry } from '../store/registry.ts'
import { dropOlderRetired } from '../store/retire.ts'
import { connect } from '../store/transaction.ts'
import { type RebuildOptions, reporting } from './options.ts'
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
    const built = await openGeneration(client, projection, kept)
    const group: GenerationGroup = { client, epoch: REBUILD_EPOCH, generations: [built], position: kept.position }
    await swapWhenEqual(group, projection, await reporting(options))
    await dropOlderRetired(options.pool, projection)
    return kept.generation
  } finally {
    await giveUp(client)
  }
}
