import type { Pool, PoolClient } from 'pg'

/** Its queries report a broken connection; without a listener the event of it would end the process. */
const ignoreEvent = () => undefined

/**
 * A connection that sends queries without waiting for the answers of earlier ones; they are still done in order. The
 * caller discards it or gives it back with `release` of this file.
 */
export const connect = async (pool: Pool): Promise<PoolClient> => {
  const client = await pool.connect()
  return Object.assign(client, { pipeline: true }).on('error', ignoreEvent)
}

export const release = (client: PoolClient, broken?: boolean): void => {
  Object.assign(client, { pipeline: false }).off('error', ignoreEvent)
  client.release(broken)
}

/** Runs `work` in a transaction of its own. An error rolls back; a connection that broke is discarded. */
export const inTransaction = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await connect(pool)
  let isBroken = false
  try {
    return await transact(client, () => work(client))
  } catch (error) {
    isBroken = isTransient(error)
    throw error
  } finally {
    release(client, isBroken)
  }
}

/**
 * Runs `work` between begin and commit on a connection of `connect`. Its first queries travel with the begin; the commit
 * is sent when all of them are answered.
 */
export const transact = async <T>(client: PoolClient, work: () => Promise<T>): Promise<T> => {
  try {
    const [, result] = await allDone([client.query('begin'), work()])
    await client.query('commit')
    return result
  } catch (error) {
    // The first error says what went wrong; a failing rollback only means that the connection is gone with it.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

const ABORTED = '25P02'

/**
 * Waits for all parts, also when one fails: none may still send queries when the transaction is rolled back, they would
 * be done outside of it. Throws the error that came first, not one that only says that the transaction is aborted.
 */
export const allDone = async <T extends readonly unknown[] | []>(
  parts: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> => {
  const settled = await Promise.allSettled(parts)
  const errors: unknown[] = settled.flatMap(part => (part.status === 'rejected' ? [part.reason] : []))
  if (errors.length > 0) throw errors.find(error => stateOf(error) !== ABORTED) ?? errors[0]
  return await Promise.all(parts)
}

const stateOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

/** SQLSTATE classes of values the database refuses: data exception, constraint, program limit. The handler's fault. */
export const isRefusedValue = (error: unknown): boolean => /^(?:22|23|54)...$/.test(stateOf(error) ?? '')

/** The connection broke, a deadlock, a serialisation failure or an administrator's stop: worth another try. */
export const isTransient = (error: unknown): boolean => {
  const state = stateOf(error)
  return state === undefined
    ? error instanceof Error && /connection|terminated|timeout/i.test(error.message)
    : /^(?:08...|40001|40P01|55P03|57P0.|25P03|53...|E[A-Z]+)$/.test(state)
}
