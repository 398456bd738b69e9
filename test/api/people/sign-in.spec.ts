import { createHook } from 'node:async_hooks'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { group } from '../../../domain/people/group.ts'
import { role } from '../../../domain/people/role.ts'
import { user } from '../../../domain/people/user.ts'
import { FAILURES, IDLE_MS, LONGEST_MS } from '../../../people/account.ts'
import { readPage } from '../../support/html-page.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sendTo } from '../../support/small-shop.ts'
import { newUser, PASSWORD, READER, SUPPORT, signedInAs, visitorAt } from '../../support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
})
afterAll(() => server.close())

const COOKIE = 'daybook-session'
/** What Node calls the work of hashing a password. */
const HASHING = 'ARGON2REQUEST'

/** The hidden fields of a page's form. */
const hiddenIn = (body: string): Record<string, string> =>
  readPage('/sign-in', body).forms.find(({ action }) => action === '/sign-in')?.hidden ?? {}
const json = { accept: 'application/json' }

describe('without a session', () => {
  it('a page leads to signing in, and back', async () => {
    const visitor = visitorAt(server)
    const away = await visitor.get('/orders?status=paid&q=lamp')
    expect([away.status, away.headers['location']]).toEqual([303, '/sign-in?next=%2Forders%3Fstatus%3Dpaid%26q%3Dlamp'])
    const form = await visitor.get(String(away.headers['location']))
    expect(form.status).toBe(200)
    expect(form.body).toContain('name="next" value="/orders?status=paid&amp;q=lamp"')
    expect(form.body).not.toContain('id="menu"')
    const { email } = await newUser(server)
    const back = await visitor.submit('/sign-in', { email, password: PASSWORD, next: '/orders?status=paid&q=lamp' })
    expect([back.status, back.headers['location']]).toEqual([303, '/orders?status=paid&q=lamp'])
    expect((await visitor.get('/orders')).body).toContain('Ida Rhodes')
    expect((await visitor.get('/sign-in?next=/stock')).headers['location']).toBe('/stock')
  })
  it('a program is told so', async () => {
    for (const path of ['/api/orders', '/api/products/LAMP', '/api/docs/json', '/live?of=/orders']) {
      const answer = await server.get(path, json)
      expect([path, answer.status, answer.headers['www-authenticate']]).toEqual([path, 401, 'Session'])
      expect(answer.json()).toMatchObject({ status: 401, code: 'SignInNeeded' })
    }
    const sent = await server.send('/api/warehouses', { id: 'main', name: 'Main' })
    expect([sent.status, sent.headers['content-type']]).toEqual([401, 'application/problem+json; charset=utf-8'])
    expect(await server.shop.store.readStream('warehouse-main')).toEqual([])
  })
  it('a page that asks by script is led away, unless nobody asked for it', async () => {
    const script = { accept: 'text/html', 'hx-request': 'true', 'hx-request-type': 'partial' }
    const list = await server.get('/orders?q=lamp', script)
    expect([list.status, list.headers['hx-redirect']]).toEqual([204, '/sign-in?next=%2Forders%3Fq%3Dlamp'])
    for (const path of ['/freshness', '/pick/product?q=lamp']) {
      const unasked = await server.get(path, script)
      expect([unasked.status, unasked.headers['hx-redirect']]).toEqual([401, undefined])
    }
  })
  it('health and what pages are drawn with are there for all; what is no address is told so', async () => {
    expect((await server.get('/health/live')).status).toBe(200)
    expect((await server.get('/nothing-here')).status).toBe(404)
    const [, stylesheet = ''] = /href="(\/assets\/[^"]+\.css)"/.exec((await server.get('/sign-in')).body) ?? []
    expect((await server.get(stylesheet)).status).toBe(200)
  })
})

describe('signing in', () => {
  it('sets a cookie that scripts and other sites can not use, under a new key each time', async () => {
    const account = await newUser(server)
    const [first, second] = [await signedInAs(server, account), await signedInAs(server, account)]
    expect(first.cookies.get(COOKIE)).not.toBe(second.cookies.get(COOKIE))
    const { headers } = await visitorAt(server).submit('/sign-in', { email: account.email, password: PASSWORD })
    expect(String(headers['set-cookie'])).toMatch(
      /^daybook-session=[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax$/,
    )
  })
  it('does not go on under a key that somebody else chose', async () => {
    const visitor = visitorAt(server)
    const chosen = 'a'.repeat(43)
    visitor.cookies.set(COOKIE, chosen)
    const { email } = await newUser(server)
    await visitor.submit('/sign-in', { email, password: PASSWORD })
    expect(visitor.cookies.get(COOKIE)).not.toBe(chosen)
    expect((await server.get('/orders', { ...json, cookie: `${COOKIE}=${chosen}` })).status).toBe(401)
  })
  it('ends the session that the browser had', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    const before = visitor.cookies.get(COOKIE)
    await visitor.submit('/sign-in', { email: account.email, password: PASSWORD })
    expect((await server.get('/api/orders', { ...json, cookie: `${COOKIE}=${before}` })).status).toBe(401)
    expect((await visitor.get('/api/orders', json)).status).toBe(200)
  })
  it('takes the address in any spelling', async () => {
    const { email } = await newUser(server)
    const answer = await visitorAt(server).submit('/sign-in', { email: email.toUpperCase(), password: PASSWORD })
    expect(answer.status).toBe(303)
  })
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    '/%0d%0aset-cookie: a=b',
    '/a\r\nset-cookie: a=b',
    '/api/orders',
    '/sign-out',
    'javascript:alert(1)',
    `/${'a'.repeat(3000)}`,
    '/\u00e4',
  ])('leads to no other place than a page of the shop: %j', async next => {
    const { email } = await newUser(server)
    const answer = await visitorAt(server).submit('/sign-in', { email, password: PASSWORD, next })
    expect(answer.status).toBe(303)
    const location = String(answer.headers['location'])
    expect(['/', '/%0d%0aset-cookie: a=b'.replace(' ', '')]).toContain(location)
    expect([answer.headers['set-cookie']].flat()).toHaveLength(1)
  })
})

describe('who does not get in', () => {
  const failed = async (email: string, password: string, address = '203.0.113.1') => {
    const answer = await server.app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: address,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      payload: new URLSearchParams({ email, password }).toString(),
    })
    return { status: answer.statusCode, body: answer.body.replaceAll(email, '…'), cookie: answer.headers['set-cookie'] }
  }
  it('is told the same, whatever it was', async () => {
    const [active, invited, blocked, deleted] = [
      await newUser(server),
      await newUser(server, { isActive: false }),
      await newUser(server),
      await newUser(server),
    ]
    await sendTo(server.shop, user, blocked.id, 'BlockUser', {})
    await sendTo(server.shop, user, deleted.id, 'DeleteUser', {})
    await server.caughtUp()
    const answers = [
      await failed(active.email, 'wrong password', '203.0.113.2'),
      await failed(invited.email, PASSWORD, '203.0.113.3'),
      await failed(blocked.email, PASSWORD, '203.0.113.4'),
      await failed(deleted.email, PASSWORD, '203.0.113.5'),
      await failed('nobody@example.com', PASSWORD, '203.0.113.6'),
      await failed('no address', PASSWORD, '203.0.113.7'),
    ]
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 401, cookie: undefined })
    expect(answers[0]?.body).toContain('do not belong together')
  })
  it('costs one hash, whether there is such a user or not, and also while it is locked', async () => {
    const [{ email }, invited] = [await newUser(server), await newUser(server, { isActive: false })]
    const hashes = async (address: string, from: string) => {
      let made = 0
      const hook = createHook({ init: (_, type) => void (made += type === HASHING ? 1 : 0) }).enable()
      await failed(address, 'wrong password', from)
      hook.disable()
      return made
    }
    expect(await hashes(email, '203.0.113.10')).toBe(1)
    expect(await hashes(invited.email, '203.0.113.11')).toBe(1)
    expect(await hashes('nobody@example.com', '203.0.113.12')).toBe(1)
    for (let n = 0; n < FAILURES.most; n += 1) await failed(email, 'wrong password', `203.0.113.${20 + n}`)
    expect(await hashes(email, '203.0.113.13')).toBe(1)
  })
  it('is locked after nine tries, also with the right password, and told by mail; then has six minutes to wait', async () => {
    const account = await newUser(server)
    const clock = { now: new Date() }
    vi.useFakeTimers({ toFake: ['Date'], now: clock.now })
    try {
      for (let n = 0; n < FAILURES.most; n += 1)
        expect((await failed(account.email, 'wrong password', `198.51.100.${n}`)).status).toBe(401)
      const right = () => failed(account.email, PASSWORD, '198.51.100.77')
      expect((await right()).status).toBe(401)
      await expect.poll(() => server.mails.filter(({ to }) => to === account.email)).toHaveLength(1)
      expect(server.mails.find(({ to }) => to === account.email)?.text).toContain('198.51.100.8')
      vi.setSystemTime(clock.now.getTime() + FAILURES.lockedMs - 1)
      expect((await right()).status).toBe(401)
      vi.setSystemTime(clock.now.getTime() + FAILURES.lockedMs + 1000)
      expect((await right()).status).toBe(303)
    } finally {
      vi.useRealTimers()
    }
  })
  it('from one address, whoever they try to be', async () => {
    for (let n = 0; n < FAILURES.most; n += 1) await failed(`nobody-${n}@example.com`, 'wrong', '192.0.2.1')
    const { email } = await newUser(server)
    expect((await failed(email, PASSWORD, '192.0.2.1')).status).toBe(401)
    expect((await failed(email, PASSWORD, '192.0.2.2')).status).toBe(303)
  })
  it.each([
    {},
    { email: 'a'.repeat(400), password: 'p' },
    { email: 'a@b.example' },
    { email: 'a@b.example', password: 'p'.repeat(600) },
    { email: '\0', password: '\0' },
  ])('with what can be no name and password: %j', async fields => {
    const answer = await visitorAt(server).submit('/sign-in', fields)
    expect([answer.status, answer.headers['set-cookie']]).toEqual([401, undefined])
  })
  it('with more than any form holds', async () => {
    const { status } = await visitorAt(server).submit('/sign-in', { email: 'a', password: 'x'.repeat(1_100_000) })
    expect(status).toBe(413)
  })
})

describe('a session', () => {
  const shown = async (cookie: string) => (await server.get('/api/orders', { ...json, cookie })).status

  it('with a key that was changed, cut or sent twice is none', async () => {
    const visitor = await signedInAs(server, await newUser(server))
    const key = visitor.cookies.get(COOKIE) ?? ''
    expect(await shown(`${COOKIE}=${key}`)).toBe(200)
    const other = key.startsWith('A') ? 'B' : 'A'
    for (const cookie of [
      `${COOKIE}=${other}${key.slice(1)}`,
      `${COOKIE}=${key.slice(1)}`,
      `${COOKIE}=${key}x`,
      `${COOKIE}=${key}; ${COOKIE}=${key}`,
      `${COOKIE}=`,
      `${COOKIE}=%00`,
      `__Host-daybook=${key}`,
    ])
      expect([cookie, await shown(cookie)]).toEqual([cookie, 401])
  })
  it('ends at once when its user is blocked or deleted, and does not come back with the account', async () => {
    for (const type of ['BlockUser', 'DeleteUser'] as const) {
      const account = await newUser(server, { groups: [SUPPORT] })
      const visitor = await signedInAs(server, account)
      await sendTo(server.shop, user, account.id, type, {})
      await server.caughtUp()
      expect((await visitor.get('/api/orders', json)).status).toBe(401)
      const left = async () =>
        (await server.shop.pool.query('select from app.session where user_id = $1', [account.id])).rowCount
      await expect.poll(left, { timeout: 5000 }).toBe(0)
      await sendTo(server.shop, user, account.id, 'ActivateUser', {})
      await server.caughtUp()
      expect((await visitor.get('/api/orders', json)).status).toBe(401)
    }
  })
  it('gives what the groups of its user give, from the next request on', async () => {
    const account = await newUser(server, { groups: [SUPPORT] })
    const visitor = await signedInAs(server, account)
    expect((await visitor.get('/users')).status).toBe(403)
    expect((await visitor.send('/api/warehouses', { id: 'north', name: 'North' })).status).toBe(403)
    const profile = { firstName: 'Ida', lastName: 'Rhodes', locale: 'de-DE', timeZone: 'Europe/Berlin' }
    await sendTo(server.shop, user, account.id, 'EditUser', { ...profile, groups: ['root'] })
    await server.caughtUp()
    const { status, body } = await visitor.get('/users')
    expect(status).toBe(200)
    expect(body).toContain('Europe/Berlin')
  })
  it('gives what the roles of those groups give now, whichever rule, role or group has changed', async () => {
    const visitor = await signedInAs(server, await newUser(server, { groups: [SUPPORT] }))
    const status = async () => (await visitor.get('/api/users', json)).status
    const rule = { area: 'people', thing: '*', action: '*' }
    const change = async (decider: typeof role | typeof group, id: string, type: string, data: object) => {
      await sendTo(server.shop, decider, id, type, data)
      await server.caughtUp()
      return status()
    }
    expect(await status()).toBe(403)
    expect(await change(role, READER, 'SetRules', { rules: [{ ...rule, effect: null }] })).toBe(200)
    expect(await change(role, READER, 'SetRules', { rules: [{ ...rule, effect: 'deny' }] })).toBe(403)
    const edited = { name: 'Support', needsSecondFactor: false }
    expect(await change(group, SUPPORT, 'EditGroup', { ...edited, roles: ['root'] })).toBe(200)
    expect(await change(group, SUPPORT, 'EditGroup', { ...edited, roles: [READER] })).toBe(403)
  })
  it('ends after twelve hours without a request, and after fourteen days', async () => {
    const begun = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: begun })
    try {
      const visitor = await signedInAs(server, await newUser(server))
      const at = async (ms: number) => {
        vi.setSystemTime(begun + ms)
        return (await visitor.get('/api/orders', json)).status
      }
      for (let ms = 0; ms < LONGEST_MS; ms += IDLE_MS - 1000) expect(await at(ms)).toBe(200)
      expect(await at(LONGEST_MS - 1000)).toBe(200)
      expect(await at(LONGEST_MS + 1000)).toBe(401)
      const idle = await signedInAs(server, await newUser(server))
      vi.setSystemTime(Date.now() + IDLE_MS + 1000)
      expect((await idle.get('/api/orders', json)).status).toBe(401)
    } finally {
      vi.useRealTimers()
    }
  })
  it('is not kept alive by what a page asks for while nobody is there', async () => {
    const begun = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: begun })
    try {
      const visitor = await signedInAs(server, await newUser(server))
      for (let ms = 0; ms < IDLE_MS; ms += 60 * 60_000) {
        vi.setSystemTime(begun + ms)
        expect((await visitor.get('/freshness')).status).toBe(200)
      }
      vi.setSystemTime(begun + IDLE_MS + 1000)
      expect((await visitor.get('/freshness')).status).toBe(401)
    } finally {
      vi.useRealTimers()
    }
  })
  it('is over once its user has signed out, also for whoever has copied the key', async () => {
    const visitor = await signedInAs(server, await newUser(server))
    const copied = `${COOKIE}=${visitor.cookies.get(COOKIE)}`
    const out = await visitor.submit('/sign-out', {})
    expect([out.status, out.headers['location']]).toEqual([303, '/sign-in'])
    expect(visitor.cookies.has(COOKIE)).toBe(false)
    expect(await shown(copied)).toBe(401)
  })
  it('is named in events as who acted', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    expect((await visitor.send('/api/warehouses', { id: 'east', name: 'East' })).status).toBe(200)
    const [event] = await server.shop.store.readStream('warehouse-east')
    expect(event?.metadata.actor).toEqual({ id: account.id, kind: 'user' })
  })
  it('takes no form that another site makes a browser send', async () => {
    const visitor = await signedInAs(server, await newUser(server))
    const form = { id: 'west', name: 'West' }
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ] as Record<string, string>[])
      expect((await visitor.submit('/api/warehouses', form, headers)).status).toBe(403)
    for (const path of ['/sign-in', '/sign-out'])
      expect((await visitor.submit(path, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await visitor.submit('/api/warehouses', form, { 'sec-fetch-site': 'same-origin' })).status).toBe(303)
  })
})

describe('a form that is sent after the session has ended', () => {
  const typed = { firstName: 'Zoë & "Söhne"', lastName: 'Typed', locale: 'en-GB', timeZone: 'UTC', groups: 'root' }

  it('is kept while its author signs in, and shown again as it was typed; nothing was done meanwhile', async () => {
    const [account, other] = [await newUser(server), await newUser(server)]
    const before = (await server.shop.store.readStream(`user-${other.id}`)).length
    const visitor = visitorAt(server)
    const away = await visitor.submit(`/api/users/${other.id}`, { ...typed, expectedRevision: '1' })
    expect(away.status).toBe(401)
    expect(away.body).toContain('what you typed is kept')
    const kept = hiddenIn(away.body)
    expect(kept).toMatchObject({ kept: `/api/users/${other.id}`, 'kept.lastName': 'Typed' })
    const wrong = await visitor.submit('/sign-in', { ...kept, email: account.email, password: 'wrong password' })
    expect(hiddenIn(wrong.body)).toEqual(kept)
    const back = await visitor.submit('/sign-in', { ...kept, email: account.email, password: PASSWORD })
    expect(back.status).toBe(200)
    expect(back.body).toContain('value="Zoë &amp; &quot;Söhne&quot;"')
    expect(back.body).toContain('value="Typed"')
    expect(back.body).toContain(`action="/api/users/${other.id}"`)
    expect(back.body).not.toContain(PASSWORD)
    expect(await server.shop.store.readStream(`user-${other.id}`)).toHaveLength(before)
    expect((await visitor.submit(`/api/users/${other.id}`, { ...typed, expectedRevision: '1' })).status).toBe(303)
  })
  it('is not kept when it holds a password', async () => {
    const typed = { current: 'secret one', password: 'secret two', again: 'secret two' }
    const { status, body } = await visitorAt(server).submit('/api/account/password', typed)
    expect(status).toBe(401)
    expect(body).not.toContain('secret')
  })
  it('is shown to nobody who may not send it', async () => {
    const visitor = visitorAt(server)
    const away = await visitor.submit('/api/warehouses', { id: 'south', name: 'South' })
    const { email } = await newUser(server, { groups: [SUPPORT] })
    const back = await visitor.submit('/sign-in', { ...hiddenIn(away.body), email, password: PASSWORD })
    expect(back.status).toBe(404)
    expect(back.body).not.toContain('value="South"')
  })
  it.each([
    'https://evil.example/',
    '//evil.example',
    '/api/nothing',
    '/api/users/%00',
    '/api/users/%zz',
    '/api/users/a/../b',
    '/sign-out',
  ])('is not taken from elsewhere: %s', async kept => {
    const { email } = await newUser(server)
    const answer = await visitorAt(server).submit('/sign-in', { kept, 'kept.a': 'b', email, password: PASSWORD })
    expect([answer.status, answer.headers['location'] ?? '/']).toEqual([answer.status < 400 ? 303 : 404, '/'])
  })
})
