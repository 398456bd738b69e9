import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { NewEvent } from '../eventstore/event-store.ts'
import { type Round, roundOf } from './load.ts'

/** What a reader may need after the last append to be given the rest. */
export const GRACE_MS = 2_000
const LOOK_MS = 5

/** Appends once for a caller, who has a stream of its own with so many events in it already. */
export type AppendOne = (caller: number, count: number) => Promise<unknown>

/** A log in Postgres, however it is kept. */
export type Subject = {
  readonly name: string
  /** To streams that nobody has used; every append is checked against what is expected of its stream. */
  readonly appender: () => AppendOne
  readonly head: () => Promise<number>
  /** Tells the position of each event after `from` that its reader is given, until the signal aborts. */
  readonly follow: (from: number, signal: AbortSignal, give: (position: number) => void) => Promise<void>
  /** How many events there are after `from`, up to `to`. */
  readonly count: (from: number, to: number) => Promise<number>
  readonly close: () => Promise<void>
}

export type AppendRound = Round & {
  /** Share of the events written that the reader was given, in percent. */
  readonly delivered?: number
  /** Share of them that it will never be given, as it goes on behind them. */
  readonly passedOver?: number
}

/** About 330 bytes of JSON with its metadata, as the shop's small events have. */
export const newEvent = (): NewEvent => ({
  id: randomUUID(),
  type: 'PriceChanged',
  data: { store: 'main', currency: 'EUR', price: { gross: '12.95', net: '10.8824' } },
  metadata: {
    at: '2026-03-01T09:30:00.000Z',
    origin: 'live',
    actor: { id: 'u-17', kind: 'user' },
    command: 'SetPrices',
    commandId: 'c-1',
    commandDigest: '9f86d081884c7d65',
    $correlationId: 'c-1',
    $causationId: 'c-1',
    schema: 1,
  },
})

const appendFor = async (append: AppendOne, callers: number, milliseconds: number) => {
  const times: number[] = []
  const start = performance.now()
  const call = async (caller: number) => {
    for (let count = 0, before = start; before - start < milliseconds; count += 1) {
      await append(caller, count)
      const after = performance.now()
      times.push(after - before)
      before = after
    }
  }
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  return { round: roundOf(times, performance.now() - start), written: times.length }
}

/** Each caller appends one event after the other, so long. */
export const appendAlone = async (subject: Subject, callers: number, milliseconds: number): Promise<AppendRound> =>
  (await appendFor(subject.appender(), callers, milliseconds)).round

/** The same while a reader in this process follows the log from where it ended before. */
export const appendWithReader = async (
  subject: Subject,
  callers: number,
  milliseconds: number,
): Promise<AppendRound> => {
  const from = await subject.head()
  let last = from
  // Not a mere count: a reader may be given an event twice.
  const given = new Set<number>()
  const stop = new AbortController()
  const reading = subject.follow(from, stop.signal, position => {
    given.add(position)
    last = position
  })
  const { round, written } = await appendFor(subject.appender(), callers, milliseconds)
  for (const end = performance.now() + GRACE_MS; given.size < written && performance.now() < end; ) await delay(LOOK_MS)
  stop.abort()
  await reading
  const behind = [...given].filter(position => position <= last).length
  const passedOver = (await subject.count(from, last)) - behind
  return { ...round, delivered: (100 * given.size) / written, passedOver: (100 * passedOver) / written }
}
