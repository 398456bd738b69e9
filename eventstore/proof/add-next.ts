import type { Pool } from 'pg'

type Next = {
  /** In schema `app`, with a column `number` that counts from 0. */
  readonly table: string
  readonly number: number
  readonly insert: string
  readonly values: readonly unknown[]
  /** Called before the row is stored, while no other process can store one. */
  readonly write: () => void
}

/** Stores a row as the next of its table. False, and nothing is stored, when there is one with its number already. */
export const addNext = async (pool: Pool, { table, number, insert, values, write }: Next): Promise<boolean> => {
  const client = await pool.connect()
  let isDone = false
  try {
    await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('daybook.${table}', 0))`)
    const next = `select coalesce(max(number) + 1, 0) as number from ${table}`
    const isNext = (await client.query<{ number: number }>(next)).rows[0]?.number === number
    if (isNext) {
      write()
      await client.query(insert, [...values])
    }
    await client.query('commit')
    isDone = true
    return isNext
  } finally {
    // After an error the connection goes, and its transaction with it.
    client.release(!isDone)
  }
}
