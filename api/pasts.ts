import type { Kysely } from 'kysely'
import type { EventStore } from '../eventstore/event-store.ts'
import type { Database } from '../projections/database.ts'
import type { AskedAsOf, AsOf, Bound } from '../projections/engine/build/as-of.ts'
import type { AsOfShops } from '../projections/engine/build/as-of-shops.ts'
import type { Job } from '../projections/engine/build/job.ts'
import { type LogReading, logReadingOf } from './log-reading.ts'
import { logUntil, withinLog } from './log-until.ts'
import type { Log } from './read-history.ts'

/** The shop as of a moment, as requests read it. */
export type Past = {
  readonly id: string
  readonly bound: Bound
  /** What is today there. */
  readonly now: Date
  readonly queries: () => Kysely<Database>
  /** What the living shop reads from the log, up to that moment. */
  readonly log: LogReading
}

/** All shops of the past: auditors ask for them, look through them and drop them. */
export type Pasts = {
  readonly ask: (bound: Bound, askedBy: string) => Promise<AskedAsOf>
  /** Newest first, each with the job that builds it. */
  readonly list: () => Promise<readonly { readonly asOf: AsOf; readonly job: Job | undefined }[]>
  readonly drop: (id: string) => Promise<boolean>
  /** Undefined for one that is gone, or not built yet. */
  readonly open: (id: string) => Promise<Past | undefined>
}

type WholeLog = Log & { readonly store: Pick<EventStore, 'head'> }

/** The shops of the past with what the log tells of each. @param shops Their tables. */
export const pastsOf = (shops: AsOfShops<Database>, log: WholeLog): Pasts => {
  const todayOf = async ({ bound }: AsOf): Promise<Date> => {
    if ('at' in bound) return bound.at
    const event = await log.store.eventAt(bound.position)
    return event === undefined ? new Date() : new Date(event.metadata.at)
  }
  return {
    ...shops,
    ask: async (wanted, askedBy) => shops.ask(await withinLog(log.store, wanted), askedBy),
    open: async id => {
      const found = await shops.open(id)
      if (found === undefined) return undefined
      const { asOf, db } = found
      const until = { ...log, store: logUntil(log.store, asOf.bound) }
      return { id, bound: asOf.bound, now: await todayOf(asOf), queries: () => db, log: logReadingOf(until) }
    },
  }
}
