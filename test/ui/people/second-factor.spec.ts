import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPage } from '../../support/html-page.ts'
import { provedLongAgo } from '../../support/proved-long-ago.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import {
  type Account,
  authenticator,
  newUser,
  PASSWORD,
  SUPPORT,
  signedInAs,
  type Visitor,
  withFactor,
} from '../../support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
})
afterAll(() => server.close())

const PAGE = '/account/second-factor'
const json = { accept: 'application/json' }
const RECOVERY = /[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}/g

const proposed = ({ body }: { readonly body: string }) => {
  const [, typed = ''] = /<code class="mono">([A-Z2-7 ]+)<\/code>/.exec(body) ?? []
  const form = readPage(PAGE, body).forms.find(({ action }) => action === `/api${PAGE}`)
  return { secret: typed.replaceAll(' ', ''), sealed: form?.hidden['sealed'] ?? '' }
}
const switchOn = async (visitor: Visitor) => {
  const { secret, sealed } = proposed(await visitor.get(PAGE))
  const done = await visitor.submit(`/api${PAGE}`, { sealed, code: authenticator(secret)() })
  return { secret, done, codes: done.body.match(RECOVERY) ?? [] }
}
const typesOf = async ({ id }: Account) => (await server.shop.store.readStream(`user-${id}`)).map(({ type }) => type)

describe('switching a second factor on', () => {
  it('shows a secret to scan and to type, asks for a code, and shows recovery codes once', async () => {
    const account = await newUser(server)
    const [visitor, elsewhere] = [await signedInAs(server, account), await signedInAs(server, account)]
    const page = await visitor.get(PAGE)
    expect(page.body).toMatch(/<svg class="qr-code" viewBox="0 0 \d+ \d+" role="img"/)
    expect(page.body).not.toMatch(/\sstyle=/)
    expect(page.headers['cache-control']).toBe('no-store')
    const { secret, done, codes } = await switchOn(visitor)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect([done.status, done.headers['cache-control'], codes.length]).toEqual([200, 'no-store', 10])
    const after = await visitor.get(PAGE)
    expect(after.body).toContain('The second factor is on.')
    for (const one of [secret, ...codes]) expect(after.body).not.toContain(one)
    expect((await elsewhere.get('/api/orders', json)).status).toBe(401)
    expect(await typesOf(account)).toEqual(['UserCreated', 'UserAccepted', 'UserSecondFactorSet'])
  })
  it('leaves neither secret nor codes in an event', async () => {
    const account = await newUser(server)
    const { secret, codes } = await switchOn(await signedInAs(server, account))
    const { rows } = await server.shop.pool.query('select e::text from log.events e')
    const log = JSON.stringify(rows)
    expect(log).toContain('UserSecondFactorSet')
    for (const one of [secret, ...codes]) expect(log).not.toContain(one)
  })
  it('shows the same secret again after a wrong code, and another one to who opens the page anew', async () => {
    const visitor = await signedInAs(server, await newUser(server))
    const first = proposed(await visitor.get(PAGE))
    const wrong = await visitor.submit(`/api${PAGE}`, { sealed: first.sealed, code: '12345x' })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('This is not the code of this secret.')
    expect(proposed(wrong)).toEqual(first)
    expect(proposed(await visitor.get(PAGE)).secret).not.toBe(first.secret)
    for (const sealed of ['', 'x', first.sealed.slice(1), 'a'.repeat(400)])
      expect((await visitor.send(`/api${PAGE}`, { sealed, code: '123456' })).status).toBe(422)
  })
  it('asks for the password in a session that was begun a while ago, and goes on with the same secret and code', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    await provedLongAgo(server, account)
    const { done } = await switchOn(visitor)
    expect([done.status, done.body.match(RECOVERY)]).toEqual([403, null])
    expect(await typesOf(account)).not.toContain('UserSecondFactorSet')
    const [form] = readPage(PAGE, done.body).forms
    const proved = { ...form?.hidden, 'proof.password': PASSWORD }
    expect((await visitor.submit(form?.action ?? '', proved)).body.match(RECOVERY)).toHaveLength(10)
  })
})

describe('a second factor that is on', () => {
  it('is switched off with a code, and not without', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    const { codeAt } = await withFactor(server, account)
    const off = (code: string) => visitor.submit(`/api${PAGE}/off`, { code })
    expect((await off('000000x')).status).toBe(422)
    const done = await off(codeAt())
    expect([done.status, done.headers['location']]).toEqual([303, PAGE])
    expect((await typesOf(account)).at(-1)).toBe('UserSecondFactorRemoved')
    expect((await signedInAs(server, account)).cookies.size).toBeGreaterThan(0)
  })
  it('has new recovery codes for who shows a code; the old ones hold no more', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    const { codes, codeAt } = await withFactor(server, account)
    const renew = (code: string) => visitor.submit(`/api${PAGE}/codes`, { code })
    expect((await renew('000000x')).body).not.toMatch(RECOVERY)
    const renewed = (await renew(codeAt())).body.match(RECOVERY) ?? []
    expect(renewed).toHaveLength(10)
    expect((await renew(codes[0] ?? '')).status).toBe(422)
    expect((await renew(renewed[0] ?? '')).status).toBe(200)
  })
  it('can not be guessed in a session that was left open', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    const { codes } = await withFactor(server, account)
    const off = async (code: string) => (await visitor.send(`/api${PAGE}/off`, { code })).status
    for (let n = 0; n < 9; n += 1) expect(await off('000000x')).toBe(422)
    expect(await off(codes[0] ?? '')).toBe(422)
  })
  it('is reset by who may, for others', async () => {
    const account = await newUser(server)
    await withFactor(server, account)
    await server.caughtUp()
    const [admin, boss] = [await newUser(server), await newUser(server, { groups: [SUPPORT] })]
    const [there, plain] = [await signedInAs(server, admin), await signedInAs(server, boss)]
    const reset = `/api/users/${account.id}/second-factor/reset`
    expect((await there.get(`/users/${account.id}`)).body).toContain(reset)
    expect((await plain.send(reset, {})).status).toBe(403)
    expect((await there.send(`/api/users/${admin.id}/second-factor/reset`, {})).status).toBe(409)
    expect((await there.submit(reset, {})).status).toBe(303)
    expect((await typesOf(account)).at(-1)).toBe('UserSecondFactorReset')
  })
})
