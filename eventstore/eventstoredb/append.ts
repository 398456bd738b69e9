import { ErrorType, jsonEvent, type WrongExpectedVersionError } from '@eventstore/db-client'
import type { Admitted } from '../admissible.ts'
import { timeLeft } from '../deadline.ts'
import {
  type Append,
  type AppendOutcome,
  AppendTooLarge,
  HistoryCut,
  type NewEvent,
  UnknownOutcome,
} from '../event-store.ts'
import type { Client } from './client.ts'
import { isLasting, isOfType, isTombstoned, refusesUs } from './errors.ts'
import type { Reader } from './read.ts'
import { settledSooner } from './settled-sooner.ts'
import { slots } from './slots.ts'

/** An answer that takes longer leaves the outcome unknown. Our own time-out, for the client's does not always come. */
const ANSWER_MS = 5_000
/** More appends than this wait for their turn; far more of them at once upset client and server. */
const MAX_IN_FLIGHT = 256

export type Appender = (admitted: readonly Admitted[]) => Promise<AppendOutcome[]>

/** @param readStream Of the leader: what answers lack, and what became of an append that is not answered, is read there. */
export const appender = (client: Client, readStream: Reader['stream']): Appender => {
  const flight = slots(MAX_IN_FLIGHT)
  const send = async ({ stream, expected, events }: Append): Promise<AppendOutcome> => {
    const before = expected === 'no_stream' ? -1 : expected
    try {
      const expectedRevision = expected === 'no_stream' ? expected : BigInt(expected)
      const deadline = timeLeft(ANSWER_MS)
      const options = { expectedRevision, requiresLeader: true, deadline }
      const answer = await inTime(client.appendToStream(stream, events.map(proposed), options), deadline)
      const revision = before + events.length
      // A deleted stream that was taken for none goes on where it had ended. That is written now; it is told, and nothing follows it.
      if (answer.nextExpectedRevision !== BigInt(revision)) throw new HistoryCut(stream)
      const position = answer.position ?? (await readStream(stream, { from: revision, limit: 1 }))[0]?.position
      if (position === undefined) throw new Error('no position')
      return { kind: 'stored', revision, position }
    } catch (error) {
      return refusalOf(stream, error)
    }
  }
  return async admitted => {
    const outcomes: AppendOutcome[] = []
    // One after the other: calls overtake each other on the wire.
    for (const { append } of admitted)
      outcomes.push(await flight(() => settledSooner({ readStream }, append, send(append))))
    return outcomes
  }
}

const proposed = ({ id, type, data, metadata }: NewEvent) => jsonEvent({ id, type, data: { ...data }, metadata })

/** The promise's value, or an error after so many milliseconds: a silent server would be waited for without end. */
const inTime = async <Value>(answer: Promise<Value>, milliseconds: number): Promise<Value> => {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('no answer in time')), milliseconds)
  // Whatever comes after the time is of no interest any more.
  answer.catch(() => undefined)
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer))
}

/** The outcome that an error tells of. @throws HistoryCut, UnknownOutcome, AppendTooLarge, or the server's lasting refusal */
const refusalOf = (stream: string, error: unknown): AppendOutcome => {
  if (error instanceof HistoryCut) throw error
  if (isTombstoned(error)) throw new HistoryCut(stream, { cause: error })
  if (isOfType(error, ErrorType.WRONG_EXPECTED_VERSION)) {
    const { actualVersion } = error as WrongExpectedVersionError
    return { kind: 'conflict', actual: typeof actualVersion === 'bigint' ? Number(actualVersion) : -1 }
  }
  if (isOfType(error, ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED))
    throw new AppendTooLarge('more than EventStoreDB takes in one append', { cause: error })
  const refusal = refusesUs(error)
  if (refusal !== undefined) throw refusal
  if (isLasting(error)) throw error
  throw new UnknownOutcome('EventStoreDB did not say whether it has stored the append', { cause: error })
}
