import type { Pool } from 'pg'
import { v7 } from 'uuid'
import { type BulkItem, type BulkOutcome, type BulkRun, RUN_COLUMNS } from './run.ts'

/** Runs of one person that wait to be begun; the oldest go when there are more. */
const MOST_WAITING = 10

type NewRun = Pick<BulkRun, 'by' | 'category' | 'action' | 'asked'>

const MAKE = `
  with made as (
    insert into app.bulk_run (id, by, category, action, asked, state) values ($1, $2, $3, $4, $5, $6)
  )
  insert into app.bulk_item (run, place, id) select $1, place, id from unnest($7::text[]) with ordinality t(id, place)`

/** The things of a run are those of the other that it changed, with the revisions that made; one at a time is under way. */
const UNDO = `
  with made as (
    insert into app.bulk_run (id, by, category, undoes, asked, state)
    select $1, by, category, id, 'null', 'previewing' from app.bulk_run was
    where id = $2 and state in ('done', 'stopped') and not exists (
      select from app.bulk_run where undoes = was.id and state in ('previewing', 'previewed', 'running'))
    returning id
  )
  insert into app.bulk_item (run, place, id, revision)
  select made.id, row_number() over (order by place), item.id, revision from app.bulk_item item, made
  where run = $2 and outcome = 'done'`

/** What was looked at before is looked at anew. */
const ASK = `
  with run as (
    update app.bulk_run set asked = $2, state = 'previewing', owner = null
    where id = $1 and action is not null and state in ('asked', 'previewing', 'previewed') returning id
  )
  update app.bulk_item set outcome = null, revision = null, why = null from run where run = run.id`

const REMOVE = (which: string) => `
  with gone as (delete from app.bulk_run where id in (${which}) returning id)
  delete from app.bulk_item using gone where run = gone.id`

const WAITING = `select id from app.bulk_run where by = $1 and state in ('asked', 'previewed') order by made_at desc offset $2`
const OLD = `select id from app.bulk_run where made_at < clock_timestamp() - interval '90 days'
  and state not in ('previewing', 'running')`

/** The runs of a shop, for those who ask for them. Whoever does them claims them one by one. */
export const openBulkRuns = (pool: Pool) => {
  const find = async (id: string): Promise<BulkRun | undefined> =>
    (await pool.query<BulkRun>(`select ${RUN_COLUMNS} from app.bulk_run where id = $1`, [id])).rows[0]
  const undoing = async (id: string): Promise<string | undefined> => {
    const sql = `select id from app.bulk_run where undoes = $1 and state <> 'stopped' order by made_at desc limit 1`
    return (await pool.query<{ id: string }>(sql, [id])).rows[0]?.id
  }
  return {
    find,
    /** @param ids of its things, each once, in the order in which they are to be shown */
    make: async ({ by, category, action, asked }: NewRun, ids: readonly string[]): Promise<string> => {
      await pool.query(REMOVE(WAITING), [by, MOST_WAITING - 1])
      const [id, state] = [v7(), asked === null ? 'asked' : 'previewing']
      await pool.query(MAKE, [id, by, category, action, asked === null ? null : JSON.stringify(asked), state, ids])
      return id
    },
    /** @returns false when it has begun already, or is stopped */
    ask: async (id: string, asked: unknown): Promise<boolean> => {
      const { rowCount } = await pool.query(ASK, [id, JSON.stringify(asked)])
      return (rowCount ?? 0) > 0
    },
    /** @returns false when it is not previewed, or began before */
    start: async (id: string): Promise<boolean> => {
      const sql = `update app.bulk_run set state = 'running', started_at = clock_timestamp(), owner = null
        where id = $1 and state = 'previewed'`
      return (await pool.query(sql, [id])).rowCount === 1
    },
    /** What is done stays done. @returns false when there was nothing to stop */
    stop: async (id: string): Promise<boolean> => {
      const sql = `update app.bulk_run set state = 'stopped', ended_at = clock_timestamp()
        where id = $1 and state in ('asked', 'previewing', 'previewed', 'running')`
      return (await pool.query(sql, [id])).rowCount === 1
    },
    /** @returns the run that takes it back: a new one unless one is under way; undefined when it has not ended */
    undo: async (id: string): Promise<string | undefined> => {
      await pool.query(UNDO, [v7(), id])
      return undoing(id)
    },
    /** The run that takes it back, if one does. */
    undoOf: undoing,
    counts: async (id: string): Promise<Readonly<Record<BulkOutcome | 'open', number>>> => {
      const sql = `select coalesce(outcome, 'open') as outcome, count(*)::int as count from app.bulk_item
        where run = $1 group by 1`
      const { rows } = await pool.query<{ outcome: string; count: number }>(sql, [id])
      const none = { open: 0, changes: 0, nothing: 0, refused: 0, done: 0 }
      return { ...none, ...Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])) }
    },
    /** In their order, behind a place. */
    items: async (
      id: string,
      { outcome, after, limit }: { outcome?: BulkOutcome; after: number; limit: number },
    ): Promise<BulkItem[]> => {
      const sql = `select place, id, revision, outcome, why from app.bulk_item
        where run = $1 and place > $2 and ($3::text is null or outcome = $3) order by place limit $4`
      return (await pool.query<BulkItem>(sql, [id, after, outcome ?? null, limit])).rows
    },
    /** Removes runs of more than 90 days ago. */
    prune: async (): Promise<void> => {
      await pool.query(REMOVE(OLD))
    },
  }
}

export type BulkRuns = ReturnType<typeof openBulkRuns>
