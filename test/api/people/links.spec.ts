import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { user } from '../../../domain/people/user.ts'
import { lifetimes } from '../../../people/account.ts'
import { openTokens } from '../../../people/tokens.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sendTo } from '../../support/small-shop.ts'
import { type Account, newUser, PASSWORD, SUPPORT, signedInAs, tokenFor, visitorAt } from '../../support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
})
afterAll(() => server.close())

const json = { accept: 'application/json' }
const chosen = 'mountains know no haste'
const twice = { password: chosen, again: chosen }
const at = (token: string) => `/sign-in/link/${token}`
const typesOf = async ({ id }: Account) => (await server.shop.store.readStream(`user-${id}`)).map(({ type }) => type)
const signIn = async ({ email }: Account, password: string) =>
  (await visitorAt(server).submit('/sign-in', { email, password })).status

describe('a link from the operator', () => {
  it('leads in once, by a button; looking at it uses nothing up', async () => {
    const account = await newUser(server, { isActive: false })
    const [token, visitor] = [await tokenFor(server, account, 'link'), visitorAt(server)]
    for (let n = 0; n < 3; n += 1) expect((await visitor.get(at(token))).body).toContain(account.email)
    expect((await server.app.inject({ method: 'HEAD', url: at(token) })).statusCode).toBe(200)
    const used = await visitor.submit(at(token), {})
    // Who has no password yet is led to where one is set.
    expect([used.status, used.headers['location']]).toEqual([303, '/account'])
    expect((await visitor.get('/account')).body).toContain('You have no password yet')
    expect((await visitorAt(server).submit(at(token), {})).status).toBe(404)
    expect((await visitorAt(server).get(at(token))).status).toBe(404)
    expect(await typesOf(account)).toEqual(['UserCreated', 'UserAccepted'])
  })
  it('is one session for many who come with it at once', async () => {
    const account = await newUser(server)
    const token = await tokenFor(server, account, 'link')
    const answers = await Promise.all(Array.from({ length: 8 }, () => visitorAt(server).submit(at(token), {})))
    const counts = [303, 404].map(code => answers.filter(({ status }) => status === code).length)
    expect(counts).toEqual([1, 7])
  })
  it.each(['', 'nothing', '%00', 'a'.repeat(43), 'a'.repeat(199)])('that was made up is none: %j', async token => {
    expect((await visitorAt(server).get(at(token))).status).toBe(404)
    expect((await visitorAt(server).submit(at(token), {})).status).toBe(404)
  })
  it('lets nobody in who was blocked or deleted since', async () => {
    for (const type of ['BlockUser', 'DeleteUser']) {
      const account = await newUser(server, { groups: [SUPPORT] })
      const token = await tokenFor(server, account, 'link')
      await sendTo(server.shop, user, account.id, type, {})
      await server.caughtUp()
      expect((await visitorAt(server).submit(at(token), {})).status).toBe(404)
      const left = () => openTokens(server.shop.pool).find(token, new Date())
      await expect.poll(left, { timeout: 5000 }).toBeUndefined()
    }
  })
})

describe('an invitation', () => {
  it('sets a password and leads in', async () => {
    const account = await newUser(server, { isActive: false })
    const [token, visitor] = [await tokenFor(server, account, 'invitation'), visitorAt(server)]
    expect((await visitor.get(at(token))).body).toContain('autocomplete="new-password"')
    const used = await visitor.submit(at(token), twice)
    expect([used.status, used.headers['location']]).toEqual([303, '/'])
    expect((await visitor.get('/api/orders', json)).status).toBe(200)
    expect(await typesOf(account)).toEqual(['UserCreated', 'UserPasswordSet', 'UserAccepted'])
    expect(await signIn(account, chosen)).toBe(303)
    const log = JSON.stringify(
      (await server.shop.store.readStream(`user-${account.id}`)).map(({ data, metadata }) => [data, metadata]),
    )
    for (const secret of [chosen, token, '$argon2id']) expect(log).not.toContain(secret)
  })
  it.each([
    ['short', { password: 'short', again: 'short' }, 'at least 12'],
    ['long', { password: 'x1'.repeat(65), again: 'x1'.repeat(65) }, 'at most 128'],
    ['common', { password: 'qwerty123456', again: 'qwerty123456' }, 'Many people use this one'],
    ['mistyped', { password: chosen, again: `${chosen}.` }, 'This is not the same'],
    ['missing', {}, 'has-error-or-needed'],
  ])('with a password that is %s is not used up', async (_, fields, said) => {
    const account = await newUser(server, { isActive: false })
    const token = await tokenFor(server, account, 'invitation')
    const refused = await visitorAt(server).submit(at(token), fields)
    expect(refused.status).toBe(422)
    if (said !== 'has-error-or-needed') expect(refused.body).toContain(said)
    expect(refused.body).toContain(
      'id="field-password-error"'.replace(
        'password',
        'again' in fields && fields.again !== fields.password ? 'again' : 'password',
      ),
    )
    expect((await visitorAt(server).submit(at(token), twice)).status).toBe(303)
  })
  it('is sent from the page of the user, in their language, while they have not come in', async () => {
    const [account, admin] = [await newUser(server, { isActive: false }), await newUser(server)]
    const visitor = await signedInAs(server, admin)
    expect((await visitor.get(`/users/${account.id}`)).body).toContain(`/api/users/${account.id}/invitation`)
    expect((await visitor.submit(`/api/users/${account.id}/invitation`, {})).status).toBe(303)
    const mail = server.mails.find(({ to }) => to === account.email)
    const [, token = ''] = /\/sign-in\/link\/([\w-]+)/.exec(mail?.text ?? '') ?? []
    expect((await visitorAt(server).submit(at(token), twice)).status).toBe(303)
    await server.caughtUp()
    expect((await visitor.send(`/api/users/${account.id}/invitation`, {})).status).toBe(409)
    const other = await signedInAs(server, await newUser(server, { groups: [SUPPORT] }))
    expect((await other.send(`/api/users/${account.id}/invitation`, {})).status).toBe(403)
  })
})

describe('a forgotten password', () => {
  const ask = (email: string) => visitorAt(server).submit('/sign-in/forgotten', { email })
  const mailsTo = (account: Account) => server.mails.filter(({ to }) => to === account.email)

  it('is set anew by a mailed link, which ends all sessions and any lock', async () => {
    const account = await newUser(server)
    const before = await signedInAs(server, account)
    for (let n = 0; n < 9; n += 1)
      await server.app.inject({
        method: 'POST',
        url: '/sign-in',
        remoteAddress: `198.51.100.${n}`,
        payload: { email: account.email, password: 'wrong' },
      })
    expect((await ask(account.email)).status).toBe(200)
    await expect.poll(() => mailsTo(account).length, { timeout: 5000 }).toBe(2)
    const [, token = ''] = /\/sign-in\/link\/([\w-]+)/.exec(mailsTo(account).at(-1)?.text ?? '') ?? []
    expect((await visitorAt(server).submit(at(token), twice)).status).toBe(303)
    expect((await before.get('/api/orders', json)).status).toBe(401)
    expect(await signIn(account, PASSWORD)).toBe(401)
    expect(await signIn(account, chosen)).toBe(303)
    expect((await visitorAt(server).submit(at(token), twice)).status).toBe(404)
  })
  it('is answered alike whether there is such a user or not, and mailed to nobody else', async () => {
    const [account, count] = [await newUser(server), server.mails.length]
    const answers = [await ask(account.email), await ask('nobody@example.com'), await ask('no address'), await ask('')]
    expect(new Set(answers.map(({ body, status }) => `${status}${body}`)).size).toBe(1)
    await expect.poll(() => mailsTo(account).length).toBe(1)
    expect(server.mails).toHaveLength(count + 1)
  })
  it('is not asked for too often for one person', async () => {
    const account = await newUser(server)
    const post = (n: number) =>
      server.app.inject({
        method: 'POST',
        url: '/sign-in/forgotten',
        remoteAddress: `198.51.100.${n}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `email=${encodeURIComponent(account.email)}`,
      })
    for (let n = 0; n < 12; n += 1) {
      await post(n)
      await expect.poll(() => mailsTo(account).length).toBe(Math.min(n + 1, 9))
    }
  })
  it('has a link that holds for two hours', () => expect(lifetimes.reset).toBe(2 * 60 * 60_000))
})
