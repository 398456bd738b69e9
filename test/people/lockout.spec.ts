import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeKeptSchemas } from '../../bin/kept-schemas.ts'
import { FAILURES } from '../../people/account.ts'
import { openAttempts, pruneAttempts } from '../../people/attempts.ts'
import { isLocked, noTries, type Tries, takenBack, tried } from '../../people/lockout.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'

const minute = (n: number) => new Date(Date.UTC(2026, 0, 15, 10, n))
const after = (...minutes: readonly number[]) => minutes.reduce<Tries>((tries, n) => tried(tries, minute(n)), noTries)
const times = (count: number, from = 0) => Array.from({ length: count }, (_, n) => from + n)

describe('tries to sign in that fail', () => {
  it('lock for six minutes when there were nine in fifteen minutes', () => {
    expect(isLocked(after(...times(8)), minute(8))).toBe(false)
    const locked = after(...times(9))
    expect(isLocked(locked, minute(8))).toBe(true)
    expect(isLocked(locked, new Date(minute(14).getTime() - 1))).toBe(true)
    expect(isLocked(locked, minute(14))).toBe(false)
  })
  it('do not when they are further apart', () =>
    expect(isLocked(after(...times(20).map(n => 2 * n)), minute(39))).toBe(false))
  it('count for nothing while it is locked, and anew when it is over', () => {
    const locked = after(...times(9))
    expect(tried(locked, minute(10))).toBe(locked)
    expect(tried(locked, minute(14))).toEqual({ failedAt: [minute(14)], lockedUntil: null })
  })
  it('are one less when the last one succeeded', () => {
    expect(takenBack(after(0, 1))).toEqual(after(0))
    expect(takenBack(after(...times(9)))).toEqual(after(...times(8)))
  })
})

describe('in the database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createDatabase()
    const client = await database.pool.connect()
    await makeKeptSchemas(client, true)
    client.release()
  })
  afterAll(() => database.close())

  it('of many tries at once, on several servers, no more are looked at than may fail', async () => {
    const servers = [openAttempts(database.pool), openAttempts(database.pool)]
    const keys = ['account-ida', 'address-1']
    const begun = await Promise.all(
      times(40).map(n =>
        (servers[n % 2] ?? openAttempts(database.pool)).begin(n % 3 === 0 ? keys.toReversed() : keys, minute(0)),
      ),
    )
    expect(begun.filter(({ allowed }) => allowed)).toHaveLength(FAILURES.most)
    expect(begun.filter(({ locks }) => locks)).toHaveLength(1)
  })
  it('one account is locked from every address, and one address for every account', async () => {
    const attempts = openAttempts(database.pool)
    const allowed = async (...keys: string[]) => (await attempts.begin(keys, minute(0))).allowed
    for (const n of times(9)) await attempts.begin(['account-ada', `address-a${n}`], minute(0))
    expect(await allowed('account-ada', 'address-b')).toBe(false)
    expect(await allowed('account-bob', 'address-b')).toBe(true)
    for (const n of times(8)) await attempts.begin([`account-c${n}`, 'address-b'], minute(0))
    expect(await allowed('account-bob', 'address-b')).toBe(false)
    expect(await allowed('account-bob', 'address-c')).toBe(true)
  })
  it('success forgives the account, and the address that one try', async () => {
    const attempts = openAttempts(database.pool)
    for (const _ of times(8)) await attempts.begin(['account-eve', 'address-e'], minute(0))
    expect(await attempts.begin(['account-eve', 'address-e'], minute(0))).toEqual({ allowed: true, locks: true })
    await attempts.succeed('account-eve', 'address-e')
    expect(await attempts.begin(['account-eve', 'address-f'], minute(0))).toEqual({ allowed: true, locks: false })
    expect(await attempts.begin(['account-f', 'address-e'], minute(0))).toEqual({ allowed: true, locks: true })
  })
  it('what counts no more is forgotten', async () => {
    await pruneAttempts(database.pool, minute(1))
    const { rows } = await database.pool.query('select key from app.sign_in_tries where locked_until is null')
    expect(rows).toEqual([])
    await pruneAttempts(database.pool, minute(60))
    expect((await database.pool.query('select from app.sign_in_tries')).rowCount).toBe(0)
  })
})
