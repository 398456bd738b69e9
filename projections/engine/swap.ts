import type { PoolClient } from 'pg'
import { comparePositions, type EventStore } from '../../eventstore/event-store.ts'
import { applyBatch, type BatchOptions } from './batch.ts'
import type { Carrier } from './carry.ts'
import type { AnyProjection } from './projection.ts'
import { announce, readRegistry, servingOf } from './registry.ts'

const PAGE = 500

/** The last few events are taken while the leader waits; more of them are a reason to catch up first. */
export class StillBehind extends Error {
  override readonly name = 'StillBehind'
}

/**
 * Makes the carrier's generation the one that is read, in the caller's transaction: the old checkpoint is locked, the
 * events up to it are applied, the registry is changed. Whoever reads never goes back, and the leader finds its old
 * checkpoint gone and loads the new one. @throws StillBehind, or the lock time-out
 */
export const swapIn = async (
  client: PoolClient,
  projection: AnyProjection,
  carrier: Carrier,
  { eventStore, batch }: { eventStore: EventStore; batch: BatchOptions },
): Promise<void> => {
  const [live] = carrier.lives
  if (live === undefined) throw new Error('nothing to swap in')
  const { model, version, generation } = live.id
  // Short, because the leader queues behind us as long as we wait for it.
  await client.query(`set local lock_timeout = '150ms'`)
  await client.query(
    'select 1 from projections.checkpoint where (model, version) = ($1, $2) order by generation for update',
    [model, version],
  )
  await applyRest(client, projection, carrier, { eventStore, batch })
  await client.query(
    `update projections.checkpoint set epoch = coalesce((select max(epoch) from projections.lease), 0)
     where (model, version, generation) = ($1, $2, $3)`,
    [model, version, generation],
  )
  await client.query('delete from projections.checkpoint where (model, version) = ($1, $2) and generation <> $3', [
    model,
    version,
    generation,
  ])
  await client.query(
    `update projections.generation set state = case generation when $3 then 'active' else 'retired' end,
       activated_at = case generation when $3 then clock_timestamp() else activated_at end
     where (model, version) = ($1, $2)`,
    [model, version, generation],
  )
  await announce(client, 'swapped')
}

/** From where the carrier is to where the old generation is, if that is read by a leader and of the same log. */
const applyRest = async (
  client: PoolClient,
  projection: AnyProjection,
  carrier: Carrier,
  { eventStore, batch }: { eventStore: EventStore; batch: BatchOptions },
) => {
  const old = servingOf(await readRegistry(client, [projection]), projection)
  if (old === undefined || old.logId !== (await eventStore.identity()).logId) return
  const { position: from, epoch } = carrier
  if (comparePositions(from, old.position) >= 0) return
  const { events: page, atHead } = await eventStore.readAll({ from, limit: PAGE })
  const events = page.filter(({ position }) => comparePositions(position, old.position) <= 0)
  if (events.length === page.length && !atHead) throw new StillBehind(`more than ${PAGE} events behind`)
  await applyBatch(client, carrier.lives, { from, to: old.position, epoch, events }, batch)
}
