import type { PoolClient } from 'pg'
import {
  comparePositions,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '../../../eventstore/event-store.ts'
import { type Batch, type BatchOptions, commitBatch, RefusedRows, TooManyParked } from './batch.ts'
import type { Live } from './live.ts'

/** Generations at one position, moved forward together on one connection. */
export type Carrier = {
  readonly client: PoolClient
  readonly epoch: bigint
  lives: readonly Live[]
  position: Position
}

export type CarryOptions = BatchOptions & {
  /** A read model had too many parked sequences. It is out of the carrier when this is called. */
  readonly onFailed: (error: TooManyParked) => Promise<void>
  readonly onCommitted: (carrier: Carrier, events: number) => void
  readonly batchSize: number
}

type Failing = NonNullable<Batch['failing']>

/**
 * Takes a batch of events to all generations of the carrier. Rows that are refused when written are traced to their
 * event by halving the batch; that event is parked. @throws Fenced and the database's errors
 */
export const carry = async (
  carrier: Carrier,
  events: readonly RecordedEvent[],
  options: CarryOptions,
  failing: Failing = new Map(),
): Promise<void> => {
  const last = events.at(-1)
  if (last === undefined) return
  try {
    await commitBatch(carrier.client, carrier.lives, batchOf(carrier, events, last.position, failing), options)
    carrier.position = last.position
    options.onCommitted(carrier, events.length)
  } catch (error) {
    if (error instanceof TooManyParked) {
      carrier.lives = carrier.lives.filter(live => live !== error.live)
      await options.onFailed(error)
      await carry(carrier, events, options, failing)
    } else if (error instanceof RefusedRows) await isolate(carrier, events, options, failing, error)
    else throw error
  }
}

const batchOf = (
  { position, epoch }: Carrier,
  events: readonly RecordedEvent[],
  to: Position,
  failing: Failing,
): Batch => ({
  from: position,
  to,
  epoch,
  events,
  failing,
})

const isolate = async (
  carrier: Carrier,
  events: readonly RecordedEvent[],
  options: CarryOptions,
  failing: Failing,
  { model, message }: RefusedRows,
): Promise<void> => {
  const [only, ...others] = events
  if (only !== undefined && others.length === 0) {
    const known = new Map(failing).set(model, new Map([[only.id, message]]))
    return await carry(carrier, events, options, known)
  }
  const half = Math.ceil(events.length / 2)
  await carry(carrier, events.slice(0, half), options, failing)
  await carry(carrier, events.slice(half), options, failing)
}

/** Carries everything up to and including `target`. @returns how many events that were */
export const carryTo = async (
  carrier: Carrier,
  target: Position,
  eventStore: EventStore,
  options: CarryOptions,
  isEnded: () => boolean = () => false,
): Promise<number> => {
  let count = 0
  let from = carrier.position
  while (comparePositions(from, target) < 0 && !isEnded()) {
    const { events, next, atHead } = await eventStore.readAll({ from, limit: options.batchSize })
    const due = events.filter(({ position }) => comparePositions(position, target) <= 0)
    await carry(carrier, due, options)
    count += due.length
    if (atHead) break
    from = next
  }
  return count
}
