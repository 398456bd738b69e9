import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BEGUN_RATE } from '../../../api/people/begun-rate.ts'
import { group } from '../../../domain/people/group.ts'
import { user } from '../../../domain/people/user.ts'
import { FAILURES } from '../../../people/account.ts'
import { readPage } from '../../support/html-page.ts'
import { softPasskey } from '../../support/passkey.ts'
import { provedLongAgo } from '../../support/proved-long-ago.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sendTo } from '../../support/small-shop.ts'
import { type Account, newUser, PASSWORD, signedInAs, type Visitor, visitorAt } from '../../support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
})
afterAll(() => server.close())

const json = { accept: 'application/json' }
const COOKIE = 'daybook-session'
const PAGE = '/account/second-factor'
const PASSKEYS = `/api${PAGE}/passkeys`

type Authenticator = ReturnType<typeof softPasskey>

const add = async (visitor: Visitor, name = 'Laptop', over: Parameters<Authenticator['create']>[1] = {}) => {
  const authenticator = softPasskey()
  const offered = await visitor.send(`${PASSKEYS}/offer`, {})
  const passkey = authenticator.create(offered.json() as object, over)
  return { authenticator, done: await visitor.submit(PASSKEYS, { name, passkey }) }
}
const withPasskey = async () => {
  const account = await newUser(server)
  const visitor = await signedInAs(server, account)
  const { authenticator, done } = await add(visitor)
  expect([done.status, done.headers['location']]).toEqual([303, PAGE])
  return { account, visitor, authenticator }
}
const shownTo = async (
  visitor: Visitor,
  authenticator: Authenticator,
  asked: { readonly at: string; readonly data?: object } = { at: '/sign-in/passkey/question' },
  over: Parameters<Authenticator['show']>[1] = {},
) => authenticator.show((await visitor.send(asked.at, asked.data ?? {})).json() as object, over)

const typesOf = async ({ id }: Account) => (await server.shop.store.readStream(`user-${id}`)).map(({ type }) => type)
const kindsOf = async (viewer: string) => {
  const sql = 'select kind from app.access where viewer = $1 order by id'
  return (await server.shop.pool.query<{ kind: string }>(sql, [viewer])).rows.map(({ kind }) => kind)
}
const forgetTries = () => server.shop.pool.query('delete from app.sign_in_tries')

describe('a passkey of one’s own', () => {
  it('is added under a name, listed, and ends the other sessions', async () => {
    const account = await newUser(server)
    const [visitor, elsewhere] = [await signedInAs(server, account), await signedInAs(server, account)]
    await add(visitor, 'My "own" laptop')
    expect(await typesOf(account)).toEqual(['UserCreated', 'UserAccepted', 'UserPasskeyAdded', 'UserSecondFactorSet'])
    const page = await visitor.get(PAGE)
    expect(page.body).toContain('My &quot;own&quot; laptop')
    expect(page.body).toContain('never')
    expect((await elsewhere.get('/api/orders', json)).status).toBe(401)
    await server.caughtUp()
    expect((await visitor.get(`/api/users/${account.id}`, json)).json()).toMatchObject({ hasSecondFactor: true })
  })
  it('is in no event, neither by its id nor by its key', async () => {
    const { authenticator } = await withPasskey()
    const { rows } = await server.shop.pool.query('select e::text from log.events e')
    expect(JSON.stringify(rows)).not.toContain(authenticator.id)
  })
  it('is not added without a name, with an answer that proves nothing, or to a question of somebody else', async () => {
    const visitor = await signedInAs(server, await newUser(server))
    const nameless = await add(visitor, ' ')
    expect(nameless.done.status).toBe(422)
    const foreign = await add(visitor, 'Laptop', { origin: 'https://evil.example' })
    expect(foreign.done.status).toBe(422)
    expect(foreign.done.body).toContain('The passkey was not added')
    expect(readPage(PAGE, foreign.done.body).forms.length).toBeGreaterThan(0)
    const other = await signedInAs(server, await newUser(server))
    const offered = (await other.send(`${PASSKEYS}/offer`, {})).json() as object
    const passkey = softPasskey().create(offered)
    expect((await visitor.send(PASSKEYS, { name: 'Theirs', passkey })).json()).toMatchObject({
      code: 'PasskeyNotAdded',
    })
    expect((await other.send(PASSKEYS, { name: 'Mine', passkey })).status).toBe(422)
  })
  it('is added and removed by whoever has just proved who they are', async () => {
    const { account, visitor, authenticator } = await withPasskey()
    await provedLongAgo(server, account)
    expect((await visitor.send(`${PASSKEYS}/offer`, {})).json()).toMatchObject({ code: 'ProofNeeded' })
    const asked = await visitor.submit(`${PASSKEYS}/removal`, { passkey: authenticator.id })
    expect(asked.status).toBe(403)
    expect(asked.body).toContain('data-question="/account/proof/passkey"')
    const proof = await shownTo(visitor, authenticator, { at: '/account/proof/passkey' })
    const [form] = readPage('/', asked.body).forms
    const done = await visitor.submit(form?.action ?? '', { ...form?.hidden, 'proof.passkey': proof })
    expect([done.status, done.headers['location']]).toEqual([303, PAGE])
    expect((await typesOf(account)).slice(-2)).toEqual(['UserPasskeyRemoved', 'UserSecondFactorRemoved'])
    const gone = await visitor.send(`${PASSKEYS}/removal`, { passkey: authenticator.id })
    expect([gone.status, gone.json()]).toMatchObject([404, { code: 'PasskeyUnknown' }])
  })
  it('is not removed by somebody else', async () => {
    const { authenticator, visitor } = await withPasskey()
    const other = await signedInAs(server, await newUser(server))
    expect((await other.send(`${PASSKEYS}/removal`, { passkey: authenticator.id })).status).toBe(404)
    expect((await visitor.get(PAGE)).body).toContain(authenticator.id)
  })
  it('is taken away with the second factor by who may, and lets nobody in then', async () => {
    const { account, authenticator } = await withPasskey()
    const admin = await signedInAs(server, await newUser(server))
    await admin.send(`/api/users/${account.id}/second-factor/reset`, {})
    await server.caughtUp()
    const visitor = visitorAt(server)
    const passkey = await shownTo(visitor, authenticator)
    expect((await visitor.submit('/sign-in/passkey', { passkey })).status).toBe(401)
    await forgetTries()
  })
  it('is what a group asks for that asks for a second factor', async () => {
    const STRICT = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e19'
    await newUser(server)
    const strict = { name: 'Strict', roles: ['root'], needsSecondFactor: true }
    await sendTo(server.shop, group, STRICT, 'CreateGroup', strict)
    const visitor = await signedInAs(server, await newUser(server, { groups: [STRICT] }))
    expect((await visitor.get('/orders')).headers['location']).toBe(PAGE)
    await add(visitor)
    expect((await visitor.get('/orders')).status).toBe(200)
  })
})

describe('who has a passkey', () => {
  it('comes in with it alone, to where they wanted to go, and is recorded', async () => {
    const { account, authenticator } = await withPasskey()
    const visitor = visitorAt(server)
    const passkey = await shownTo(visitor, authenticator)
    const done = await visitor.submit('/sign-in/passkey', { passkey, next: '/orders?q=lamp' })
    expect([done.status, done.headers['location']]).toEqual([303, '/orders?q=lamp'])
    expect((await visitor.get('/api/orders', json)).status).toBe(200)
    expect((await kindsOf(account.id)).at(-1)).toBe('signed_in')
    const again = visitorAt(server)
    expect((await again.submit('/sign-in/passkey', { passkey })).status).toBe(401)
    expect(again.cookies.has(COOKIE)).toBe(false)
    await forgetTries()
  })
  it('is asked for it after the password, by name, and for no code that they do not have', async () => {
    const { account, authenticator } = await withPasskey()
    const visitor = visitorAt(server)
    const asked = await visitor.submit('/sign-in', { email: account.email, password: PASSWORD })
    expect([asked.status, visitor.cookies.has(COOKIE)]).toEqual([200, false])
    expect(asked.body).toContain('Passkeys need JavaScript')
    expect(asked.body).not.toContain('one-time-code')
    const form = readPage('/sign-in', asked.body).forms.find(({ action }) => action === '/sign-in/code')
    const half = form?.hidden['half'] ?? ''
    const question = { at: '/sign-in/passkey/question', data: { half } }
    expect((await visitor.send(question.at, question.data)).json()).toMatchObject({
      allowCredentials: [{ id: authenticator.id }],
    })
    const wrong = await shownTo(visitor, softPasskey(), question)
    expect((await visitor.submit('/sign-in/code', { ...form?.hidden, passkey: wrong })).status).toBe(401)
    const passkey = await shownTo(visitor, authenticator, question)
    expect((await visitor.submit('/sign-in/code', { ...form?.hidden, passkey })).status).toBe(303)
    expect((await visitor.get('/api/orders', json)).status).toBe(200)
  })
  it.each([
    ['of another site', { origin: 'https://evil.example' }],
    ['for another name', { rpId: 'evil.example' }],
    ['that nobody asked for', { challenge: 'a'.repeat(43) }],
    ['without a finger or a PIN', { isUnverified: true }],
    ['whose count went back', { counter: 0 }],
  ] as const)('does not come in with an answer %s', async (_, over) => {
    const { authenticator } = await withPasskey()
    const visitor = visitorAt(server)
    const passkey = await shownTo(visitor, authenticator, undefined, over)
    const refused = await visitor.submit('/sign-in/passkey', { passkey })
    expect([refused.status, visitor.cookies.has(COOKIE)]).toEqual([401, false])
    expect(refused.body).toContain('This passkey does not hold here')
    await forgetTries()
  })
  it('does not come in when they are blocked, nor as somebody else', async () => {
    const [ida, ada] = [await withPasskey(), await withPasskey()]
    const visitor = visitorAt(server)
    const userHandle = Buffer.from(ada.account.id).toString('base64url')
    const lying = await shownTo(visitor, ida.authenticator, undefined, { userHandle })
    expect((await visitor.submit('/sign-in/passkey', { passkey: lying })).status).toBe(401)
    await sendTo(server.shop, user, ida.account.id, 'BlockUser', {})
    await server.caughtUp()
    const passkey = await shownTo(visitor, ida.authenticator)
    expect((await visitor.submit('/sign-in/passkey', { passkey })).status).toBe(401)
    await forgetTries()
  })
  it('finds the form again that was sent without a session', async () => {
    const { authenticator } = await withPasskey()
    const visitor = visitorAt(server)
    const lost = await visitor.submit('/api/warehouses', { id: 'far', name: 'Far away' })
    const form = readPage('/', lost.body).forms.find(({ action }) => action === '/sign-in/passkey')
    const passkey = await shownTo(visitor, authenticator)
    const shown = await visitor.submit('/sign-in/passkey', { ...form?.hidden, passkey })
    expect(shown.body).toContain('value="Far away"')
  })
  it('is counted by where they come from when nothing that they show holds', async () => {
    await forgetTries()
    const { authenticator } = await withPasskey()
    const nonsense = { passkey: '{"id":"x","rawId":"x","type":"public-key","response":{}}' }
    for (let n = 0; n < FAILURES.most; n += 1)
      expect((await server.send('/sign-in/passkey', nonsense)).status).toBe(401)
    const visitor = visitorAt(server)
    const passkey = await shownTo(visitor, authenticator)
    expect((await visitor.submit('/sign-in/passkey', { passkey })).status).toBe(401)
    expect((await kindsOf('nobody')).at(-1)).toBe('locked_out')
    await forgetTries()
  })
})

describe('ways in that are begun', () => {
  it('are bound by where somebody comes from, as each is kept for a while', async () => {
    const ask = async () => (await server.send('/sign-in/passkey/question', {})).status
    const answers: number[] = []
    for (let n = 0; n <= BEGUN_RATE.most + 20 && answers.at(-1) !== 429; n += 1) answers.push(await ask())
    expect(answers.at(-1)).toBe(429)
    const { headers } = await server.send('/sign-in/passkey/question', {})
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
  })
})
