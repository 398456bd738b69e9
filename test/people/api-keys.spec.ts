import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeKeptSchemas } from '../../bin/kept-schemas.ts'
import { openApiKeys } from '../../people/api-keys.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'

const now = new Date('2026-01-15T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)

let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
  const client = await database.pool.connect()
  await makeKeptSchemas(client, true)
  client.release()
})
afterAll(() => database.close())

const keys = () => openApiKeys(database.pool)
const use = async (key: string) => (await keys().usesOf([key])).get(key)

describe('the secret of a key', () => {
  it('finds its key, says what it is, and is kept nowhere', async () => {
    const key = randomUUID()
    const secret = await keys().make(key, now)
    expect(secret).toMatch(new RegExp(`^daybook_${key}_[\\w-]{43}$`))
    expect(await keys().find(secret)).toEqual({ key, isRevoked: false, usedAt: null })
    const { rows } = await database.pool.query('select * from app.api_key')
    const [, random = ''] = secret.split(`${key}_`)
    for (const part of [secret, random, Buffer.from(random).toString('hex')])
      expect(JSON.stringify(rows)).not.toContain(part)
  })

  it('is another one each time, and the one before holds no more', async () => {
    const key = randomUUID()
    const first = await keys().make(key, now)
    const second = await keys().make(key, later(1))
    expect(await keys().find(first)).toBeUndefined()
    expect(await keys().find(second)).toMatchObject({ key })
    expect(await use(key)).toEqual({ madeAt: later(1), usedAt: null })
  })

  it('is not found by anything that looks like it', async () => {
    const [key, another] = [randomUUID(), randomUUID()]
    const secret = await keys().make(key, now)
    const foreign = (await keys().make(another, now)).replace(another, key)
    const wrong = ['', 'daybook', key, foreign, secret.slice(0, -1), `${secret}a`, ` ${secret}`, secret.toUpperCase()]
    for (const one of [...wrong, `daybook_${key}_`, `daybook_${key}_'; drop table app.api_key; --`, `${secret}\0`])
      expect(await keys().find(one), one).toBeUndefined()
  })

  it('is revoked at once, for good', async () => {
    const key = randomUUID()
    const secret = await keys().make(key, now)
    await keys().revoke(key, now)
    await keys().revoke(key, later(1))
    expect(await keys().find(secret)).toMatchObject({ isRevoked: true })
    expect(await keys().find(await keys().make(key, later(2)))).toMatchObject({ isRevoked: true })
  })
})

describe('the use of a key', () => {
  it('is noted, but once a minute', async () => {
    const key = randomUUID()
    const secret = await keys().make(key, now)
    const usedAt = async (at: Date) => {
      const proven = await keys().find(secret)
      if (proven !== undefined) await keys().noteUse(proven, at)
      return (await use(key))?.usedAt
    }
    expect(await usedAt(later(1))).toEqual(later(1))
    expect(await usedAt(later(60_000))).toEqual(later(1))
    expect(await usedAt(later(60_001))).toEqual(later(60_001))
  })

  it('is told of those that ever had a secret', async () => {
    const key = randomUUID()
    await keys().make(key, now)
    expect([...(await keys().usesOf([key, randomUUID()])).keys()]).toEqual([key])
    expect((await keys().usesOf([])).size).toBe(0)
  })
})
