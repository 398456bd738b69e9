import type { Pool } from 'pg'
import { v7 } from 'uuid'
import type { BulkRun } from '../../domain/bulk-run.ts'
import type { Vault } from '../vault/vault.ts'
import { forgetAsked, sealAsked } from './asked.ts'
import { readBulkRuns } from './reading.ts'

/** Runs of one person that wait to be begun; the oldest go when there are more. */
const MOST_WAITING = 10

type Named = Pick<BulkRun, 'id' | 'category' | 'action'>
/** What is asked may be said, and said anew. */
const ASKABLE: ReadonlySet<string> = new Set(['asked', 'previewing', 'previewed'])

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

const REMOVE = `
  with gone as (delete from app.bulk_run where id = any($1) and state not in ('previewing', 'running') returning id)
  delete from app.bulk_item using gone where run = gone.id`

const WAITING = `select id from app.bulk_run where by = $1 and state in ('asked', 'previewed') order by made_at desc offset $2`
const OLD = `select id from app.bulk_run where made_at < clock_timestamp() - interval '90 days'
  and state not in ('previewing', 'running')`

type Place = { readonly pool: Pool; readonly vault: Vault }

const remove = async ({ pool, vault }: Place, which: string, values: readonly unknown[]): Promise<void> => {
  const sql = `select id, category, action from app.bulk_run where id in (${which})`
  const { rows } = await pool.query<Named>(sql, [...values])
  for (const run of rows) await forgetAsked(vault, run)
  await pool.query(REMOVE, [rows.map(({ id }) => id)])
}

/** What becomes of a run step by step; each answers false where it can not be taken (any more). */
const stepsOf = (
  { pool, vault }: Place,
  { find, undoOf }: Pick<ReturnType<typeof readBulkRuns>, 'find' | 'undoOf'>,
) => ({
  ask: async (id: string, asked: unknown): Promise<boolean> => {
    const run = await find(id)
    if (run === undefined || !ASKABLE.has(run.state)) return false
    const { rowCount } = await pool.query(ASK, [id, JSON.stringify(await sealAsked(vault, run, asked))])
    return (rowCount ?? 0) > 0
  },
  start: async (id: string): Promise<boolean> => {
    const sql = `update app.bulk_run set state = 'running', started_at = clock_timestamp(), owner = null
      where id = $1 and state = 'previewed'`
    return (await pool.query(sql, [id])).rowCount === 1
  },
  /** What is done stays done. */
  stop: async (id: string): Promise<boolean> => {
    const sql = `update app.bulk_run set state = 'stopped', ended_at = clock_timestamp()
      where id = $1 and state in ('asked', 'previewing', 'previewed', 'running') returning id, category, action`
    const [run] = (await pool.query<Named>(sql, [id])).rows
    if (run !== undefined) await forgetAsked(vault, run)
    return run !== undefined
  },
  /** @returns the run that takes it back: a new one unless one is under way; undefined when it has not ended */
  undo: async (id: string): Promise<string | undefined> => {
    await pool.query(UNDO, [v7(), id])
    return undoOf(id)
  },
})

/** The runs of a shop, for those who ask for them. Whoever does them claims them one by one. */
export const openBulkRuns = (pool: Pool, vault: Vault) => {
  const place = { pool, vault }
  const reading = readBulkRuns(pool, vault)
  return {
    ...reading,
    ...stepsOf(place, reading),
    /** @param ids of its things, each once, in the order in which they are to be shown */
    make: async ({ by, category, action, asked }: NewRun, ids: readonly string[]): Promise<string> => {
      await remove(place, WAITING, [by, MOST_WAITING - 1])
      const [id, state] = [v7(), asked === null ? 'asked' : 'previewing']
      await pool.query(MAKE, [id, by, category, action, asked === null ? null : JSON.stringify(asked), state, ids])
      return id
    },
    /** Removes runs of more than 90 days ago. */
    prune: () => remove(place, OLD, []),
  }
}

export type BulkRuns = ReturnType<typeof openBulkRuns>
