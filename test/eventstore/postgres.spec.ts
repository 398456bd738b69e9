import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EventStore, LOG_STREAM, START, UnknownOutcome } from '../../eventstore/event-store.ts'
import { openPostgresEventStore } from '../../eventstore/postgres/postgres-event-store.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { eventStoreContract } from './contract.ts'
import { appendOne, eventsOf, followUntil, idsOf, isCaughtUp, newAppend, newEvent, placeOf } from './events.ts'

eventStoreContract('the Postgres event store', async () => {
  const database = await createDatabase()
  const store = await openPostgresEventStore({ url: database.url })
  const close = async () => {
    await store.close()
    await database.close()
  }
  return { store, close }
})

describe('the log in Postgres', () => {
  let database: TestDatabase
  let store: EventStore
  beforeAll(async () => {
    database = await createDatabase()
    store = await openPostgresEventStore({ url: database.url })
  })
  afterAll(async () => {
    await store.close()
    await database.close()
  })

  const killBackends = (query: string) =>
    database.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query ilike $1`,
      [query],
    )

  it('is opened by several processes at once and begins once', async () => {
    const schema = 'shared'
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openPostgresEventStore({ url: database.url, schema })),
    )
    const identities = await Promise.all(stores.map(one => one.identity()))
    expect(new Set(identities.map(({ logId }) => logId)).size).toBe(1)
    expect(await stores[0]?.readStream(LOG_STREAM)).toHaveLength(1)
    await Promise.all(stores.map(one => one.close()))
  })

  it('keeps its identity when it is opened again, and logs of other schemas have others', async () => {
    const again = await openPostgresEventStore({ pool: database.pool })
    const other = await openPostgresEventStore({ pool: database.pool, schema: 'other' })
    expect(await again.identity()).toEqual(await store.identity())
    expect(await other.identity()).not.toEqual(await store.identity())
    await Promise.all([again.close(), other.close()])
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('numbers positions without a gap, whatever was refused or repeated in between', async () => {
    const append = newAppend({}, 2)
    await store.append([append, newAppend({ expected: 5 }, 3), newAppend()])
    await Promise.all([append, newAppend({ stream: append.stream }), newAppend()].map(one => store.append([one])))
    const { rows } = await database.pool.query('select count(*), max(position), min(position) from log.events')
    expect(rows[0]).toMatchObject({ count: rows[0].max, min: '1' })
  })

  it.each(['update log.events set type = $$x$$', 'delete from log.events', 'truncate log.events'])(
    'refuses to %s, even to the owner',
    async statement => {
      await expect(database.pool.query(statement)).rejects.toThrow('the log is append-only')
    },
  )

  it('lets the app role append and read, and the as-of role only read', async () => {
    const client = await database.pool.connect()
    const call = `select * from log.append('{roles}', '{1}', '{-1}', '{1}', array[gen_random_uuid()], '{T}', '{{}}', '{{}}')`
    await client.query('set role daybook_app')
    expect((await client.query(call.replaceAll('{{}}', '{"{}"}'))).rows[0]).toMatchObject({ stored: [true] })
    expect((await client.query(`select from log.events where stream = 'roles'`)).rowCount).toBe(1)
    await expect(client.query('insert into log.events select * from log.events')).rejects.toThrow('permission denied')
    await expect(client.query('delete from log.events')).rejects.toThrow('permission denied')
    await client.query('set role daybook_as_of')
    expect((await client.query(`select from log.events where stream = 'roles'`)).rowCount).toBe(1)
    await expect(client.query(call)).rejects.toThrow('permission denied for function append')
    client.release(true)
  })

  it('opens for a user who may not make roles', async () => {
    const user = `plain_${randomUUID().slice(0, 8)}`
    await database.pool.query(`create user ${user} password 'secret'; grant create on database ${dbName()} to ${user}`)
    const url = new URL(database.url)
    Object.assign(url, { username: user, password: 'secret' })
    const plain = await openPostgresEventStore({ url: url.href, schema: 'plain' })
    expect(await appendOne(plain, newAppend())).toMatchObject({ kind: 'stored' })
    await plain.close()
    await database.pool.query(`drop schema plain cascade; drop owned by ${user}; drop user ${user}`)
  })
  const dbName = () => new URL(database.url).pathname.slice(1)

  it('refuses to append in a transaction whose snapshot may be older than the lock', async () => {
    const client = await database.pool.connect()
    await client.query('begin isolation level repeatable read')
    const call = client.query(
      `select log.append('{x}', '{1}', '{-1}', '{1}', array[gen_random_uuid()], '{T}', '{1}', '{1}')`,
    )
    await expect(call).rejects.toThrow('read committed')
    client.release(true)
  })

  it('answers every append although its connection is killed, and stores none of them twice', async () => {
    const appends = Array.from({ length: 300 }, () => newAppend({}, 2))
    const head = await store.head()
    const answers = appends.map(append => appendOne(store, append))
    await killBackends('%log.append(%')
    expect((await Promise.all(answers)).every(({ kind }) => kind === 'stored')).toBe(true)
    const events = eventsOf(await followUntil(store, head, isCaughtUp))
    expect(idsOf(events).toSorted()).toEqual(idsOf(appends.flatMap(append => append.events)).toSorted())
  })

  it('does not know the outcome when the log stays locked, and knows it after', async () => {
    const client = await database.pool.connect()
    await client.query(`begin; select pg_advisory_xact_lock(hashtextextended('daybook.log.log', 0))`)
    const append = newAppend()
    await expect(appendOne(store, append)).rejects.toThrow(UnknownOutcome)
    await client.query('rollback')
    client.release()
    expect(await appendOne(store, append)).toMatchObject({ kind: 'stored', revision: 0 })
  })

  it('tells followers of new events by notification, also after the listening connection was killed', async () => {
    const head = await store.head()
    const waits: number[] = []
    let since = 0
    const append = async () => {
      since = performance.now()
      await store.append([newAppend()])
    }
    await followUntil(
      store,
      head,
      items => eventsOf(items).length === 12,
      async item => {
        if (!('marker' in item)) return waits.push(performance.now() - since)
        if (waits.length === 4) await killBackends('listen %')
        return append()
      },
    )
    // The poll alone would take a second each time.
    expect(waits.slice(0, 4).toSorted((a, b) => a - b)[2]).toBeLessThan(250)
    expect(waits.slice(8).toSorted((a, b) => a - b)[2]).toBeLessThan(250)
  })

  it('reads a rare type in windows, over stretches without any', async () => {
    const rare = newEvent({ type: 'Rare' })
    const from = await store.head()
    await database.pool.query(
      `insert into log.events (position, stream, revision, event_id, type, data, metadata)
       select $1::bigint + n, 'bulk', n - 1, gen_random_uuid(), 'Common', '{}', '{}' from generate_series(1, 12000) n`,
      [from.commit],
    )
    const place = placeOf(await appendOne(store, newAppend({ events: [rare] })))
    const first = await store.readAll({ from, limit: 10, types: ['Rare'] })
    expect(first).toMatchObject({ events: [], atHead: false, next: { commit: from.commit + 10_000n } })
    const second = await store.readAll({ from: first.next, limit: 10, types: ['Rare'] })
    expect(second).toMatchObject({ events: [{ id: rare.id }], atHead: true, next: place })
    const back = await store.readAll({ direction: 'backwards', limit: 10, types: ['LogOpened'] })
    expect(back).toMatchObject({ events: [], atHead: false })
    const start = await store.readAll({ direction: 'backwards', from: back.next, limit: 10, types: ['LogOpened'] })
    expect(start).toMatchObject({ events: [{ revision: 0 }], atHead: true, next: START })
  })
})
