import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { prepareDatabase } from '../../bin/prepare-database.ts'
import { outsideDatabase } from '../../bin/shop-database.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import { createHome, removeHome, type TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { addressOf, OPEN, run } from '../support/program.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createDatabase()
})
afterEach(() => database.close())

const silent = () => undefined

const connect = async (url: string) => {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client
}

/** What is refused to whoever works with this URL, one error after the other. */
const refusedTo = async (url: string, statements: readonly string[]): Promise<(string | undefined)[]> => {
  const client = await connect(url)
  const codes: (string | undefined)[] = []
  for (const statement of statements)
    codes.push(
      await client.query(statement).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      ),
    )
  await client.end()
  return codes
}

const ATTACKS = [
  'update log.events set data = data',
  'delete from log.events',
  'truncate log.events',
  'insert into log.events select * from log.events',
  'alter table log.events disable trigger append_only',
  'drop table log.events',
  'create or replace function log.append() returns int language sql as $$ select 1 $$',
  'create table log.other (a int)',
  'update app.seal set names = names',
  'delete from app.seal',
  'delete from app.access',
  'delete from app.trail_seal',
  'update app.trail_seal set blocks = blocks',
  'alter table app.seal disable trigger all',
  'delete from vault.subject_key',
  'drop schema vault cascade',
]

describe('what the server works as', () => {
  it('can neither change the log nor what else is append-only, nor take off what guards them', async () => {
    const url = await prepareDatabase(outsideDatabase(database.url), true, silent)
    await (await openPostgresEventStore({ url })).close()
    expect(await refusedTo(url, ATTACKS)).toEqual(ATTACKS.map(() => '42501'))
    expect((await database.pool.query('select from log.events')).rowCount).toBe(1)
  })

  it('is taken over from a release that worked as the owner, with its read models', async () => {
    await (await openPostgresEventStore({ url: database.url })).close()
    await database.pool.query(`create schema projections; create schema orders_v1_g1;
      create table projections.generation (model text, version int, generation int);
      insert into projections.generation values ('orders', 1, 1); create table orders_v1_g1.order (id int)`)
    const url = await prepareDatabase(outsideDatabase(database.url), true, silent)
    expect(await refusedTo(url, ['delete from log.events', 'drop schema orders_v1_g1 cascade'])).toEqual([
      '42501',
      'done',
    ])
  })

  it('takes read models over while another release writes them, and they wait for each other', async () => {
    await database.pool.query(`create schema projections; create schema orders_v1_g1;
      create table projections.generation (model text, version int, generation int);
      insert into projections.generation values ('orders', 1, 1); create table orders_v1_g1.order (id int)`)
    const writing = await connect(database.url)
    // The one that is found last is held, and one of those that are handed over before it is asked for.
    await writing.query(`set deadlock_timeout = '10s'; begin; lock table orders_v1_g1.order in row exclusive mode`)
    const preparing = prepareDatabase(outsideDatabase(database.url), true, silent)
    const waits = async () =>
      (
        await database.pool.query(
          `select from pg_locks where relation = 'orders_v1_g1.order'::regclass and not granted`,
        )
      ).rowCount
    await expect.poll(waits).toBe(1)
    await writing.query('insert into projections.generation values (null, null, null)').catch(() => undefined)
    await writing.query('commit')
    await writing.end()
    const url = await preparing
    expect(await refusedTo(url, ['drop schema orders_v1_g1 cascade'])).toEqual(['done'])
  })

  it('is made once, and by several who start at the same moment', async () => {
    const starts = [1, 2, 3].map(() => prepareDatabase(outsideDatabase(database.url), true, silent))
    const [first = '', ...others] = await Promise.all(starts)
    expect(others).toEqual([first, first])
    expect(new URL(first).searchParams.get('options')).toBe('-c role=daybook_app')
  })

  it('is the user of the URL, with a word of warning, where that one may not make roles', async () => {
    const user = `plain_${randomUUID().slice(0, 8)}`
    const name = new URL(database.url).pathname.slice(1)
    await database.pool.query(`create user ${user} password 'secret'; grant create on database ${name} to ${user}`)
    const url = Object.assign(new URL(database.url), { username: user, password: 'secret' }).href
    const told: string[] = []
    expect(await prepareDatabase(outsideDatabase(url), true, line => told.push(line))).toBe(url)
    expect(told).toEqual([
      expect.stringContaining(`The user ${user} of DATABASE_URL can not make the role daybook_app`),
    ])
    await (await openPostgresEventStore({ url })).close()
    await database.pool.query(`drop owned by ${user}; drop user ${user}`)
  })

  it('is the role that somebody has given to the user of the URL, who owns the database and is no superuser', async () => {
    const user = `owner_${randomUUID().slice(0, 8)}`
    const name = new URL(database.url).pathname.slice(1)
    await database.pool.query(
      `create user ${user} password 'secret'; grant daybook_app, daybook_as_of to ${user}; alter database ${name} owner to ${user}`,
    )
    const given = Object.assign(new URL(database.url), { username: user, password: 'secret' }).href
    const url = await prepareDatabase(outsideDatabase(given), true, silent)
    await (await openPostgresEventStore({ url })).close()
    expect(await refusedTo(url, ATTACKS)).toEqual(ATTACKS.map(() => '42501'))
    await database.pool.query(`alter database ${name} owner to current_user; drop owned by ${user}; drop user ${user}`)
  })
})

describe('a shop on the embedded database', () => {
  let home = ''
  beforeEach(async () => {
    home = await createHome()
  })
  afterEach(() => removeHome(home))

  it('is logged in as that role alone: no session of it is a superuser', async () => {
    const shop = run(home, ['serve'])
    const address = addressOf(await shop.until(OPEN))
    const { readFile } = await import('node:fs/promises')
    const [, , , port] = (await readFile(`${home}/postgres/data/postmaster.pid`, 'utf8')).split('\n')
    const password = await readFile(`${home}/postgres-password`, 'utf8')
    const superuser = await connect(`postgres://daybook:${password}@127.0.0.1:${port}/postgres`)
    const { rows } = await superuser.query(
      `select distinct usename from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    await superuser.end()
    expect(rows).toEqual([{ usename: 'daybook_app' }])
    expect((await fetch(`${address}/health/ready`)).status).toBe(200)
    shop.child.kill('SIGTERM')
    expect(await shop.ended).toBe(0)
  }, 60_000)
})
