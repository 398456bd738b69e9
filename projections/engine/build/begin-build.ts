import type { PoolClient } from 'pg'
import { START } from '../../../eventstore/event-store.ts'
import type { AnyProjection } from '../model/projection.ts'
import type { GenerationGroup } from '../store/catch-up.ts'
import { lockEngine } from '../store/engine-schema.ts'
import { openGeneration } from '../store/projected-generation.ts'
import { addGeneration, type GenerationId, REBUILD_EPOCH, readRegistry } from '../store/registry.ts'
import { dropUnread } from '../store/retire.ts'
import { transact } from '../store/transaction.ts'
import type { RebuildOptions } from './options.ts'

export type Begun = { readonly group: GenerationGroup; readonly isIndexed: boolean }

type Options = Pick<RebuildOptions, 'pool' | 'eventStore' | 'code'> & { readonly isIndexed?: boolean }

/** The generation that an interrupted rebuild of the same code has left, else a new one at the start of the log. */
export const beginBuild = async (client: PoolClient, projection: AnyProjection, options: Options): Promise<Begun> => {
  const { logId } = await options.eventStore.identity()
  const left = await interrupted(client, projection, logId, options.code)
  if (left !== undefined) return left
  await dropUnread(options.pool, projection, `state = 'building' and epoch = ${REBUILD_EPOCH}`)
  const { code = null, isIndexed = false } = options
  const id = await transact(client, async () => {
    await client.query(lockEngine)
    const generation = await nextGeneration(client, projection)
    const added = await addGeneration(client, projection, { generation, logId, epoch: REBUILD_EPOCH, isIndexed })
    await client.query(
      'update projections.generation set code = $4 where (model, version, generation) = ($1, $2, $3)',
      [...valuesOf(added), code],
    )
    return added
  })
  const built = await openGeneration(client, projection, { ...id, state: 'building' })
  return { group: { client, epoch: REBUILD_EPOCH, generations: [built], position: START }, isIndexed }
}

const valuesOf = ({ model, version, generation }: GenerationId) => [model, version, generation]

const interrupted = async (
  client: PoolClient,
  projection: AnyProjection,
  logId: string,
  code: string | undefined,
): Promise<Begun | undefined> => {
  if (code === undefined) return undefined
  const row = (await readRegistry(client, [projection])).findLast(
    ({ state, epoch }) => state === 'building' && epoch === REBUILD_EPOCH,
  )
  if (row === undefined || row.logId !== logId) return undefined
  const { rows } = await client.query<{ code: string | null; indexed: boolean }>(
    'select code, indexed from projections.generation where (model, version, generation) = ($1, $2, $3)',
    valuesOf(row),
  )
  if (rows[0]?.code !== code) return undefined
  const built = await openGeneration(client, projection, row)
  const group: GenerationGroup = { client, epoch: REBUILD_EPOCH, generations: [built], position: row.position }
  return { group, isIndexed: rows[0].indexed }
}

/** The number that the next generation of a read model gets. Under the engine's lock. */
export const nextGeneration = async (client: PoolClient, { name, version }: AnyProjection): Promise<number> => {
  const { rows } = await client.query<{ next: number }>(
    'select coalesce(max(generation), 0) + 1 as next from projections.generation where (model, version) = ($1, $2)',
    [name, version],
  )
  return rows[0]?.next ?? 1
}
