import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BEGUN_RATE } from '../../../api/people/begun-rate.ts'
import { group } from '../../../domain/people/group.ts'
import { identityProvider } from '../../../domain/people/identity-provider.ts'
import { user } from '../../../domain/people/user.ts'
import { readPage } from '../../support/html-page.ts'
import { CLIENT_SECRET, type Person, startProvider, type TestProvider } from '../../support/identity-provider.ts'
import { provedLongAgo } from '../../support/proved-long-ago.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sendTo } from '../../support/small-shop.ts'
import {
  type Account,
  newUser,
  SUPPORT,
  signedInAs,
  type Visitor,
  visitorAt,
  withFactor,
} from '../../support/visitor.ts'

const [known, creating, other] = [v7(), v7(), v7()]
const AWAY = 'daybook-away'
const SESSION = 'daybook-session'
const way = (provider: string) => `/sign-in/with/${provider}`

let server: TestServer
let provider: TestProvider
let admin: Account
let administrator: Visitor

const administrators = { claim: 'groups', how: 'contains', value: 'administrators', group: 'root' }
const supporters = { claim: 'groups', how: 'contains', value: 'support', group: SUPPORT }

const addProvider = async (id: string, over: object = {}): Promise<void> => {
  const client = { name: 'Example Ltd', issuer: provider.issuer, clientId: 'shop', emailClaim: 'email' }
  const people = { needsVerifiedEmail: true, newcomers: 'refused', group: null, rules: [] }
  await sendTo(server.shop, identityProvider, id, 'CreateIdentityProvider', { ...client, ...people, ...over })
  await server.caughtUp()
}
const setSecret = (id: string, secret: string) => administrator.send(`/api/identity-providers/${id}/secret`, { secret })

beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
  provider = await startProvider([known, creating, other].map(id => `http://localhost${way(id)}/back`))
  admin = await newUser(server)
  administrator = await signedInAs(server, admin)
  await addProvider(known)
  await addProvider(creating, { newcomers: 'created', group: SUPPORT, rules: [administrators, supporters] })
  await addProvider(other)
  for (const id of [known, creating, other]) expect((await setSecret(id, CLIENT_SECRET)).status).toBe(200)
})
afterAll(async () => {
  await server.close()
  await provider.close()
})

/** A browser that has been sent to the provider. */
const sentAway = async (id: string, next?: string) => {
  const visitor = visitorAt(server)
  const query = next === undefined ? '' : `?next=${encodeURIComponent(next)}`
  const answer = await visitor.get(`${way(id)}${query}`)
  expect(answer.status, answer.body).toBe(303)
  return { visitor, to: String(answer.headers['location']) }
}
const pathOf = (url: string): string => url.replace('http://localhost', '')

const signInWith = async (id: string, person: Person | 'nobody', next?: string) => {
  const { visitor, to } = await sentAway(id, next)
  const answer = await visitor.get(pathOf(await provider.signIn(to, person)))
  return { visitor, answer }
}
const person = ({ email }: Pick<Account, 'email'>, over: Person = {}): Person => ({
  email,
  email_verified: true,
  given_name: 'Grace',
  family_name: 'Hopper',
  ...over,
})
const accountOf = async (email: string) => {
  const list = await administrator.get(`/api/users?q=${encodeURIComponent(email)}`, { accept: 'application/json' })
  const { items } = list.json() as { items: { id: string; email: string; groups: string[] }[] }
  // A search finds what looks alike, too.
  return items.find(item => item.email === email)
}
/** What is recorded for auditors, oldest first. */
const recordedOf = async (viewer: string) => {
  const sql = 'select kind, params from app.access where viewer = $1 order by id'
  const { rows } = await server.shop.pool.query<{ kind: string; params: object }>(sql, [viewer])
  return rows.map(({ kind, params }) => [kind, params])
}
/** Nobody has come in, and is told why. */
const refused = ({ visitor, answer }: Awaited<ReturnType<typeof signInWith>>, status: number, why: RegExp) => {
  expect(answer.status).toBe(status)
  expect(answer.body).toMatch(why)
  expect(visitor.cookies.has(SESSION)).toBe(false)
}

describe('a known user', () => {
  it('comes in with a provider, and goes on to the page that was wanted', async () => {
    const account = await newUser(server)
    const { visitor, answer } = await signInWith(known, person(account), '/orders?status=paid')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/orders?status=paid'])
    expect((await visitor.get('/account')).body).toContain('Ida Rhodes')
    expect(visitor.cookies.has(AWAY)).toBe(false)
    expect((await recordedOf(account.id))[0]).toEqual(['signed_in', {}])
  })
  it('is found by the address in another spelling, and comes in for the first time', async () => {
    const account = await newUser(server, { isActive: false })
    const { answer } = await signInWith(known, person({ email: account.email.toUpperCase() }))
    expect(answer.status, answer.body).toBe(303)
    expect(await accountOf(account.email)).toMatchObject({ id: account.id, status: 'active' })
  })
  it('keeps the groups where the provider has no rules', async () => {
    const account = await newUser(server, { groups: [SUPPORT] })
    await signInWith(known, person(account, { groups: ['administrators'] }))
    expect((await accountOf(account.email))?.groups).toEqual([SUPPORT])
  })
  it('is told when the account is blocked or deleted, and does not come in', async () => {
    for (const command of ['BlockUser', 'DeleteUser']) {
      const account = await newUser(server)
      await sendTo(server.shop, user, account.id, command, {})
      await server.caughtUp()
      refused(await signInWith(known, person(account)), 403, /Your account here is blocked/)
      expect(await recordedOf(account.id)).toEqual([['not_signed_in', { provider: known }]])
    }
  })
  it('is nobody whose address is not verified, or not told', async () => {
    const account = await newUser(server)
    refused(await signInWith(known, person(account, { email_verified: false })), 403, /does not say .* verified/)
    refused(await signInWith(known, { given_name: 'Grace' }), 403, /did not tell your e-mail/)
  })
  it('may stop at the provider', async () => {
    refused(await signInWith(known, 'nobody'), 403, /did not let you in/)
  })
})

describe('somebody whom the shop does not know', () => {
  it('is refused where only known users come in', async () => {
    const email = `${v7()}@example.com`
    refused(await signInWith(known, person({ email })), 403, /this shop does not/)
    expect(await accountOf(email)).toBeUndefined()
  })
  it('is created where that is wanted, in the groups that the rules give, in the name of the provider', async () => {
    const email = `${v7()}@example.com`
    const { visitor } = await signInWith(creating, person({ email }, { groups: ['administrators'], locale: 'de' }))
    expect((await visitor.get('/account')).status).toBe(200)
    const found = await accountOf(email)
    expect(found).toMatchObject({ status: 'active', name: 'Grace Hopper', groups: ['root'], locale: 'de-DE' })
    const events = await server.shop.store.readStream(`user-${found?.id}`)
    expect(events.map(({ type }) => type)).toEqual(['UserCreated', 'UserAccepted'])
    expect(events[0]?.metadata.actor).toEqual({ id: 'Example Ltd', kind: 'process' })
  })
  it('is in the default group where no rule holds', async () => {
    const email = `${v7()}@example.com`
    await signInWith(creating, { email, email_verified: true })
    expect(await accountOf(email)).toMatchObject({ groups: [SUPPORT], name: `${email.split('@')[0]} example.com` })
  })
})

describe('groups', () => {
  it('follow the rules at each sign-in', async () => {
    const account = await newUser(server, { groups: [SUPPORT] })
    await signInWith(creating, person(account, { groups: ['administrators'] }))
    expect((await accountOf(account.email))?.groups).toEqual(['root'])
    await signInWith(creating, person(account, { groups: ['support', 'administrators'] }))
    expect((await accountOf(account.email))?.groups?.toSorted()).toEqual([SUPPORT, 'root'].toSorted())
    await signInWith(creating, person(account, { groups: [] }))
    expect((await accountOf(account.email))?.groups).toEqual([SUPPORT])
  })
})

describe('an answer of a provider', () => {
  const answered = async () => {
    const account = await newUser(server)
    const { visitor, to } = await sentAway(known)
    const key = visitor.cookies.get(AWAY) ?? ''
    return { visitor, key, back: pathOf(await provider.signIn(to, person(account))) }
  }
  const comesBack = async (visitor: Visitor, back: string) => ({ visitor, answer: await visitor.get(back) })

  it('is good for one use', async () => {
    const { visitor, key, back } = await answered()
    expect((await visitor.get(back)).status).toBe(303)
    const again = visitorAt(server)
    again.cookies.set(AWAY, key)
    refused(await comesBack(again, back), 400, /done already/)
  })
  it('is good in the browser that was sent away', async () => {
    const { back } = await answered()
    refused(await comesBack(visitorAt(server), back), 400, /another browser/)
    const { visitor } = await sentAway(known)
    refused(await comesBack(visitor, back), 400, /does not fit/)
  })
  it('is good for a while', async () => {
    const { visitor, back } = await answered()
    await server.owner.query(`update app.begun_sign_in set expires_at = now() - interval '1 second'`)
    refused(await comesBack(visitor, back), 400, /too long ago/)
  })
  it('needs the state that it was asked with', async () => {
    const { visitor, back } = await answered()
    refused(await comesBack(visitor, back.replace(/state=[\w-]+/, `state=${'a'.repeat(43)}`)), 400, /does not fit/)
    const second = await answered()
    refused(await comesBack(second.visitor, second.back.replace(/state=[^&]+&?/, '')), 400, /does not fit/)
  })
  it.each(['nonce', 'code_challenge'])('needs the %s that it was asked with', async name => {
    const account = await newUser(server)
    const { visitor, to } = await sentAway(known)
    const url = new URL(to)
    url.searchParams.set(name, 'b'.repeat(43))
    const back = pathOf(await provider.signIn(url.href, person(account)))
    refused(await comesBack(visitor, back), 400, /does not fit/)
  })
  it('needs the provider that was asked', async () => {
    const { visitor, back } = await answered()
    refused(await comesBack(visitor, back.replace(known, other)), 400, /another browser/)
    const second = await answered()
    const swapped = second.back.replace(/iss=[^&]+/, `iss=${encodeURIComponent('https://evil.example')}`)
    refused(await comesBack(second.visitor, swapped), 400, /does not fit/)
  })
  it('leads back by itself, and to no other page', async () => {
    const { visitor, back } = await answered()
    const led = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    expect((await visitor.get('/account', { accept: 'text/html', ...led })).status).toBe(403)
    expect((await visitor.get(back, { accept: 'text/html', ...led })).status).toBe(303)
  })
  it.each(['//evil.example/', 'https://evil.example/', '/\\evil.example', '/api/users', '/sign-in/with/x'])(
    'never leads to %s',
    async next => {
      const { answer } = await signInWith(known, person(await newUser(server)), next)
      expect([answer.status, answer.headers['location']]).toEqual([303, '/'])
    },
  )
})

describe('a provider', () => {
  it('has a button on the page of signing in while it is active', async () => {
    const id = v7()
    await addProvider(id, { name: 'Closing soon' })
    const offered = await server.get('/sign-in?next=/orders')
    expect(offered.body).toContain(`href="${way(id)}?next=%2Forders"`)
    expect(offered.body).toContain('Sign in with Closing soon')
    await sendTo(server.shop, identityProvider, id, 'DeactivateIdentityProvider', {})
    await server.caughtUp()
    expect((await server.get('/sign-in')).body).not.toContain('Closing soon')
    for (const path of [way(id), `${way(id)}/back?code=a`, way(v7()), way('x')])
      expect((await server.get(path)).status, path).toBe(404)
  })
  it('that is gone is told by name, and is found again when it is back', async () => {
    const id = v7()
    const gone = await startProvider([`http://localhost${way(id)}/back`])
    await gone.close()
    await addProvider(id, { issuer: gone.issuer, name: 'Gone Ltd' })
    const answer = await visitorAt(server).get(way(id))
    expect(answer.status).toBe(503)
    expect(answer.body).toContain('Gone Ltd can not be reached')
  })
  it('that does not answer is waited for five seconds', async () => {
    const silent = createServer()
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const id = v7()
    await addProvider(id, { issuer: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` })
    const before = performance.now()
    expect((await visitorAt(server).get(way(id))).status).toBe(503)
    expect(performance.now() - before).toBeLessThan(8_000)
    silent.close()
  }, 20_000)
  it('is signed out of, too, by whoever came in with it, and by nobody else', async () => {
    const account = await newUser(server)
    const { visitor } = await signInWith(known, person(account))
    const out = await visitor.submit('/sign-out', {})
    expect(out.status).toBe(200)
    const [, to = ''] = /http-equiv="refresh" content="1; url=([^"]+)"/.exec(out.body) ?? []
    expect(to).toContain(`${provider.issuer}/session/end?`)
    expect(to).toContain('client_id=shop')
    expect((await visitor.get('/account')).headers['location']).toBe('/sign-in?next=%2Faccount')
    const page = await fetch(to.replaceAll('&amp;', '&'))
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('/session/end/confirm')])
    const byPassword = await signedInAs(server, account)
    expect((await byPassword.submit('/sign-out', {})).headers['location']).toBe('/sign-in')
  })
})

describe('the secret of the client', () => {
  it('is nowhere to be read, and is sent nowhere but to the address that it was set for', async () => {
    const { rows } = await server.owner.query<{ sealed: Buffer }>('select sealed from app.identity_provider_secret')
    for (const { sealed } of rows) expect(sealed.includes(CLIENT_SECRET)).toBe(false)
    for (const path of [`/identity-providers/${other}`, `/identity-providers/${other}/secret`])
      expect((await administrator.get(path)).body).not.toContain(CLIENT_SECRET)
    const events = await server.shop.store.readStream(`identityProvider-${other}`)
    expect(events.map(({ type, data }) => [type, JSON.stringify(data).includes(CLIENT_SECRET)])).toEqual([
      ['IdentityProviderCreated', false],
      ['ClientSecretSet', false],
    ])
    await server.owner.query('update app.identity_provider_secret set issuer = $1 where provider = $2', [
      'https://id.example.com',
      other,
    ])
    refused(await signInWith(other, person(await newUser(server))), 400, /does not fit/)
  })
  it('has to be the one that the provider knows', async () => {
    await setSecret(other, 'another secret')
    refused(await signInWith(other, person(await newUser(server))), 400, /does not fit/)
    await setSecret(other, CLIENT_SECRET)
    expect((await signInWith(other, person(await newUser(server)))).answer.status).toBe(303)
  })
  it('is set by those who may edit providers alone', async () => {
    const reader = await signedInAs(server, await newUser(server, { groups: [SUPPORT] }))
    expect((await reader.send(`/api/identity-providers/${other}/secret`, { secret: 'x' })).status).toBe(403)
    expect((await setSecret(v7(), 'x')).status).toBe(404)
    expect((await setSecret(other, '')).status).toBe(422)
  })
})

describe('who has signed in with a provider a while ago', () => {
  const provedAt = async ({ id }: Account) => {
    const sql = 'select proved_at as at from app.session where user_id = $1'
    return (await server.shop.pool.query<{ at: Date | null }>(sql, [id])).rows[0]?.at
  }
  it('is asked there to show again who they are, and has proved it as of then', async () => {
    const account = await newUser(server)
    await server.shop.pool.query('delete from app.password where user_id = $1', [account.id])
    const { visitor } = await signInWith(known, person(account))
    expect(await provedAt(account)).toBeNull()
    await provedLongAgo(server, account)
    const asked = await visitor.submit('/api/groups', { id: v7(), name: 'Night', roles: 'root' })
    expect(asked.body).toContain(`href="${way(known)}?again"`)
    const away = await visitor.get(`${way(known)}?again`)
    const to = new URL(String(away.headers['location']))
    expect(Object.fromEntries(to.searchParams)).toMatchObject({ prompt: 'login', max_age: '0' })
    await visitor.get(pathOf(await provider.signIn(to.href, person(account))))
    expect(Date.now() - Number(await provedAt(account))).toBeLessThan(60_000)
    expect((await visitor.submit('/api/groups', { id: v7(), name: 'Night', roles: 'root' })).status).toBe(303)
  })
})

describe('who is in a group that asks for a second factor', () => {
  const STRICT = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e29'
  const strict = async () => {
    const data = { name: 'Strict', roles: ['root'], needsSecondFactor: true }
    if ((await server.shop.store.readStream(`group-${STRICT}`)).length === 0)
      await sendTo(server.shop, group, STRICT, 'CreateGroup', data)
    const account = await newUser(server, { groups: [STRICT] })
    return { account, factor: await withFactor(server, account) }
  }
  it('shows theirs here, too, where the provider says of none', async () => {
    const { account, factor } = await strict()
    const { visitor, answer } = await signInWith(known, person(account), '/orders')
    expect([answer.status, visitor.cookies.has(SESSION)]).toEqual([200, false])
    const form = readPage('/sign-in', answer.body).forms.find(({ action }) => action === '/sign-in/code')
    const done = await visitor.submit('/sign-in/code', { ...form?.hidden, code: factor.codeAt() })
    expect([done.status, done.headers['location'], visitor.cookies.has('daybook-provider')]).toEqual([
      303,
      '/orders',
      true,
    ])
  })
  it('does not where it says that there was one', async () => {
    const { account } = await strict()
    const { visitor } = await signInWith(known, person(account, { amr: ['pwd', 'mfa'] }))
    expect(visitor.cookies.has(SESSION)).toBe(true)
  })
})

describe('the way to a provider', () => {
  it('is not begun without end from one network, as each is kept for a while', async () => {
    const begun = async () => {
      const sql = 'select count(*)::int as count from app.begun_sign_in'
      return (await server.shop.pool.query<{ count: number }>(sql)).rows[0]?.count
    }
    let answer = await visitorAt(server).get(way(known))
    for (let n = 0; n < 2 * BEGUN_RATE.most && answer.status === 303; n += 1)
      answer = await visitorAt(server).get(way(known))
    const before = await begun()
    expect([answer.status, Number(answer.headers['retry-after'])]).toEqual([429, 1])
    expect(answer.body).toContain('Too many have begun to sign in from your network')
    await visitorAt(server).get('/sign-in')
    expect(await begun()).toBe(before)
  })
})
