import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeKeptSchemas } from '../../bin/kept-schemas.ts'
import { IDLE_MS, LONGEST_MS, lifetimes } from '../../people/account.ts'
import { openSessions, pruneSessions } from '../../people/sessions.ts'
import { openTokens, pruneTokens } from '../../people/tokens.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'

const now = new Date('2026-01-15T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const HOUR = 60 * 60_000

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
  const client = await database.pool.connect()
  await makeKeptSchemas(client, true)
  client.release()
})
afterAll(() => database.close())
beforeEach(() => database.pool.query('truncate app.session, app.one_time_token'))

const ida = { user: 'ida', agent: 'Firefox', address: '127.0.0.1' }
const begin = (over: object = {}, at = now) => openSessions(database.pool).begin({ ...ida, ...over }, at)
const listed = (user = 'ida', at = now) => openSessions(database.pool).of(user, at)

describe('a session', () => {
  it('is listed for its user, newest first, on every server, without what proves it', async () => {
    const key = await begin()
    await begin({ agent: 'Curl' }, later(1))
    await begin({ user: 'ada' })
    const sessions = await listed('ida', later(1))
    expect(sessions.map(({ agent, user }) => [agent, user])).toEqual([
      ['Curl', 'ida'],
      ['Firefox', 'ida'],
    ])
    expect(JSON.stringify(sessions)).not.toContain(key)
    const { rows } = await database.pool.query('select * from app.session')
    expect(JSON.stringify(rows)).not.toContain(key)
  })
  it('ends when nothing is seen of it for twelve hours, and after fourteen days in any case', async () => {
    const sessions = openSessions(database.pool)
    const key = await begin()
    expect(await listed('ida', later(IDLE_MS - 1))).toHaveLength(1)
    expect(await listed('ida', later(IDLE_MS))).toEqual([])
    for (let at = 0; at < LONGEST_MS; at += 10 * HOUR) await sessions.touch(sessions.hashOf(key), later(at))
    expect(await listed('ida', later(LONGEST_MS - 1))).toHaveLength(1)
    expect(await listed('ida', later(LONGEST_MS))).toEqual([])
  })
  it('is ended by its user alone, or with all of theirs but the present one', async () => {
    const sessions = openSessions(database.pool)
    await begin({ user: 'ada' })
    for (let n = 0; n < 3; n += 1) await begin({}, later(n))
    const [first] = await listed()
    await sessions.end('ada', first?.id ?? '')
    expect(await listed()).toHaveLength(3)
    await sessions.end('ida', first?.id ?? '')
    await sessions.end('ida', first?.id ?? '')
    expect(await listed()).toHaveLength(2)
    const [, second] = await listed()
    await sessions.endAll('ida', second?.id)
    expect(await listed()).toEqual([second])
    await sessions.endAll('ida')
    expect(await listed()).toEqual([])
    expect(await listed('ada')).toHaveLength(1)
  })
  it('is one of fifty at most, and what a browser says of itself is cut', async () => {
    for (let n = 0; n < 52; n += 1) await begin({ agent: `${n} ${'x'.repeat(1000)}` }, later(n))
    const sessions = await listed('ida', later(60))
    expect(sessions).toHaveLength(50)
    expect(sessions.at(-1)?.agent).toMatch(/^2 x{298}$/)
  })
  it('that is over is cleared away', async () => {
    await begin()
    await begin({}, later(HOUR))
    await pruneSessions(database.pool, later(IDLE_MS + 1))
    expect((await database.pool.query('select from app.session')).rowCount).toBe(1)
  })
})

describe('a one-time token', () => {
  it('is good once, also for many who have it at the same time', async () => {
    const tokens = openTokens(database.pool)
    const token = await tokens.make('ida', 'reset', now)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(await tokens.find(token, now)).toEqual({ user: 'ida', purpose: 'reset' })
    const used = await Promise.all(Array.from({ length: 10 }, () => openTokens(database.pool).use(token, now)))
    expect(used.filter(one => one !== undefined)).toEqual([{ user: 'ida', purpose: 'reset' }])
    expect(await tokens.find(token, now)).toBeUndefined()
  })
  it.each(['reset', 'invitation', 'link'] as const)('for %s is too old one day', async purpose => {
    const tokens = openTokens(database.pool)
    const token = await tokens.make('ida', purpose, now)
    expect(await tokens.find(token, later(lifetimes[purpose] - 1))).toEqual({ user: 'ida', purpose })
    expect(await tokens.find(token, later(lifetimes[purpose]))).toBeUndefined()
    expect(await tokens.use(token, later(lifetimes[purpose]))).toBeUndefined()
    await pruneTokens(database.pool, later(lifetimes[purpose] + 1))
    expect(await tokens.find(token, now)).toBeUndefined()
  })
  it('takes the place of the one before it for the same, and goes with all of its user', async () => {
    const tokens = openTokens(database.pool)
    const [first, second] = [await tokens.make('ida', 'reset', now), await tokens.make('ida', 'reset', now)]
    const [other, adas] = [await tokens.make('ida', 'link', now), await tokens.make('ada', 'reset', now)]
    expect(await tokens.find(first, now)).toBeUndefined()
    expect(await tokens.find(second, now)).toBeDefined()
    await tokens.forget('ida')
    for (const gone of [second, other]) expect(await tokens.find(gone, now)).toBeUndefined()
    expect(await tokens.find(adas, now)).toBeDefined()
  })
  it('is not in the database', async () => {
    const token = await openTokens(database.pool).make('ida', 'reset', now)
    const { rows } = await database.pool.query('select * from app.one_time_token')
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})
