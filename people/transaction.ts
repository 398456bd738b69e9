import type { Pool, PoolClient } from 'pg'

/** Runs in one transaction; nothing of it is done when it fails. */
export const inTransaction = async <Result>(
  pool: Pool,
  run: (client: PoolClient) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect()
  let isDone = false
  try {
    await client.query('begin')
    const result = await run(client)
    await client.query('commit')
    isDone = true
    return result
  } finally {
    // After an error the connection goes, and its transaction with it.
    client.release(!isDone)
  }
}
