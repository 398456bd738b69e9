import { v7 } from 'uuid'
import { logReadingOf } from '../api/log-reading.ts'
import { logUntil, withinLog } from '../api/log-until.ts'
import type { Past, Pasts } from '../api/pasts.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import type { Database } from '../projections/database.ts'
import { type AsOf, askForAsOf, dropAsOf, listAsOf, readAsOf } from '../projections/engine/build/as-of.ts'
import { readJob } from '../projections/engine/build/job.ts'
import { AS_OF_ROLE } from '../projections/engine/store/engine-schema.ts'
import { openAsOfDatabase } from '../projections/engine/store/read-database.ts'
import { projections } from '../projections/index.ts'
import { logOf, type Shop } from './open-shop.ts'
import { withSessionOption } from './session-option.ts'

/** As many as an auditor lays side by side for a year; each takes the disk of all read models. */
const LIMITS = { perViewer: 12, all: 24 }

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
