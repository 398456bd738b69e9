import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeKeptSchemas } from '../../bin/kept-schemas.ts'
import { masterKey } from '../../eventstore/vault/cipher.ts'
import { HALF_MS } from '../../people/account.ts'
import { openHalfSignIns, pruneHalfSignIns } from '../../people/half-sign-ins.ts'
import { openSecondFactors } from '../../people/second-factors.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { authenticator } from '../support/visitor.ts'

const now = new Date('2026-01-15T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const STEP = 30_000

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
  const client = await database.pool.connect()
  await makeKeptSchemas(client, true)
  client.release()
})
afterAll(() => database.close())
beforeEach(() => database.pool.query('truncate app.second_factor, app.recovery_code, app.half_sign_in'))

const master = masterKey(Buffer.alloc(32, 7))
const factors = () => openSecondFactors(database.pool, master)

const switchedOn = async (user = 'ida') => {
  const { secret, sealed } = factors().propose(user)
  const codeAt = authenticator(secret)
  const codes = (await factors().switchOn({ user, sealed, code: codeAt(now) }, now)) ?? []
  return { secret, codeAt, codes, check: (code: string, at: Date) => factors().check({ user, code }, at) }
}

describe('a second factor', () => {
  it('is switched on by a code of its secret, which is shown again for as long as it is not', async () => {
    const { secret, sealed } = factors().propose('ida')
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(factors().opened('ida', sealed)).toBe(secret)
    const code = authenticator(secret)(now)
    expect(await factors().switchOn({ user: 'ida', sealed, code: authenticator(secret)(later(10 * STEP)) }, now)).toBe(
      undefined,
    )
    expect(await factors().has('ida')).toBe(false)
    expect(await factors().switchOn({ user: 'ida', sealed, code }, now)).toHaveLength(10)
    expect([await factors().has('ida'), await factors().has('ada')]).toEqual([true, false])
  })
  it('is of the one it was made for, and of no form that somebody wrote', async () => {
    const { secret, sealed } = factors().propose('ida')
    const code = authenticator(secret)(now)
    expect(factors().opened('ada', sealed)).toBeUndefined()
    for (const strange of ['', 'AAAA', sealed.slice(2), 'A'.repeat(10_000)])
      expect(await factors().switchOn({ user: 'ida', sealed: strange, code }, now)).toBeUndefined()
    expect(await factors().switchOn({ user: 'ada', sealed, code }, now)).toBeUndefined()
  })
  it('does not take the place of one that there is', async () => {
    const { codeAt, check } = await switchedOn()
    const other = factors().propose('ida')
    const code = authenticator(other.secret)(now)
    expect(await factors().switchOn({ user: 'ida', sealed: other.sealed, code }, now)).toBeUndefined()
    expect(await check(codeAt(later(STEP)), later(STEP))).toBe(true)
  })
  it('takes a code once, also of several at once, and not the one that switched it on', async () => {
    const { codeAt, check } = await switchedOn()
    expect(await check(codeAt(now), now)).toBe(false)
    const code = codeAt(later(STEP))
    const several = await Promise.all([1, 2, 3].map(() => check(code, later(STEP))))
    expect(several.filter(Boolean)).toHaveLength(1)
    expect(await check(code, later(STEP))).toBe(false)
    const next = codeAt(later(2 * STEP))
    expect(await check(`${next.slice(0, 3)} ${next.slice(3)}`, later(2 * STEP))).toBe(true)
  })
  it('is nowhere in the database as it is, nor are the codes', async () => {
    const { secret, codes } = await switchedOn()
    const { rows } = await database.pool.query(
      'select (select array_agg(f::text) from app.second_factor f), (select array_agg(c::text) from app.recovery_code c) codes',
    )
    const kept = JSON.stringify(rows)
    for (const one of [secret, ...codes]) expect(kept).not.toContain(one)
    const elsewhere = openSecondFactors(database.pool, masterKey(Buffer.alloc(32, 8)))
    await expect(elsewhere.check({ user: 'ida', code: '123456' }, now)).rejects.toThrow('another master key')
  })
  it('is taken away with its codes, unless it was switched on later', async () => {
    const { codes, check } = await switchedOn()
    await factors().remove('ida', later(-1))
    expect([await factors().has('ida'), await factors().codesLeft('ida')]).toEqual([true, 10])
    await factors().remove('ida', now)
    expect([await factors().has('ida'), await factors().codesLeft('ida')]).toEqual([false, 0])
    expect(await check(codes[0] ?? '', now)).toBe(false)
  })
})

describe('a code that was put away', () => {
  it('holds once, in any spelling, for whom it was made', async () => {
    const { codes, check } = await switchedOn()
    const [one = '', other = ''] = codes
    expect(new Set(codes).size).toBe(10)
    await switchedOn('ada')
    expect(await factors().check({ user: 'ada', code: one }, now)).toBe(false)
    const several = await Promise.all([1, 2, 3].map(() => check(one, now)))
    expect(several.filter(Boolean)).toHaveLength(1)
    expect(await check(one, now)).toBe(false)
    expect(await check(other.toLowerCase().replaceAll('-', ' '), now)).toBe(true)
    expect(await factors().codesLeft('ida')).toBe(8)
  })
  it('holds no more when there are new ones', async () => {
    const { codes, check } = await switchedOn()
    const renewed = await factors().renewCodes('ida')
    expect(await check(codes[0] ?? '', now)).toBe(false)
    expect(await check(renewed[0] ?? '', now)).toBe(true)
    expect(await factors().codesLeft('ida')).toBe(9)
  })
})

describe('half a sign-in', () => {
  const ida = { user: 'ida', way: 'link' } as const
  it('is known for ten minutes, until it ends, once', async () => {
    const halves = openHalfSignIns(database.pool)
    const key = await halves.begin(ida, now)
    expect(await halves.find(key, later(HALF_MS - 1))).toEqual(ida)
    expect([await halves.find(key, later(HALF_MS)), await halves.find('a'.repeat(43), now)]).toEqual([
      undefined,
      undefined,
    ])
    const ended = await Promise.all([1, 2, 3].map(() => halves.end(key)))
    expect(ended.filter(Boolean)).toHaveLength(1)
    expect(await halves.find(key, now)).toBeUndefined()
  })
  it('ends with all of a user’s, and is forgotten when it is too old', async () => {
    const halves = openHalfSignIns(database.pool)
    const [one, other] = [await halves.begin(ida, now), await halves.begin({ ...ida, user: 'ada' }, now)]
    await halves.endAll('ida')
    expect([await halves.find(one, now), await halves.find(other, now)]).toMatchObject([undefined, { user: 'ada' }])
    await pruneHalfSignIns(database.pool, later(HALF_MS + 1))
    expect((await database.pool.query('select from app.half_sign_in')).rowCount).toBe(0)
  })
})
