import type { PoolClient } from 'pg'
import { comparePositions, type Position } from '../../../eventstore/event-store.ts'
import { type Carrier, type CarryOptions, carry, carryTo } from '../store/carry.ts'
import { type Live, openLive } from '../store/live.ts'
import { activate, addMissingGenerations, markFailed, projectedOf, readRegistry } from '../store/registry.ts'
import { connect, transact } from '../store/transaction.ts'
import type { Engine } from './engine.ts'
import { inOrder } from './in-order.ts'
import type { Held } from './lease.ts'
import { type ReadAhead, readAhead } from './read-ahead.ts'

/**
 * One term of leadership: from the checkpoints as they are to an error, a change of the leases or the registry, or a
 * stop (`signal`). One reader feeds all generations at the front (the train); those behind catch up on their own and
 * join it at equal position.
 */
export const runTerm = async (engine: Engine, held: Held, signal: AbortSignal): Promise<void> => {
  const client = await connectLeader(engine)
  const end = new AbortController()
  const both = AbortSignal.any([signal, end.signal])
  const platform: Carrier[] = []
  try {
    const { train, behind } = await loadTrain(engine, client, held)
    const reader = readAhead(engine.eventStore.follow({ from: train.position, signal: both }), engine.batchSize * 2)
    both.addEventListener('abort', reader.wake)
    const station = { platform, reader, signal: both }
    // Either part ends the other, and the term ends when neither uses its connection any more.
    const driving = drive(engine, train, station).finally(() => end.abort())
    const pursuit = catchUpAll(engine, train, behind, station).catch((error: unknown) => {
      end.abort()
      throw error
    })
    for (const part of await Promise.allSettled([pursuit, driving])) if (part.status === 'rejected') throw part.reason
  } catch (error) {
    // After a stop the reader's end is no news; whatever was under way is rolled back and done again by the next leader.
    if (!signal.aborted) throw error
  } finally {
    end.abort()
    // Their session settings are a leader's: nobody else gets these connections.
    for (const carrier of [...platform, { client }]) carrier.client.release(true)
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

type Behind = { readonly live: Live; readonly position: Position }

const loadTrain = async ({ eventStore }: Engine, client: PoolClient, { projections, epoch }: Held) => {
  const { logId } = await eventStore.identity()
  await transact(client, () => addMissingGenerations(client, projections, { logId, epoch }))
  const registered = await readRegistry(client, projections)
  const all: Behind[] = []
  for (const projection of projections) {
    const row = projectedOf(registered, projection)
    if (row === undefined || row.state === 'failed') continue
    all.push({ live: await openLive(client, projection, row), position: row.position })
  }
  const front = all.reduce<Position | undefined>(
    (most, { position }) => (most === undefined || comparePositions(position, most) > 0 ? position : most),
    undefined,
  )
  const position = front ?? (await eventStore.head())
  const isBehind = (one: Behind) => comparePositions(one.position, position) < 0
  const lives = all.filter(one => !isBehind(one)).map(({ live }) => live)
  const train: Carrier = { client, epoch, lives, position }
  return { train, behind: all.filter(isBehind) }
}

const carryOptions = (engine: Engine, { client, epoch }: Carrier): CarryOptions => ({
  ...engine.batch,
  batchSize: engine.batchSize,
  onCommitted: engine.onCommitted,
  onFailed: async error => {
    await transact(client, () => markFailed(client, error.live.id, { error: error.message, epoch }))
    engine.onError(error)
  },
})

type Station = { readonly platform: Carrier[]; readonly reader: ReadAhead; readonly signal: AbortSignal }

const drive = async (engine: Engine, train: Carrier, { platform, reader, signal }: Station) => {
  const options = carryOptions(engine, train)
  const isCut = (stream: string) => engine.eventStore.cuts().some(cut => cut.stream === stream)
  const isNew = inOrder(train.position, isCut)
  let caughtUp = false
  while (!signal.aborted) {
    for (const carrier of platform) await board(engine, train, carrier)
    for (const { client } of platform.splice(0)) client.release(true)
    if (caughtUp) await activateTrain(engine, train)
    const taken = await reader.take(engine.batchSize)
    // A store that repeats itself is harmless: what is behind the train was carried already.
    await carry(train, taken.events.filter(isNew), options)
    caughtUp = taken.caughtUp || (caughtUp && taken.events.length === 0)
  }
}

/** Models that were being built are read from now on: they have seen all there is. */
const activateTrain = async ({ onActivated, onCommitted }: Engine, train: Carrier) => {
  const building = train.lives.filter(({ isBuilding }) => isBuilding)
  if (building.length === 0) return
  const ids = building.map(({ id }) => id)
  await transact(train.client, () => activate(train.client, ids, train.epoch))
  for (const live of building) live.isBuilding = false
  await onActivated()
  onCommitted(train)
}

/** The train waits for the last few events of a generation that has caught up; then it joins. */
const board = async (engine: Engine, train: Carrier, carrier: Carrier) => {
  await carryTo(carrier, train.position, engine.eventStore, carryOptions(engine, carrier))
  train.lives = [...train.lives, ...carrier.lives]
}

/** One after the other catches up beside the train, on a connection of its own, and goes to the platform. */
const catchUpAll = async (
  engine: Engine,
  train: Carrier,
  behind: readonly Behind[],
  { platform, reader, signal }: Station,
) => {
  for (const { live, position } of behind) {
    if (signal.aborted) return
    const client = await connectLeader(engine)
    const carrier: Carrier = { client, epoch: train.epoch, lives: [live], position }
    try {
      const options = carryOptions(engine, carrier)
      let count = Number.POSITIVE_INFINITY
      while (count > engine.batchSize && !signal.aborted)
        count = await carryTo(carrier, train.position, engine.eventStore, options, () => signal.aborted)
    } catch (error) {
      client.release(true)
      throw error
    }
    platform.push(carrier)
    reader.wake()
  }
}
