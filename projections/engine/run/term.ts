import type { PoolClient } from 'pg'
import { comparePositions, type Position } from '../../../eventstore/event-store.ts'
import { advanceGroup, type CatchUpOptions, catchUpTo, type GenerationGroup } from '../store/catch-up.ts'
import { openGeneration, type ProjectedGeneration } from '../store/projected-generation.ts'
import { activate, addMissingGenerations, markFailed, projectedOf, readRegistry } from '../store/registry.ts'
import { connect, transact } from '../store/transaction.ts'
import type { Engine } from './engine.ts'
import { inOrder } from './in-order.ts'
import type { Held } from './lease.ts'
import { type ReadAhead, readAhead } from './read-ahead.ts'

/**
 * One term of leadership: from the checkpoints as they are to an error, a change of the leases or the registry, or a
 * stop (`signal`). One reader feeds all generations at the front (the live group); those behind catch up on their own
 * and join it at equal position.
 */
export const runTerm = async (engine: Engine, held: Held, signal: AbortSignal): Promise<void> => {
  const client = await connectLeader(engine)
  const end = new AbortController()
  const both = AbortSignal.any([signal, end.signal])
  const waiting: GenerationGroup[] = []
  try {
    const { liveGroup, behind } = await loadLiveGroup(engine, client, held)
    const reader = readAhead(engine.eventStore.follow({ from: liveGroup.position, signal: both }), engine.batchSize * 2)
    both.addEventListener('abort', reader.wake)
    const term = { waiting, reader, signal: both }
    // Either part ends the other, and the term ends when neither uses its connection any more.
    const following = followLog(engine, liveGroup, term).finally(() => end.abort())
    const catchingUp = catchUpAll(engine, liveGroup, behind, term).catch((error: unknown) => {
      end.abort()
      throw error
    })
    for (const part of await Promise.allSettled([catchingUp, following]))
      if (part.status === 'rejected') throw part.reason
  } catch (error) {
    // After a stop the reader's end is no news; whatever was under way is rolled back and done again by the next leader.
    if (!signal.aborted) throw error
  } finally {
    end.abort()
    // Their session settings are a leader's: nobody else gets these connections.
    for (const group of [...waiting, { client }]) group.client.release(true)
  }
}

/** A connection whose locks end with the lease, whatever becomes of its process. */
export const connectLeader = async ({ pool, leaseSeconds }: Pick<Engine, 'pool' | 'leaseSeconds'>) => {
  const client = await connect(pool)
  // A process that hangs within a transaction must not keep the next leader from the checkpoints: neither while Postgres
  // waits for its next query, nor while it waits for it to take an answer.
  const milliseconds = Math.ceil(leaseSeconds * 1000)
  await client.query(
    `set idle_in_transaction_session_timeout = ${milliseconds}; set tcp_user_timeout = ${milliseconds}`,
  )
  return client
}

type Behind = { readonly generation: ProjectedGeneration; readonly position: Position }

const loadLiveGroup = async ({ eventStore }: Engine, client: PoolClient, { projections, epoch }: Held) => {
  const { logId } = await eventStore.identity()
  await transact(client, () => addMissingGenerations(client, projections, { logId, epoch }))
  const registered = await readRegistry(client, projections)
  const all: Behind[] = []
  for (const projection of projections) {
    const row = projectedOf(registered, projection)
    if (row === undefined || row.state === 'failed') continue
    all.push({ generation: await openGeneration(client, projection, row), position: row.position })
  }
  const front = all.reduce<Position | undefined>(
    (most, { position }) => (most === undefined || comparePositions(position, most) > 0 ? position : most),
    undefined,
  )
  const position = front ?? (await eventStore.head())
  const isBehind = (one: Behind) => comparePositions(one.position, position) < 0
  const generations = all.filter(one => !isBehind(one)).map(({ generation }) => generation)
  const liveGroup: GenerationGroup = { client, epoch, generations, position }
  return { liveGroup, behind: all.filter(isBehind) }
}

const catchUpOptions = (engine: Engine, { client, epoch }: GenerationGroup): CatchUpOptions => ({
  ...engine.batch,
  batchSize: engine.batchSize,
  onCommitted: engine.onCommitted,
  onFailed: async error => {
    await transact(client, () => markFailed(client, error.generation.id, { error: error.message, epoch }))
    engine.onError(error)
  },
})

/** `waiting`: groups that have caught up and join the live group before its next batch. */
type Term = { readonly waiting: GenerationGroup[]; readonly reader: ReadAhead; readonly signal: AbortSignal }

/** Takes what the log delivers to the live group, batch by batch, and lets the waiting ones join between two batches. */
const followLog = async (engine: Engine, liveGroup: GenerationGroup, { waiting, reader, signal }: Term) => {
  const options = catchUpOptions(engine, liveGroup)
  const isCut = (stream: string) => engine.eventStore.cuts().some(cut => cut.stream === stream)
  const isNew = inOrder(liveGroup.position, isCut)
  let caughtUp = false
  while (!signal.aborted) {
    for (const group of waiting) await join(engine, liveGroup, group)
    for (const { client } of waiting.splice(0)) client.release(true)
    if (caughtUp) await activateBuilt(engine, liveGroup)
    const taken = await reader.take(engine.batchSize)
    // A store that repeats itself is harmless: what is behind the group was taken already.
    await advanceGroup(liveGroup, taken.events.filter(isNew), options)
    caughtUp = taken.caughtUp || (caughtUp && taken.events.length === 0)
  }
}

/** Models that were being built are read from now on: they have seen all there is. */
const activateBuilt = async ({ onActivated, onCommitted }: Engine, liveGroup: GenerationGroup) => {
  const building = liveGroup.generations.filter(({ isBuilding }) => isBuilding)
  if (building.length === 0) return
  const ids = building.map(({ id }) => id)
  await transact(liveGroup.client, () => activate(liveGroup.client, ids, liveGroup.epoch))
  for (const generation of building) generation.isBuilding = false
  await onActivated()
  onCommitted(liveGroup)
}

/** The live group waits for the last few events of a generation that has caught up; then it joins. */
const join = async (engine: Engine, liveGroup: GenerationGroup, group: GenerationGroup) => {
  await catchUpTo(group, liveGroup.position, engine.eventStore, catchUpOptions(engine, group))
  liveGroup.generations = [...liveGroup.generations, ...group.generations]
}

/** One after the other catches up beside the live group, on a connection of its own, and waits to join it. */
const catchUpAll = async (
  engine: Engine,
  liveGroup: GenerationGroup,
  behind: readonly Behind[],
  { waiting, reader, signal }: Term,
) => {
  for (const { generation, position } of behind) {
    if (signal.aborted) return
    const client = await connectLeader(engine)
    const group: GenerationGroup = { client, epoch: liveGroup.epoch, generations: [generation], position }
    try {
      const options = catchUpOptions(engine, group)
      let count = Number.POSITIVE_INFINITY
      while (count > engine.batchSize && !signal.aborted)
        count = await catchUpTo(group, liveGroup.position, engine.eventStore, options, () => signal.aborted)
    } catch (error) {
      client.release(true)
      throw error
    }
    waiting.push(group)
    reader.wake()
  }
}
