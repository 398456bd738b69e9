import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHome, removeHome, type TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { opened, run } from '../support/program.ts'
import { visit } from '../support/visit.ts'

let home = ''
let database: TestDatabase
beforeEach(async () => {
  home = await createHome()
  database = await createDatabase()
  // What is found here comes before Postgres's own functions.
  const name = new URL(database.url).pathname.slice(1)
  await database.pool.query(`create schema other_time; grant usage on schema other_time to public;
    alter database ${name} set search_path = other_time, pg_catalog, public`)
})
afterEach(async () => {
  await database.close()
  await removeHome(home)
})

/** Sets the clock of the database, for sessions old and new. */
const setAhead = (by: string) =>
  database.pool.query(`create or replace function other_time.clock_timestamp() returns timestamptz
    language sql volatile as $$ select pg_catalog.clock_timestamp() + interval '${by}' $$`)
const setRight = () => database.pool.query('drop function other_time.clock_timestamp()')

const create = async (address: string, sku: string) => {
  const answer = await visit(`${address}/api/products`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: sku, names: { en: sku } }),
  })
  return { status: answer.status, body: (await answer.json()) as { code?: string; detail?: string } }
}
const PATIENTLY = { timeout: 20_000, interval: 100 }

describe('a shop whose clock and that of its database differ', () => {
  it('writes nothing, names both to whoever asks, shows its pages, and goes on once they agree', async () => {
    const shop = run(home, ['serve'], { DATABASE_URL: database.url })
    const address = await opened(shop)
    expect((await create(address, 'BEFORE')).status).toBe(200)
    await setAhead('-400 days')
    const ready = await fetch(`${address}/health/ready`)
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('and that of the database')])
    const { status, body } = await create(address, 'WRONG')
    expect([status, body.code]).toEqual([503, 'ClockWrong'])
    const [, here, there] =
      /the server says (\S+ \S+) and that of the database (\S+ \S+) \(UTC\)/.exec(body.detail ?? '') ?? []
    expect((Date.parse(`${here}Z`) - Date.parse(`${there}Z`)) / 86_400_000).toBeCloseTo(400, 1)
    expect((await visit(`${address}/products`)).status).toBe(200)
    await setRight()
    await expect.poll(async () => (await create(address, 'AFTER')).status, PATIENTLY).toBe(200)
    await expect.poll(async () => (await fetch(`${address}/health/ready`)).status, PATIENTLY).toBe(200)
    const { items } = (await (await visit(`${address}/api/products`)).json()) as { items: { sku: string }[] }
    expect(items.map(({ sku }) => sku).toSorted()).toEqual(['AFTER', 'BEFORE'])
    shop.child.kill('SIGTERM')
    expect(await shop.ended).toBe(0)
  }, 90_000)
})
