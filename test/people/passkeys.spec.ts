import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeKeptSchemas } from '../../bin/kept-schemas.ts'
import { CHALLENGE_MS, MOST_PASSKEYS } from '../../people/passkey.ts'
import { siteOf } from '../../people/passkey-answer.ts'
import { pruneChallenges } from '../../people/passkey-challenges.ts'
import { openPasskeys, removePasskeys } from '../../people/passkeys.ts'
import type { TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { softPasskey } from '../support/passkey.ts'

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
beforeEach(() => database.pool.query('truncate app.passkey, app.passkey_challenge'))

const passkeys = () => openPasskeys(database.pool, () => siteOf('http://localhost'))
const ownerOf = (id: string) => ({ id, name: 'Ida', email: `${id}@example.com` })

type Over = Parameters<ReturnType<typeof softPasskey>['create']>[1]

const added = async (user = 'ida', name = 'Laptop', authenticator = softPasskey()) => {
  const answer = authenticator.create(await passkeys().offer(ownerOf(user), now))
  expect(await passkeys().add({ user, name, answer }, now)).toBe(true)
  return authenticator
}
const isAdded = async (over: Over, at = now) => {
  const answer = softPasskey().create(await passkeys().offer(ownerOf('ida'), now), over)
  return passkeys().add({ user: 'ida', name: 'Laptop', answer }, at)
}

describe('a passkey', () => {
  it('is added by an authenticator, and shown once for each time that it is asked for', async () => {
    const authenticator = await added()
    expect(await passkeys().of('ida')).toEqual([{ id: authenticator.id, name: 'Laptop', madeAt: now, usedAt: null }])
    expect([await passkeys().has('ida'), await passkeys().has('ada')]).toEqual([true, false])
    const answer = authenticator.show(await passkeys().ask('ida', now))
    expect(await passkeys().check(answer, 'ida', later(1000))).toBe('ida')
    expect(await passkeys().check(answer, 'ida', later(2000))).toBeUndefined()
    expect(await passkeys().of('ida')).toMatchObject([{ usedAt: later(1000) }])
  })
  it('says itself whose it is where nobody is asked for', async () => {
    const [ida, ada] = [await added('ida'), await added('ada')]
    for (const [authenticator, user] of [
      [ida, 'ida'],
      [ada, 'ada'],
    ] as const)
      expect(await passkeys().check(authenticator.show(await passkeys().ask(undefined, now)), undefined, now)).toBe(
        user,
      )
    const silent = ida.show(await passkeys().ask(undefined, now), { userHandle: undefined })
    expect(await passkeys().check(silent, undefined, now)).toBeUndefined()
    const lying = ida.show(await passkeys().ask(undefined, now), {
      userHandle: Buffer.from('ada').toString('base64url'),
    })
    expect(await passkeys().check(lying, undefined, now)).toBeUndefined()
  })
  it('of somebody else proves nothing, nor does an answer to what somebody else was asked', async () => {
    const [ida, ada] = [await added('ida'), await added('ada')]
    expect(await passkeys().check(ada.show(await passkeys().ask('ida', now)), 'ida', now)).toBeUndefined()
    const forNobody = ida.show(await passkeys().ask(undefined, now))
    expect(await passkeys().check(forNobody, 'ida', now)).toBeUndefined()
    const forAda = ida.show(await passkeys().ask('ada', now))
    expect(await passkeys().check(forAda, 'ida', now)).toBeUndefined()
    const toAdd = ida.show(await passkeys().offer(ownerOf('ida'), now))
    expect(await passkeys().check(toAdd, 'ida', now)).toBeUndefined()
  })
  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://localhost:1' }],
    ['another name', { rpId: 'evil.example' }],
    ['a challenge that nobody made', { challenge: 'a'.repeat(43) }],
    ['an answer of another kind', { type: 'payment.get' }],
    ['nobody who showed a finger', { isUnverified: true }],
  ] as const)('proves nothing with %s, and is not added so', async (_, over) => {
    const authenticator = await added()
    const answer = authenticator.show(await passkeys().ask('ida', now), over)
    expect(await passkeys().check(answer, 'ida', now)).toBeUndefined()
    expect(await isAdded(over)).toBe(false)
    expect(await passkeys().of('ida')).toHaveLength(1)
  })
  it('proves nothing when it comes too late, or was signed by another key', async () => {
    const authenticator = await added()
    const late = authenticator.show(await passkeys().ask('ida', now))
    expect(await passkeys().check(late, 'ida', later(CHALLENGE_MS))).toBeUndefined()
    expect(await isAdded({}, later(CHALLENGE_MS))).toBe(false)
    const asked = await passkeys().ask('ida', now)
    const forged = { ...JSON.parse(softPasskey().show(asked)), id: authenticator.id, rawId: authenticator.id }
    expect(await passkeys().check(JSON.stringify(forged), 'ida', now)).toBeUndefined()
  })
  it('whose count does not go on is a copy, and proves nothing', async () => {
    const authenticator = await added()
    const show = async (counter: number) =>
      passkeys().check(authenticator.show(await passkeys().ask('ida', now), { counter }), 'ida', now)
    expect([await show(7), await show(7), await show(6), await show(8)]).toEqual(['ida', undefined, undefined, 'ida'])
  })
  it('whose authenticator does not count may be shown as often as it is asked for', async () => {
    const authenticator = softPasskey()
    const answer = authenticator.create(await passkeys().offer(ownerOf('ida'), now), { counter: 0 })
    await passkeys().add({ user: 'ida', name: 'Telephone', answer }, now)
    for (let n = 0; n < 2; n += 1) {
      const shown = authenticator.show(await passkeys().ask('ida', now), { counter: 0 })
      expect(await passkeys().check(shown, 'ida', now)).toBe('ida')
    }
  })
  it('is added once, and no more than one can tell apart', async () => {
    const authenticator = await added()
    const again = authenticator.create(await passkeys().offer(ownerOf('ada'), now))
    expect(await passkeys().add({ user: 'ada', name: 'Mine', answer: again }, now)).toBe(false)
    for (let n = 1; n < MOST_PASSKEYS; n += 1) await added('ida', `Key ${n}`)
    expect(await isAdded({})).toBe(false)
  })
  it('tells authenticators which of them somebody has already, and asks for a finger, a face or a PIN', async () => {
    const { id } = await added()
    expect(await passkeys().offer(ownerOf('ida'), now)).toMatchObject({
      rp: { id: 'localhost', name: 'Daybook' },
      user: { name: 'ida@example.com', displayName: 'Ida' },
      excludeCredentials: [{ id, transports: ['internal'] }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    })
    expect(await passkeys().ask('ida', now)).toMatchObject({ allowCredentials: [{ id }], userVerification: 'required' })
    expect(await passkeys().ask(undefined, now)).not.toHaveProperty('allowCredentials.0')
  })
  it('is removed by whose it is, or with all that were there', async () => {
    const [one, other] = [await added(), await added('ida', 'Telephone')]
    expect(await passkeys().remove('ada', one.id)).toBe(false)
    expect([await passkeys().remove('ida', one.id), await passkeys().remove('ida', one.id)]).toEqual([true, false])
    expect(await passkeys().check(one.show(await passkeys().ask('ida', now)), 'ida', now)).toBeUndefined()
    await removePasskeys(database.pool, 'ida', later(-1))
    expect((await passkeys().of('ida')).map(({ id }) => id)).toEqual([other.id])
    await removePasskeys(database.pool, 'ida', now)
    expect(await passkeys().has('ida')).toBe(false)
  })
  it('is asked for in vain by whatever else a browser may send', async () => {
    const authenticator = await added()
    const real = JSON.parse(authenticator.show(await passkeys().ask('ida', now)))
    const broken = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ id: fc.anything(), rawId: fc.anything(), type: fc.anything(), response: fc.anything() })
        .map(value => JSON.stringify(value) ?? ''),
      fc
        .constantFrom('clientDataJSON', 'authenticatorData', 'signature', 'userHandle')
        .chain(name =>
          fc.anything().map(value => JSON.stringify({ ...real, response: { ...real.response, [name]: value } })),
        ),
    )
    await fc.assert(
      fc.asyncProperty(broken, async answer => {
        expect(await passkeys().add({ user: 'ida', name: 'x', answer }, now)).toBe(false)
        fc.pre(answer !== JSON.stringify(real))
        expect(await passkeys().check(answer, 'ada', now)).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })
})

describe('what an authenticator is to sign', () => {
  it('is kept as a hash, used up by the first answer, and forgotten when it is too old', async () => {
    const { challenge } = (await passkeys().ask('ida', now)) as { challenge: string }
    const kept = async () =>
      (await database.pool.query('select encode(hash, $1) as hash from app.passkey_challenge', ['hex'])).rows
    expect(JSON.stringify(await kept())).not.toContain(Buffer.from(challenge, 'base64url').toString('hex'))
    await pruneChallenges(database.pool, later(CHALLENGE_MS))
    expect(await kept()).toHaveLength(1)
    await pruneChallenges(database.pool, later(CHALLENGE_MS + 1))
    expect(await kept()).toEqual([])
  })
})

describe('where passkeys hold', () => {
  it('is the name under which people reach the shop; of this machine that is not its address', () => {
    expect(siteOf('https://shop.example.com')).toEqual({ id: 'shop.example.com', origin: 'https://shop.example.com' })
    expect(siteOf('http://127.0.0.1:3000')).toEqual({ id: 'localhost', origin: 'http://localhost:3000' })
    expect(siteOf('http://[::1]:3000')).toEqual({ id: 'localhost', origin: 'http://localhost:3000' })
  })
})
