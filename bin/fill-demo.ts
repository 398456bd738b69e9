import type { Pool } from 'pg'
import { reapplyErasures } from '../eventstore/reapply-erasures.ts'
import { knowing } from './demo/know.ts'
import { planDemo } from './demo/plan.ts'
import { runDemo } from './demo/run.ts'
import type { Shop } from './open-shop.ts'
import { showProgress } from './progress.ts'
import { recorder } from './record.ts'
import { UserError } from './user-error.ts'

/** Of the shop that a first start makes. */
export const DEMO_SEED = 'northwind'

export type Demo = { readonly seed: string; readonly until: Date }

/** Sends the demo shop's past through the deciders, with a progress bar. Sent again, it adds nothing. */
export const fillDemo = async (shop: Shop, { seed, until }: Demo, asked?: AbortSignal): Promise<number> => {
  const commands = planDemo({ seed, until })
  const progress = showProgress('Filling the demo shop')
  const record = recorder(shop.execute, 'demo', { id: 'demo', kind: 'demo' })
  const send: typeof record = command => {
    if (asked?.aborted === true) throw new UserError('Stopped. The next start goes on where the demo shop ended.')
    return record(command)
  }
  await runDemo({ commands, send, know: knowing(shop), onProgress: progress.update })
  progress.end(commands.length, commands.length)
  // Processes leave events of the demo alone, so the keys of those it erased are destroyed here.
  await reapplyErasures(shop.store, shop.vault)
  return commands.length
}

/** A begun demo that was interrupted, with the period it began with: another one would be another shop. */
const begun = async (pool: Pool): Promise<Demo | undefined> => {
  const { rows } = await pool.query<Demo>('select seed, until from app.demo where finished_at is null')
  return rows[0]
}

/** Fills a shop in which nothing has happened yet, or goes on where filling was interrupted. */
export const fillIfEmpty = async (shop: Shop, today: Date, asked: AbortSignal): Promise<void> => {
  const { pool, store } = shop
  const interrupted = await begun(pool)
  const { events } = await store.readAll({ limit: 2 })
  if (interrupted === undefined && events.length > 1) return
  const midnight = new Date(`${today.toISOString().slice(0, 10)}T00:00:00Z`)
  const demo = interrupted ?? { seed: DEMO_SEED, until: midnight }
  await pool.query('insert into app.demo (seed, until) values ($1, $2) on conflict do nothing', [demo.seed, demo.until])
  await fillDemo(shop, demo, asked)
  await pool.query('update app.demo set finished_at = clock_timestamp() where seed = $1', [demo.seed])
}
