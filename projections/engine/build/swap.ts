import { setTimeout as delay } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { comparePositions, type EventStore, type Position } from '../../../eventstore/event-store.ts'
import type { AnyProjection } from '../model/projection.ts'
import { applyBatch, type BatchOptions } from '../store/batch.ts'
import type { GenerationGroup } from '../store/catch-up.ts'
import { logMismatch } from '../store/log-identity.ts'
import { announce, REBUILD_EPOCH, readRegistry, servingOf } from '../store/registry.ts'
import { isTransient, transact } from '../store/transaction.ts'
import { catchUp } from './build.ts'
import { batchOf, type Rebuilding } from './options.ts'

const PAGE = 500
const TRIES = 50
const PAUSE_MS = 50

/** The last few events are taken while the leader waits; more of them are a reason to catch up first. */
export class StillBehind extends Error {
  override readonly name = 'StillBehind'
}

type SwapOptions = { readonly eventStore: EventStore; readonly batch: BatchOptions }

/** Catches up and swaps in, again and again until nobody is in the way. @throws the last reason why it could not */
export const swapWhenEqual = async (
  group: GenerationGroup,
  projection: AnyProjection,
  options: Rebuilding,
): Promise<void> => {
  const swap = { eventStore: options.eventStore, batch: batchOf(options) }
  for (let attempt = 1; ; attempt += 1) {
    await catchUp(group, projection, options)
    try {
      return await transact(group.client, () => swapIn(group.client, projection, group, swap))
    } catch (error) {
      if (attempt >= TRIES || !(error instanceof StillBehind || isTransient(error))) throw error
      // Not the same for all, so that several that wait for one lock do not meet again and again.
      await delay(PAUSE_MS * (1 + (attempt % 3)))
    }
  }
}

/**
 * Makes the group's generation the one that is read, in the caller's transaction: the old checkpoint is locked, the
 * events up to it are applied, the registry is changed. Whoever reads never goes back. The old one stays, retired, with a
 * checkpoint that no leader may move: the leader finds that out, and takes the new one, which nobody's epoch is on yet.
 * @throws StillBehind, or the lock time-out
 */
export const swapIn = async (
  client: PoolClient,
  projection: AnyProjection,
  group: GenerationGroup,
  options: SwapOptions,
): Promise<void> => {
  const [built] = group.generations
  if (built === undefined) throw new Error('nothing to swap in')
  const { model, version, generation } = built.id
  await meetOld(client, projection, group, options)
  await client.query(
    `update projections.checkpoint set error = null,
       epoch = case generation when $3 then 0 else $4 end
     where (model, version) = ($1, $2)`,
    [model, version, generation, REBUILD_EPOCH],
  )
  await client.query(
    `update projections.generation set state = case generation when $3 then 'active' else 'retired' end,
       activated_at = case generation when $3 then clock_timestamp() else activated_at end,
       retired_at = case when generation <> $3 then coalesce(retired_at, clock_timestamp()) end
     where (model, version) = ($1, $2) and as_of is null`,
    [model, version, generation],
  )
  await announce(client, 'swapped')
}

/**
 * Locks both checkpoints and applies what the old generation has seen and the group's has not.
 * @returns where the group's generation is once the transaction commits
 */
export const meetOld = async (
  client: PoolClient,
  projection: AnyProjection,
  group: GenerationGroup,
  options: SwapOptions,
): Promise<Position> => {
  // Short, because the leader queues behind us as long as we wait for it.
  await client.query(`set local lock_timeout = '150ms'`)
  await client.query(
    'select 1 from projections.checkpoint where (model, version) = ($1, $2) order by generation for update',
    [projection.name, projection.version],
  )
  return await applyRest(client, projection, group, options)
}

/** From where the group is to where the old generation is, if that is of the same log, which is not older now. */
const applyRest = async (
  client: PoolClient,
  projection: AnyProjection,
  group: GenerationGroup,
  { eventStore, batch }: SwapOptions,
): Promise<Position> => {
  const old = servingOf(await readRegistry(client, [projection]), projection)
  const { position: from, epoch } = group
  if (old === undefined || comparePositions(from, old.position) >= 0) return from
  if ((await logMismatch([old], eventStore)) !== undefined) return from
  const { events: page, atHead } = await eventStore.readAll({ from, limit: PAGE })
  const events = page.filter(({ position }) => comparePositions(position, old.position) <= 0)
  if (events.length === page.length && !atHead) throw new StillBehind(`more than ${PAGE} events behind`)
  await applyBatch(client, group.generations, { from, to: old.position, epoch, events }, batch)
  return old.position
}
