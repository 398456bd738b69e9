import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeKeptSchemas } from '../../bin/kept-schemas.ts'
import { hashPassword, isPassword } from '../../people/argon2.ts'
import { isCommonPassword } from '../../people/common-password.ts'
import { openPasswords } from '../../people/passwords.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'

const now = new Date('2026-01-15T10:00:00Z')
const password = 'correct horse battery'

describe('the hash of a password', () => {
  it('is that of argon2id, salted, and of this password alone', async () => {
    const [one, two] = [await hashPassword(password, 'pepper'), await hashPassword(password, 'pepper')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(one).not.toBe(two)
    expect(await isPassword(one, password, 'pepper')).toBe(true)
    expect(await isPassword(one, `${password}.`, 'pepper')).toBe(false)
    expect(await isPassword(one, password, 'salt')).toBe(false)
  })
  it('is the same however letters are composed', async () => {
    const hash = await hashPassword('Zwölf Boxkämpfer'.normalize('NFD'), 'pepper')
    expect(await isPassword(hash, 'Zwölf Boxkämpfer'.normalize('NFC'), 'pepper')).toBe(true)
  })
  it('that is damaged is no hash', async () =>
    expect(isPassword('$argon2id$v=19$m=1', password, 'pepper')).rejects.toThrow('damaged'))
})

describe('a password', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createDatabase()
    const client = await database.pool.connect()
    await makeKeptSchemas(client, true)
    client.release()
  })
  afterAll(() => database.close())

  it('is right for its user, until there is another one', async () => {
    const passwords = openPasswords(database.pool, 'pepper')
    await passwords.set('ida', password, now)
    await passwords.set('ada', 'another password', now)
    expect(await passwords.check('ida', password)).toBe(true)
    await passwords.set('ida', 'a new password', now)
    expect(await passwords.check('ida', password)).toBe(false)
    expect(await passwords.check('ida', 'a new password')).toBe(true)
    expect(await passwords.check('ada', 'another password')).toBe(true)
  })
  it('is wrong for whoever has none, and for nobody', async () => {
    const passwords = openPasswords(database.pool, 'pepper')
    expect(await passwords.check('eve', password)).toBe(false)
    expect(await passwords.check(undefined, password)).toBe(false)
  })
  it('is not in the database, and not found with what is there alone', async () => {
    await openPasswords(database.pool, 'pepper').set('bob', password, now)
    const { rows } = await database.pool.query('select * from app.password')
    expect(JSON.stringify(rows)).not.toContain(password)
    expect(await openPasswords(database.pool, 'another secret').check('bob', password)).toBe(false)
  })
})

describe('a common password', () => {
  it.each([
    'qwerty123456',
    'QWERTY123456',
    '1qaz2wsx3edc',
    'password1234',
    'Passwordpassword',
    'baseball 2024!!',
    'aaaaaaaaaaaaaaaa',
    '121212121212',
    'abcabcabcabc',
  ])('is %s', common => expect(isCommonPassword(common)).toBe(true))
  it.each(['correct horse battery', 'Zwölf Boxkämpfer jagen', 'tR7#kqp2Lm0z', '湖に映る月の光は美しい夜'])(
    'is not %s',
    rare => expect(isCommonPassword(rare)).toBe(false),
  )
})
