import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEY_RATE } from '../../../api/people/key-viewer.ts'
import { user } from '../../../domain/people/user.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sendTo } from '../../support/small-shop.ts'
import { type Account, newUser, PASSWORD, SUPPORT, signedInAs, type Visitor } from '../../support/visitor.ts'

const DAY = 24 * 60 * 60_000
let server: TestServer
let now: Date | undefined
let owner: Account
let visitor: Visitor

beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined, clock: () => now ?? new Date() })
  owner = await newUser(server)
  visitor = await signedInAs(server, owner)
})
afterAll(() => server.close())

type Made = { readonly id: string; readonly secret: string }

const newKey = async (scopes: readonly string[], over: object = {}, by = visitor): Promise<Made> => {
  const answer = await by.send('/api/keys', { id: v7(), name: 'Till', scopes, ...over })
  expect(answer.status, answer.body).toBe(200)
  return answer.json() as Made
}
const bearer = ({ secret }: Pick<Made, 'secret'>) => ({ authorization: `Bearer ${secret}` })
const ask = (key: Pick<Made, 'secret'>, path = '/api/orders', headers: Record<string, string> = {}) =>
  server.get(path, { accept: 'application/json', ...bearer(key), ...headers })
const told = async (key: Pick<Made, 'secret'>, path?: string) => {
  const answer = await ask(key, path)
  return [answer.status, (answer.json() as { code?: string }).code]
}

describe('a program with a key', () => {
  it('does what the key is for, and nothing else that its owner may do', async () => {
    const key = await newKey(['order:read', 'warehouse:*'])
    expect(await told(key)).toEqual([200, undefined])
    for (const path of ['/api/products', '/api/users', '/api/keys', '/api/account/keys', '/', '/account', '/settings'])
      expect((await ask(key, path)).status, path).toBe(403)
    const opened = await server.send('/api/warehouses', { id: 'key', name: 'Main' }, bearer(key))
    expect(opened.status, opened.body).toBe(200)
    const [event] = await server.shop.store.readStream('warehouse-key')
    expect(event?.metadata.actor).toEqual({ id: key.id, kind: 'key', owner: owner.id })
    expect((await server.send('/api/products', { id: 'LAMP', names: { en: 'Lamp' } }, bearer(key))).status).toBe(403)
  })

  it('makes no key, whatever its own is for', async () => {
    const key = await newKey(['*:*'])
    expect((await ask(key, '/api/users')).status).toBe(200)
    const made = await server.send('/api/keys', { id: v7(), name: 'Another', scopes: ['*:*'] }, bearer(key))
    expect(made.status).toBe(403)
    const again = await server.send(`/api/keys/${key.id}/secret`, {}, bearer(key))
    expect(again.status).toBe(403)
    const password = { password: 'another horse battery', again: 'another horse battery' }
    expect((await server.send('/api/account/password', password, bearer(key))).status).toBe(403)
  })

  it('has no session: none is looked for, and none begins', async () => {
    const key = await newKey(['order:read'])
    const cookie = [...visitor.cookies].map(pair => pair.join('=')).join('; ')
    expect((await ask(key, '/api/products', { cookie })).status).toBe(403)
    expect((await ask({ secret: 'wrong' }, '/api/orders', { cookie })).status).toBe(401)
    expect((await ask(key)).headers['set-cookie']).toBeUndefined()
    const signIn = await server.send('/sign-in', { email: owner.email, password: PASSWORD }, bearer(key))
    expect([signIn.status, signIn.headers['set-cookie']]).toEqual([403, undefined])
    expect(await told(key, '/live?of=/orders')).toEqual([403, 'NotForKeys'])
  })

  it('is no way for another site to make a browser send something', async () => {
    const key = await newKey(['warehouse:*'])
    const foreign = { ...bearer(key), 'sec-fetch-site': 'cross-site' }
    const sent = await server.send('/api/warehouses', { id: 'foreign', name: 'Main' }, foreign)
    expect([sent.status, (sent.json() as { code: string }).code]).toEqual([403, 'ForeignOrigin'])
  })

  it('is not known by anything else than the whole secret', async () => {
    const key = await newKey(['order:read'])
    const other = await newKey(['order:read'])
    const wrong = [
      '',
      ' ',
      'x',
      key.id,
      key.secret.slice(0, -1),
      `${key.secret}x`,
      key.secret.replace(key.id, other.id),
    ]
    for (const secret of wrong) {
      const answer = await ask({ secret })
      expect([answer.status, answer.headers['www-authenticate']], secret).toEqual([401, 'Bearer error="invalid_token"'])
      expect(answer.json()).toMatchObject({ status: 401, code: 'KeyUnknown' })
    }
    const scheme = { accept: 'application/json', authorization: `bearer  ${key.secret}` }
    expect((await server.get('/api/orders', scheme)).status).toBe(200)
    const basic = { accept: 'application/json', authorization: 'Basic eDp5' }
    expect((await server.get('/api/orders', basic)).json()).toMatchObject({ code: 'SignInNeeded' })
  })
})

describe('a key ends', () => {
  it('at once when it is revoked, by its owner or for them', async () => {
    const [own, another] = [await newKey(['order:read']), await newKey(['order:read'])]
    expect((await visitor.send(`/api/keys/${own.id}/revocation`, {})).status).toBe(200)
    expect(await told(own)).toEqual([401, 'KeyRevoked'])
    const colleague = await signedInAs(server, await newUser(server))
    expect((await colleague.send(`/api/keys/${another.id}/revocation`, {})).status).toBe(409)
    expect(await told(another)).toEqual([200, undefined])
    expect((await colleague.send(`/api/keys/${another.id}/withdrawal`, {})).status).toBe(200)
    expect(await told(another)).toEqual([401, 'KeyRevoked'])
  })

  it('with its last day', async () => {
    const today = new Date().toISOString().slice(0, 10)
    const key = await newKey(['order:read'], { expiresOn: today })
    expect(await told(key)).toEqual([200, undefined])
    now = new Date(Date.now() + DAY)
    expect(await told(key)).toEqual([401, 'KeyExpired'])
    now = undefined
  })

  it('as far as its secret goes, when there is another one', async () => {
    const key = await newKey(['order:read'])
    const { secret } = (await visitor.send(`/api/keys/${key.id}/secret`, {})).json() as Made
    expect(await told(key)).toEqual([401, 'KeyUnknown'])
    expect(await told({ secret })).toEqual([200, undefined])
  })

  it('when its owner is blocked, and does less as soon as they may do less', async () => {
    const account = await newUser(server)
    const theirs = await signedInAs(server, account)
    const key = await newKey(['*:read'], {}, theirs)
    expect(await told(key, '/api/users')).toEqual([200, undefined])
    const profile = { firstName: 'Ida', lastName: 'Rhodes', locale: 'en-GB', timeZone: 'UTC' }
    await sendTo(server.shop, user, account.id, 'EditUser', { ...profile, groups: [SUPPORT] })
    await server.caughtUp()
    expect(await told(key, '/api/users')).toEqual([403, 'Forbidden'])
    expect(await told(key)).toEqual([200, undefined])
    await sendTo(server.shop, user, account.id, 'BlockUser', {})
    await server.caughtUp()
    expect(await told(key)).toEqual([401, 'KeyOwnerOut'])
    await sendTo(server.shop, user, account.id, 'ActivateUser', {})
    await server.caughtUp()
    expect(await told(key)).toEqual([200, undefined])
  })
})

describe('the use of a key', () => {
  it('is limited, each for itself', async () => {
    const [busy, quiet] = [await newKey(['order:read']), await newKey(['order:read'])]
    now = new Date()
    for (let left = KEY_RATE.most; left > 0; left -= 1) expect((await ask(busy, '/api/docs/json')).status).toBe(200)
    const refused = await ask(busy)
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1'])
    expect(refused.json()).toMatchObject({ code: 'KeyTooFast' })
    expect(await told(quiet)).toEqual([200, undefined])
    now = new Date(now.getTime() + 1_000)
    expect(await told(busy)).toEqual([200, undefined])
    now = undefined
  })

  it('is shown to its owner', async () => {
    const key = await newKey(['order:read'])
    const page = async () => (await visitor.get(`/account/keys/${key.id}`)).body
    expect(await page()).toContain('never')
    await ask(key)
    expect(await page()).not.toContain('never')
  })
})
