import { v7 } from 'uuid'
import { type Pasts, pastsOf } from '../api/pasts.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import type { Database } from '../projections/database.ts'
import { asOfShops } from '../projections/engine/build/as-of-shops.ts'
import { AS_OF_ROLE } from '../projections/engine/store/engine-schema.ts'
import { projections } from '../projections/index.ts'
import { logOf, type Shop } from './open-shop.ts'
import { withSessionOption } from './session-option.ts'

/** Connections that write nothing, and, where the role was made, read nothing that lives. */
const readerPool = (connectionString: string) => {
  const readOnly = withSessionOption(connectionString, 'default_transaction_read_only', 'on')
  const pool = openPool({ connectionString: readOnly, max: 4 })
  // Queries wait for it in the connection's queue. Whoever may not take the role still writes nothing.
  pool.on('connect', client => void client.query(`set role ${AS_OF_ROLE}`).catch(() => undefined))
  return pool
}

/** The shops of the past of a shop. Kept for so many hours each. */
export const openPasts = (shop: Shop, hours: number): Pasts & { readonly close: () => Promise<void> } => {
  const reader = readerPool(shop.databaseUrl)
  const shops = asOfShops<Database>({ pool: shop.pool, projections, reader, hours, newId: v7 })
  return { ...pastsOf(shops, logOf(shop)), close: () => reader.end() }
}
