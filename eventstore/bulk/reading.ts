import type { Pool } from 'pg'
import { type BulkItem, type BulkOutcome, type BulkRun } from '../../domain/bulk-run.ts'
import type { Vault } from '../vault/vault.ts'
import { openAsked } from './asked.ts'
import { RUN_COLUMNS } from './run.ts'

type Part = { readonly outcome?: BulkOutcome; readonly after: number; readonly limit: number }

/** What is known of runs. */
export const readBulkRuns = (pool: Pool, vault: Pick<Vault, 'keys'>) => ({
  find: async (id: string): Promise<BulkRun | undefined> => {
    const { rows } = await pool.query<BulkRun>(`select ${RUN_COLUMNS} from app.bulk_run where id = $1`, [id])
    return rows[0] && openAsked(vault, rows[0])
  },
  /** The last of somebody about things of a category, the newest first; without what was asked. */
  list: async (by: string, category: string, limit: number): Promise<BulkRun[]> => {
    const sql = `select ${RUN_COLUMNS} from app.bulk_run where by = $1 and category = $2 order by made_at desc limit $3`
    const { rows } = await pool.query<BulkRun>(sql, [by, category, limit])
    return rows.map(run => ({ ...run, asked: null }))
  },
  /** The run that takes it back, if one does. */
  undoOf: async (id: string): Promise<string | undefined> => {
    const sql = `select id from app.bulk_run where undoes = $1 and state <> 'stopped' order by made_at desc limit 1`
    return (await pool.query<{ id: string }>(sql, [id])).rows[0]?.id
  },
  /** How many of each there are; `open`: not looked at yet. */
  counts: async (id: string): Promise<Readonly<Record<BulkOutcome | 'open', number>>> => {
    const sql = `select coalesce(outcome, 'open') as outcome, count(*)::int as count from app.bulk_item
      where run = $1 group by 1`
    const { rows } = await pool.query<{ outcome: string; count: number }>(sql, [id])
    const none = { open: 0, changes: 0, nothing: 0, refused: 0, done: 0 }
    return { ...none, ...Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])) }
  },
  /** In their order, behind a place. */
  items: async (id: string, { outcome, after, limit }: Part): Promise<BulkItem[]> => {
    const sql = `select place, id, revision, outcome, why from app.bulk_item
      where run = $1 and place > $2 and ($3::text is null or outcome = $3) order by place limit $4`
    return (await pool.query<BulkItem>(sql, [id, after, outcome ?? null, limit])).rows
  },
})
