import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { ensureAppSchema } from '../eventstore/app-schema.ts'
import { recordAccesses } from '../eventstore/audit/accesses.ts'
import { sealKey } from '../eventstore/proof/seal-key.ts'
import { sealTrail } from '../eventstore/trail/seal-trail.ts'
import { openTrail } from '../eventstore/trail/trail.ts'
import { verifyTrail } from '../eventstore/trail/verify-trail.ts'
import { createDatabaseIn, startCluster } from '../test/support/cluster.ts'
import { figure, type Options, printTable } from './support.ts'

const ROWS = 1_000_000

const FILL = `
  insert into app.access (id, at, viewer, kind, path, params, query, terms)
  select gen_random_uuid(), now() - (${ROWS} - n) * interval '1 second', 'viewer-' || n % 20, 'view', '/events/:id',
    jsonb_build_object('id', gen_random_uuid()), 'type=ProductPriced&page=' || n % 50, '[]' from generate_series(1, ${ROWS}) n`

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1_000
}

/** Milliseconds of one look: alone, and when a hundred come at once. */
const looks = async (pool: Pool, rounds: number): Promise<[alone: string, together: string]> => {
  const record = recordAccesses(pool, word => word)
  const one = () =>
    record({ at: new Date(), viewer: 'ada', kind: 'view', path: '/events/:id', params: { id: '1' }, query: 'page=2' })
  const [alone, together]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    alone.push(
      await seconds(async () => {
        for (let count = 0; count < 500; count += 1) await one()
      }),
    )
    together.push(
      await seconds(async () => {
        for (let count = 0; count < 50; count += 1) await Promise.all(Array.from({ length: 100 }, one))
      }),
    )
  }
  const [ofOne, ofHundred] = [alone.map(all => all * 2), together.map(all => all / 5)]
  return [figure(ofOne, 3), figure(ofHundred, 3)]
}

/** What it costs that looks are sealed: each of them, and a million at once. */
export const benchTrail = async ({ rounds = 5 }: Options): Promise<void> => {
  const cluster = await startCluster()
  const { pool } = await createDatabaseIn(cluster.url)
  const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'))
  await ensureAppSchema(pool)
  // As it was before rows were numbered and sealed.
  await pool.query('alter table app.access drop column number')
  await pool.query(FILL)
  const before = await looks(pool, rounds)
  const numbered = await seconds(() => ensureAppSchema(pool))
  const after = await looks(pool, rounds)
  printTable(
    ['a look, ms', 'alone', 'of a hundred at once'],
    [
      ['unnumbered', ...before],
      ['numbered', ...after],
    ],
  )
  const [trail, key] = [await openTrail(pool, join(folder, 'seals-made')), sealKey(Buffer.alloc(32, 1))]
  const seal = () => sealTrail({ trail, key, clock: () => new Date(), partial: true })
  const first = await seconds(seal)
  await looks(pool, 1)
  const next = await seconds(seal)
  const verified = await seconds(async () => {
    const { faulty } = await verifyTrail({ trail, trusted: [key.publicKey] })
    if (faulty > 0) throw new Error('the trail of the bench does not verify')
  })
  const idle = await seconds(seal)
  const row = (what: string, took: number) => [what, took.toFixed(2)]
  const over = [row('numbering them once', numbered), row('first seal', first), row('seal of 5,500 more', next)]
  printTable(
    [`${ROWS.toLocaleString('en')} looks`, 's'],
    [...over, row('verifying', verified), row('nothing new', idle)],
  )
  rmSync(folder, { recursive: true })
  await pool.end()
  await cluster.stop()
}
