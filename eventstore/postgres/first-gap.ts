import type { Pool } from 'pg'
import type { Position } from '../event-store.ts'
import { positionOf } from './read.ts'

/** The first position of the log in Postgres that has no event although a later one has: appends leave no gaps. */
export const firstGap = async (pool: Pool, schema = 'log'): Promise<Position | undefined> => {
  const count = `select count(*) = coalesce(max(position), 0) as gapless from ${schema}.events`
  const counted = await pool.query<{ gapless: boolean }>(count)
  if (counted.rows[0]?.gapless === true) return undefined
  const sql = `
    select n from (select position, row_number() over (order by position) as n from ${schema}.events) numbered
     where position <> n order by n limit 1`
  const { rows } = await pool.query<{ n: string }>(sql)
  return rows[0] === undefined ? undefined : positionOf(rows[0].n)
}
