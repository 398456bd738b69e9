import { v7 } from 'uuid'
import { logReadingOf } from '../api/log-reading.ts'
import type { Past, Pasts } from '../api/pasts.ts'
import { comparePositions, type EventStore, happenedAt, type RecordedEvent } from '../eventstore/event-store.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import type { Database } from '../projections/database.ts'
import { type AsOf, askForAsOf, type Bound, dropAsOf, listAsOf, readAsOf } from '../projections/engine/build/as-of.ts'
import { readJob } from '../projections/engine/build/job.ts'
import { AS_OF_ROLE } from '../projections/engine/store/engine-schema.ts'
import { openAsOfDatabase } from '../projections/engine/store/read-database.ts'
import { projections } from '../projections/index.ts'
import { logOf, type Shop } from './open-shop.ts'
import { withSessionOption } from './session-option.ts'

/** As many as an auditor lays side by side for a year; each takes the disk of all read models. */
const LIMITS = { perViewer: 12, all: 24 }

/** A place behind the end of the log is its end: what is written later is not of that moment. */
const withinLog = async (store: EventStore, bound: Bound): Promise<Bound> => {
  if ('at' in bound) return bound
  const head = await store.head()
  return comparePositions(bound.position, head) > 0 ? { position: head } : bound
}

const isWithin = (bound: Bound, event: RecordedEvent): boolean =>
  'at' in bound ? happenedAt(event) <= bound.at.getTime() : comparePositions(event.position, bound.position) <= 0

/** The log as it was at that moment, for those who read streams and single events. */
const logUntil = (store: EventStore, bound: Bound): EventStore => ({
  ...store,
  readStream: async (stream, options = {}) => {
    if (options.direction !== 'backwards')
      return (await store.readStream(stream, options)).filter(event => isWithin(bound, event))
    // The last events of then are not among the last ones of now.
    const { from = Number.POSITIVE_INFINITY, limit } = options
    const events = (await store.readStream(stream)).filter(event => isWithin(bound, event))
    return events
      .filter(({ revision }) => revision <= from)
      .toReversed()
      .slice(0, limit)
  },
  eventAt: async position => {
    const event = await store.eventAt(position)
    return event !== undefined && isWithin(bound, event) ? event : undefined
  },
})

/** Connections that write nothing, and, where the role was made, read nothing that lives. */
const readerPool = (connectionString: string) => {
  const readOnly = withSessionOption(connectionString, 'default_transaction_read_only', 'on')
  const pool = openPool({ connectionString: readOnly, max: 4 })
  // Queries wait for it in the connection's queue. Whoever may not take the role still writes nothing.
  pool.on('connect', client => void client.query(`set role ${AS_OF_ROLE}`).catch(() => undefined))
  return pool
}

/** The shops of the past of a shop. Kept for so many hours each. */
export const pastsOf = (shop: Shop, hours: number): Pasts & { readonly close: () => Promise<void> } => {
  const { pool, store } = shop
  const reader = readerPool(shop.databaseUrl)
  const todayOf = async ({ bound }: AsOf): Promise<Date> => {
    if ('at' in bound) return bound.at
    const event = await store.eventAt(bound.position)
    return event === undefined ? new Date() : new Date(event.metadata.at)
  }
  const openPast = async (asOf: AsOf): Promise<Past> => {
    const database = await openAsOfDatabase<Database>({ pool, projections, reader }, asOf.id)
    const { id, bound } = asOf
    const log = logOf({ ...shop, store: logUntil(store, bound) })
    return {
      id,
      bound,
      now: await todayOf(asOf),
      queries: () => database,
      log: logReadingOf(log),
    }
  }
  return {
    ask: async (wanted, askedBy) => {
      const bound = await withinLog(store, wanted)
      return askForAsOf(pool, { id: v7(), bound, askedBy, hours, limits: LIMITS }, projections)
    },
    list: async () =>
      Promise.all((await listAsOf(pool)).map(async asOf => ({ asOf, job: await readJob(pool, asOf.id) }))),
    drop: id => dropAsOf(pool, id),
    open: async id => {
      const asOf = await readAsOf(pool, id)
      const isOpen = asOf?.builtAt != null && asOf.expiresAt > new Date()
      return isOpen ? await openPast(asOf) : undefined
    },
    close: () => reader.end(),
  }
}
