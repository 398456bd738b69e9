import { Pool, type PoolConfig } from 'pg'

/**
 * A pool whose broken connections never end the process: the pool drops them, and the next query opens another. Also one
 * that breaks in the very chunk in which it is ready, before whoever asked for it can listen to its errors.
 */
export const openPool = (config: PoolConfig): Pool => {
  const pool = new Pool(config)
  pool.on('error', () => undefined)
  pool.on('connect', client => client.on('error', () => undefined))
  return pool
}
