import type { PoolClient } from 'pg'
import {
  comparePositions,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '../../../eventstore/event-store.ts'
import { type Batch, type BatchOptions, commitBatch, RefusedRows, TooManyParked } from './batch.ts'
import type { ProjectedGeneration } from './projected-generation.ts'

/** Generations at one position, moved forward together on one connection. */
export type GenerationGroup = {
  readonly client: PoolClient
  readonly epoch: bigint
  generations: readonly ProjectedGeneration[]
  position: Position
}

export type CatchUpOptions = BatchOptions & {
  /** A read model had too many parked sequences. It is out of the group when this is called. */
  readonly onFailed: (error: TooManyParked) => Promise<void>
  readonly onCommitted: (group: GenerationGroup, events: number) => void
  readonly batchSize: number
}

type Failing = NonNullable<Batch['failing']>

/**
 * Takes a batch of events to all generations of the group. Rows that are refused when written are traced to their
 * event by halving the batch; that event is parked. @throws Fenced and the database's errors
 */
export const advanceGroup = async (
  group: GenerationGroup,
  events: readonly RecordedEvent[],
  options: CatchUpOptions,
  failing: Failing = new Map(),
): Promise<void> => {
  const last = events.at(-1)
  if (last === undefined) return
  try {
    await commitBatch(group.client, group.generations, batchOf(group, events, last.position, failing), options)
    group.position = last.position
    options.onCommitted(group, events.length)
  } catch (error) {
    if (error instanceof TooManyParked) {
      group.generations = group.generations.filter(generation => generation !== error.generation)
      await options.onFailed(error)
      await advanceGroup(group, events, options, failing)
    } else if (error instanceof RefusedRows) await isolate(group, events, options, failing, error)
    else throw error
  }
}

const batchOf = (
  { position, epoch }: GenerationGroup,
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
  group: GenerationGroup,
  events: readonly RecordedEvent[],
  options: CatchUpOptions,
  failing: Failing,
  { model, message }: RefusedRows,
): Promise<void> => {
  const [only, ...others] = events
  if (only !== undefined && others.length === 0) {
    const known = new Map(failing).set(model, new Map([[only.id, message]]))
    return await advanceGroup(group, events, options, known)
  }
  const half = Math.ceil(events.length / 2)
  await advanceGroup(group, events.slice(0, half), options, failing)
  await advanceGroup(group, events.slice(half), options, failing)
}

/** Takes the group through everything up to and including `target`. @returns how many events that were */
export const catchUpTo = async (
  group: GenerationGroup,
  target: Position,
  eventStore: EventStore,
  options: CatchUpOptions,
  isEnded: () => boolean = () => false,
): Promise<number> => {
  let count = 0
  let from = group.position
  while (comparePositions(from, target) < 0 && !isEnded()) {
    const { events, next, atHead } = await eventStore.readAll({ from, limit: options.batchSize })
    const due = events.filter(({ position }) => comparePositions(position, target) <= 0)
    await advanceGroup(group, due, options)
    count += due.length
    if (atHead) break
    from = next
  }
  return count
}
