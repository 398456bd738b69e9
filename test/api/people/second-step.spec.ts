import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { group } from '../../../domain/people/group.ts'
import { user } from '../../../domain/people/user.ts'
import { FAILURES } from '../../../people/account.ts'
import { readPage } from '../../support/html-page.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sendTo } from '../../support/small-shop.ts'
import { newUser, PASSWORD, signedInAs, tokenFor, visitorAt, withFactor } from '../../support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
})
afterAll(() => server.close())

const COOKIE = 'daybook-session'
const json = { accept: 'application/json' }

const hiddenIn = (body: string): Record<string, string> =>
  readPage('/sign-in', body).forms.find(({ action }) => action === '/sign-in/code')?.hidden ?? {}

/** Somebody with a second factor who has given their password. */
const halfIn = async (fields: Record<string, string> = {}) => {
  const account = await newUser(server)
  const factor = await withFactor(server, account)
  const visitor = visitorAt(server)
  const asked = await visitor.submit('/sign-in', { email: account.email, password: PASSWORD, ...fields })
  const hidden = hiddenIn(asked.body)
  const step = (code: string, by = visitor) => by.submit('/sign-in/code', { ...hidden, code })
  return { account, factor, visitor, asked, hidden, step }
}

describe('who has a second factor', () => {
  it('is asked for it after the password, and is not in before', async () => {
    const { asked, visitor, step, factor } = await halfIn({ next: '/orders?q=lamp' })
    expect(asked.status).toBe(200)
    expect(asked.headers['cache-control']).toBe('no-store')
    expect(asked.headers['set-cookie']).toBeUndefined()
    expect((await visitor.get('/api/orders', json)).status).toBe(401)
    const done = await step(factor.codeAt())
    expect([done.status, done.headers['location']]).toEqual([303, '/orders?q=lamp'])
    expect((await visitor.get('/api/orders', json)).status).toBe(200)
  })
  it('is asked for it after a link, too', async () => {
    const account = await newUser(server)
    const { codeAt } = await withFactor(server, account)
    const visitor = visitorAt(server)
    const asked = await visitor.submit(`/sign-in/link/${await tokenFor(server, account, 'link')}`, {})
    expect([asked.status, visitor.cookies.has(COOKIE)]).toEqual([200, false])
    const done = await visitor.submit('/sign-in/code', { ...hiddenIn(asked.body), code: codeAt() })
    expect([done.status, visitor.cookies.has(COOKIE)]).toEqual([303, true])
  })
  it('comes in with a code once', async () => {
    const { account, factor, step } = await halfIn()
    const code = factor.codeAt()
    expect((await step(code)).status).toBe(303)
    const other = visitorAt(server)
    const asked = await other.submit('/sign-in', { email: account.email, password: PASSWORD })
    const again = await other.submit('/sign-in/code', { ...hiddenIn(asked.body), code })
    expect([again.status, other.cookies.has(COOKIE)]).toEqual([401, false])
    expect(again.body).toContain('This code does not hold')
  })
  it('comes in with a recovery code, once', async () => {
    const { account, factor, step } = await halfIn()
    const [code = ''] = factor.codes
    expect((await step(code)).status).toBe(303)
    const asked = await visitorAt(server).submit('/sign-in', { email: account.email, password: PASSWORD })
    expect((await visitorAt(server).submit('/sign-in/code', { ...hiddenIn(asked.body), code })).status).toBe(401)
  })
  it('does not come in with half a sign-in twice, nor with one that nobody began', async () => {
    const { factor, step, hidden } = await halfIn()
    expect((await step(factor.codeAt())).status).toBe(303)
    const again = await step(factor.codes[0] ?? '', visitorAt(server))
    expect(again.status).toBe(401)
    expect(again.body).toContain('Sign in again')
    for (const half of ['', 'a'.repeat(43), `${hidden['half']}a`, 'a'.repeat(5000)])
      expect((await server.submit('/sign-in/code', { half, code: factor.codes[1] ?? '' })).status).toBe(401)
    expect((await server.send('/sign-in/code', { half: [1], code: {} })).status).toBe(401)
  })
  it('is not let in for a while after nine wrong codes, also with the right one, and told so by mail', async () => {
    const { account, factor, step, visitor } = await halfIn()
    for (let n = 0; n < FAILURES.most; n += 1) expect((await step('000000x')).status).toBe(401)
    expect((await step(factor.codes[0] ?? '')).status).toBe(401)
    expect(visitor.cookies.has(COOKIE)).toBe(false)
    const mailed = () => server.mails.filter(({ to }) => to === account.email).map(({ text }) => text)
    await expect.poll(mailed).toEqual([expect.stringContaining('somebody knows your password')])
    // What others from the same address may do is not what is looked at here.
    await server.shop.pool.query('delete from app.sign_in_tries')
  })
  it('is told so as a program', async () => {
    const account = await newUser(server)
    const { codeAt } = await withFactor(server, account)
    const visitor = visitorAt(server)
    const asked = await visitor.send('/sign-in', { email: account.email, password: PASSWORD }, json)
    expect([asked.status, visitor.cookies.has(COOKIE)]).toEqual([202, false])
    const { half } = asked.json() as { half: string }
    expect((await visitor.send('/sign-in/code', { half, code: codeAt() }, json)).status).toBe(200)
    expect((await visitor.get('/api/orders', json)).status).toBe(200)
  })
  it('does not come in when they were blocked in between', async () => {
    const { account, factor, step, visitor } = await halfIn()
    await sendTo(server.shop, user, account.id, 'BlockUser', {})
    await server.caughtUp()
    expect((await step(factor.codeAt())).status).toBe(401)
    expect(visitor.cookies.has(COOKIE)).toBe(false)
  })
  it('finds the form again that was sent without a session', async () => {
    const visitor = visitorAt(server)
    const account = await newUser(server)
    const { codeAt } = await withFactor(server, account)
    const form = await visitor.submit('/api/warehouses', { id: 'north', name: 'Far north' })
    const kept = readPage('/', form.body).forms.find(({ action }) => action === '/sign-in')?.hidden ?? {}
    const asked = await visitor.submit('/sign-in', { ...kept, email: account.email, password: PASSWORD })
    const shown = await visitor.submit('/sign-in/code', { ...hiddenIn(asked.body), code: codeAt() })
    expect(shown.status).toBe(200)
    expect(shown.body).toContain('value="Far north"')
  })
})

describe('a group that asks for a second factor', () => {
  const STRICT = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e09'
  it('lets nobody do anything who has none but set one up', async () => {
    await newUser(server)
    await sendTo(server.shop, group, STRICT, 'CreateGroup', {
      name: 'Strict',
      roles: ['root'],
      needsSecondFactor: true,
    })
    const account = await newUser(server, { groups: [STRICT] })
    const visitor = await signedInAs(server, account)
    for (const path of ['/', '/orders', '/account', '/users'])
      expect((await visitor.get(path)).headers['location']).toBe('/account/second-factor')
    const script = { accept: 'text/html', 'hx-request': 'true' }
    expect((await visitor.get('/orders', script)).headers['hx-redirect']).toBe('/account/second-factor')
    const program = await visitor.get('/api/orders', json)
    expect(program.status).toBe(403)
    expect(program.json()).toMatchObject({ code: 'SecondFactorNeeded' })
    expect((await visitor.send('/api/warehouses', { id: 'south', name: 'South' })).status).toBe(403)
    expect((await visitor.submit('/api/warehouses', { id: 'south', name: 'South' })).status).toBe(303)
    expect(await server.shop.store.readStream('warehouse-south')).toEqual([])
    expect((await visitor.get('/account/second-factor')).body).toContain('A group that you are in asks for')
    await withFactor(server, account)
    expect((await visitor.get('/api/orders', json)).status).toBe(200)
    expect((await visitor.submit('/sign-out', {})).headers['location']).toBe('/sign-in')
  })
})
