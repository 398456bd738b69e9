import type { CompiledQuery } from 'kysely'
import type { Pool } from 'pg'

type Plan = {
  readonly 'Node Type': string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly Plan[]
}

/** Rows that scans touched: what they returned and what they threw away. */
const rowsIn = (plan: Plan): number => {
  const isScan =
    plan['Node Type'].endsWith('Scan') &&
    !plan['Node Type'].startsWith('Bitmap Index') &&
    plan['Node Type'] !== 'Subquery Scan'
  const own = isScan ? (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'] : 0
  return own + (plan.Plans ?? []).reduce((sum, child) => sum + rowsIn(child), 0)
}

/** How many rows a query reads, whatever it returns. */
export const rowsRead = async (
  pool: Pool,
  { sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>,
): Promise<number> => {
  const { rows } = await pool.query<{ 'QUERY PLAN': readonly [{ readonly Plan: Plan }] }>({
    text: `explain (analyze, format json) ${sql}`,
    values: [...parameters],
  })
  const [row] = rows
  if (row === undefined) throw new Error('Postgres has a plan for every query')
  return rowsIn(row['QUERY PLAN'][0].Plan)
}
