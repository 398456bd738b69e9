import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Shop } from '../../bin/open-shop.ts'
import { auditingOf } from '../../eventstore/audit/auditing.ts'
import { addExport, findExport, type Manifest } from '../../eventstore/audit/exports.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { dumpOf, readableIn } from '../support/readable.ts'
import { shopIn } from '../support/small-shop.ts'
import { fileOf, judged } from '../support/verifier.ts'

const BODY = 'position,id\n'
const QUERIES = [
  'q=Maria+Huber',
  'type=OrderPlaced&actor=maria.huber%40example.com',
  'sort=-at&cursor=Maria',
  'area=orders',
  '',
]

let database: TestDatabase
let shop: Shop
beforeEach(async () => {
  database = await createDatabase()
  shop = await shopIn(database)
})
afterEach(async () => {
  await shop.close()
  await database.close()
})

const reopen = async () => {
  await shop.close()
  shop = await shopIn(database)
}

const manifestOf = (query: string): Manifest => ({
  id: v7(),
  format: 'csv',
  query,
  asOf: null,
  count: 0,
  firstPosition: null,
  lastPosition: null,
  sha256: createHash('sha256').update(BODY).digest('hex'),
  bytes: BODY.length,
  by: 'local',
  at: '2026-01-31T12:00:00.000Z',
  logId: 'log',
  seal: null,
})

/** What an earlier release has written: it knew nothing of terms. */
const writeAsBefore = async (): Promise<Manifest[]> => {
  const sql = `insert into app.access (id, at, viewer, kind, path, params, query)
    values ($1, clock_timestamp(), 'local', 'search', '/history/:id', $2, $3)`
  for (const query of QUERIES) await shop.pool.query(sql, [v7(), { id: 'MUG' }, query])
  await shop.pool.query(sql, [v7(), { id: 'Maria Huber' }, ''])
  const manifests = QUERIES.slice(0, 4).map(manifestOf)
  for (const manifest of manifests) await addExport(shop.pool, manifest, shop.sealKey)
  return manifests
}

const signedOf = async ({ id }: Manifest) => {
  const signed = await findExport(shop.pool, id)
  if (signed === undefined) throw new Error(`no export ${id}`)
  return signed
}

describe('what an earlier release has kept of searches in clear', () => {
  it('is replaced at the start, is found by its words, and leads to a note of it', async () => {
    await writeAsBefore()
    await reopen()
    expect(readableIn(await dumpOf(database.pool), ['Maria', 'maria.huber'])).toEqual([])
    const { listAccesses } = auditingOf(shop)
    const all = await listAccesses({ timeZone: 'UTC' }, 50)
    expect(all.map(({ query }) => query).toReversed()).toEqual([
      '',
      'type=OrderPlaced',
      'sort=-at&cursor=%E2%80%A6',
      'area=orders',
      '',
      '',
      '',
    ])
    const note = {
      viewer: 'daybook',
      kind: 'rewrite',
      path: '/access',
      params: { accesses: '4', exports: '3' },
      terms: [],
    }
    expect(all[0]).toMatchObject(note)
    const found = await listAccesses({ timeZone: 'UTC', term: 'huber MARIA' }, 50)
    expect(found.map(({ path, params }) => [path, params])).toEqual([
      ['/history/:id', { id: '…' }],
      ['/history/:id', { id: 'MUG' }],
    ])
  })

  it('leaves every manifest good: those that were taken along, and those that are signed anew', async () => {
    const [searched, narrowed, , plain] = await writeAsBefore()
    if (searched === undefined || narrowed === undefined || plain === undefined) throw new Error('no manifests')
    const before = await Promise.all([searched, narrowed, plain].map(signedOf))
    await reopen()
    const after = await Promise.all([searched, narrowed, plain].map(signedOf))
    expect(after[2]).toEqual(before[2])
    expect(after[1]?.manifest).toMatchObject({ query: 'type=OrderPlaced', terms: [{ name: 'actor', characters: 23 }] })
    expect(after[1]?.manifest).toMatchObject({ ...narrowed, query: 'type=OrderPlaced' })
    expect(after[1]?.manifest.restatedAt).toMatch(/^\d{4}-/)
    const key = shop.sealKey.publicKey.toString('hex')
    for (const signed of [...before, ...after]) {
      const { code, err } = await judged(JSON.stringify(signed), key, '--body', fileOf(BODY, 'events.csv'))
      expect([code, err]).toEqual([0, ''])
    }
  })

  it('is replaced once, and everything is append-only again', async () => {
    await writeAsBefore()
    await reopen()
    const before = await dumpOf(database.pool)
    await reopen()
    const kept = (rows: readonly string[]) => rows.filter(row => /^app\.(?:access|export):/.test(row))
    expect(kept(await dumpOf(database.pool))).toEqual(kept(before))
    for (const statement of ['delete from app.access', `update app.export set manifest = '{}'`])
      await expect(database.pool.query(statement)).rejects.toThrow('append-only')
  })
})
