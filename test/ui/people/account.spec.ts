import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { newUser, PASSWORD, SUPPORT, signedInAs, tokenFor, visitorAt } from '../../support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
})
afterAll(() => server.close())

const json = { accept: 'application/json' }
const chosen = 'mountains know no haste'

describe('one’s own password', () => {
  it('is changed by whoever knows it, and ends the other sessions', async () => {
    const account = await newUser(server)
    const [here, there] = [await signedInAs(server, account), await signedInAs(server, account)]
    const change = { current: PASSWORD, password: chosen, again: chosen }
    const done = await here.submit('/api/account/password', change)
    expect([done.status, done.headers['location']]).toEqual([303, '/account'])
    expect((await here.get('/api/orders', json)).status).toBe(200)
    expect((await there.get('/api/orders', json)).status).toBe(401)
    const signIn = async (password: string) =>
      (await visitorAt(server).submit('/sign-in', { email: account.email, password })).status
    expect([await signIn(PASSWORD), await signIn(chosen)]).toEqual([401, 303])
    const types = (await server.shop.store.readStream(`user-${account.id}`)).map(({ type }) => type)
    expect(types.at(-1)).toBe('UserPasswordSet')
  })
  it('is not changed without it, nor to one that is refused; what was typed is in no page', async () => {
    const visitor = await signedInAs(server, await newUser(server))
    const change = (over: Record<string, string>) =>
      visitor.submit('/api/account/password', { current: PASSWORD, password: chosen, again: chosen, ...over })
    const wrong = await change({ current: 'something else' })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('This is not your present password.')
    expect(wrong.body).not.toContain(chosen)
    expect((await change({ password: 'short', again: 'short' })).body).toContain('Use at least 12 characters.')
    expect((await change({ again: 'mountains' })).body).toContain('This is not the same.')
  })
  it('can not be guessed in a session that was left open', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    const change = async (current: string) =>
      (await visitor.send('/api/account/password', { current, password: chosen, again: chosen })).status
    for (let n = 0; n < 9; n += 1) expect(await change(`guess ${n}`)).toBe(422)
    expect(await change(PASSWORD)).toBe(422)
  })
  it('is set for the first time by who came in by a link', async () => {
    const account = await newUser(server, { isActive: false })
    const visitor = visitorAt(server)
    await visitor.submit(`/sign-in/link/${await tokenFor(server, account, 'link')}`, {})
    expect((await visitor.get('/account')).body).not.toContain('name="current"')
    expect((await visitor.submit('/api/account/password', { password: chosen, again: chosen })).status).toBe(303)
    expect((await visitor.get('/account')).body).toContain('name="current"')
  })
})

describe('one’s own sessions', () => {
  it('are listed and ended, one or all others, and those of nobody else', async () => {
    const account = await newUser(server)
    const [here, there, further] = [
      await signedInAs(server, account),
      await signedInAs(server, account),
      await signedInAs(server, account),
    ]
    const others = await signedInAs(server, await newUser(server))
    const listed = cardOf((await here.get('/account')).body, 'Sessions')
    expect(listed.match(/\/api\/account\/sessions\/[0-9a-f-]{36}\/end/g)).toHaveLength(4)
    expect(listed).toContain('this one')
    const [, foreign = ''] = /account\/sessions\/([0-9a-f-]{36})\/end/.exec(listed) ?? []
    expect((await others.send(`/api/account/sessions/${foreign}/end`, {})).status).toBe(200)
    const alive = async () =>
      Promise.all([here, there, further, others].map(async one => (await one.get('/api/orders', json)).status))
    expect(await alive()).toEqual([200, 200, 200, 200])
    expect((await here.submit(`/api/account/sessions/${foreign}/end`, {})).status).toBe(303)
    expect((await alive()).filter(status => status === 401)).toHaveLength(1)
    expect((await here.submit('/api/account/sessions/end', {})).status).toBe(303)
    expect(await alive()).toEqual([200, 401, 401, 200])
  })
  it('are ended by who may change users', async () => {
    const account = await newUser(server)
    const [visitor, admin] = [await signedInAs(server, account), await signedInAs(server, await newUser(server))]
    expect((await admin.get(`/users/${account.id}`)).body).toContain(`/api/users/${account.id}/sessions/end`)
    const plain = await signedInAs(server, await newUser(server, { groups: [SUPPORT] }))
    expect((await plain.send(`/api/users/${account.id}/sessions/end`, {})).status).toBe(403)
    expect((await admin.submit(`/api/users/${account.id}/sessions/end`, {})).status).toBe(303)
    expect((await visitor.get('/api/orders', json)).status).toBe(401)
  })
})
