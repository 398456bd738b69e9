import type { Pool } from 'pg'
import { openPool } from '../eventstore/postgres/pool.ts'
import type { Config } from './config.ts'
import { databaseOf, type Notice } from './shop-database.ts'
import { UserError } from './user-error.ts'

/**
 * Works on the Postgres of a shop without opening the shop, which would make what is missing.
 * @throws UserError when it can not be reached, and what the work throws
 */
export const withDatabase = async <Result>(
  config: Config,
  notice: Notice,
  work: (pool: Pool) => Promise<Result>,
): Promise<Result> => {
  const database = await databaseOf(config, notice)
  const pool = openPool({ connectionString: database.ownerUrl, max: 2, connectionTimeoutMillis: 10_000 })
  try {
    await pool.query('select').catch((error: unknown) => {
      throw new UserError(`The database can not be reached: ${error instanceof Error ? error.message : String(error)}`)
    })
    return await work(pool)
  } finally {
    await pool.end()
    await database.stop()
  }
}
