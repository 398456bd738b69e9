import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FAILURES } from '../../../people/account.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { testMasterKey } from '../../support/test-shop.ts'
import { newUser, PASSWORD, SUPPORT, signedInAs, tokenFor, visitorAt } from '../../support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
})
afterAll(() => server.close())

type Row = { readonly kind: string; readonly path: string; readonly params: object; readonly terms: readonly object[] }

/** What was recorded of somebody, oldest first. */
const recorded = async (viewer: string): Promise<Row[]> => {
  const sql = 'select kind, path, params, terms from app.access where viewer = $1 order by id'
  return (await server.shop.pool.query<Row>(sql, [viewer])).rows
}
const kindsOf = async (viewer: string) => (await recorded(viewer)).map(({ kind }) => kind)

const network = { name: 'network', characters: 9, words: [testMasterKey.hashWord('127.0.0.1')] }

describe('what makes no event', () => {
  it('is recorded of signing in and out, and of what is done with a password and sessions', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    const password = 'another long one'
    await visitor.submit('/api/account/password', { current: 'not it', password, again: password })
    await visitor.submit('/api/account/password', { current: PASSWORD, password, again: password })
    await visitor.submit('/api/account/sessions/end', {})
    await visitor.submit('/sign-out', {})
    expect(await recorded(account.id)).toEqual([
      { kind: 'signed_in', path: '/sign-in', params: {}, terms: [network] },
      { kind: 'refused', path: '/api/account/password', params: { code: 'WrongPassword' }, terms: [] },
      { kind: 'password_set', path: '/api/account/password', params: {}, terms: [] },
      { kind: 'sessions_ended', path: '/api/account/sessions/end', params: {}, terms: [] },
      { kind: 'signed_out', path: '/sign-out', params: {}, terms: [] },
    ])
  })

  it('is recorded of a link, without the link', async () => {
    const account = await newUser(server)
    const token = await tokenFor(server, account, 'reset')
    const password = 'another long one'
    await visitorAt(server).submit(`/sign-in/link/${token}`, { password, again: password })
    expect((await recorded(account.id)).map(({ kind, params }) => [kind, params])).toEqual([
      ['password_set', {}],
      ['link_used', { link: 'reset' }],
    ])
    const { rows } = await server.shop.pool.query('select * from app.access')
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('is recorded of the account that somebody failed to come into, until nobody is let in', async () => {
    const account = await newUser(server)
    const tries = Array.from({ length: FAILURES.most + 3 })
    for (const _ of tries) await visitorAt(server).submit('/sign-in', { email: account.email, password: 'wrong' })
    const failed = Array.from({ length: FAILURES.most }, () => 'not_signed_in')
    expect(await kindsOf(account.id)).toEqual([...failed, 'locked_out'])
    await server.shop.pool.query('delete from app.sign_in_tries')
  })

  it('keeps nothing of what was typed where nobody is meant: it may be a password', async () => {
    const typed = 'MySecretPassphrase'
    await visitorAt(server).submit('/sign-in', { email: typed, password: 'AnotherSecret' })
    expect((await recorded('nobody')).at(-1)).toEqual({
      kind: 'not_signed_in',
      path: '/sign-in',
      params: {},
      terms: [network],
    })
    const { rows } = await server.shop.pool.query('select * from app.access')
    const kept = JSON.stringify(rows)
    for (const secret of [typed, 'AnotherSecret', testMasterKey.hashWord(typed.toLowerCase())])
      expect(kept).not.toContain(secret)
  })

  it('is recorded of a refused command, with the rule of the shop that says no', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    await visitor.send('/api/products/NOWHERE/discontinuation', { reason: 'old' })
    const path = '/api/products/:id/discontinuation'
    expect((await recorded(account.id)).at(-1)).toMatchObject({
      kind: 'refused',
      path,
      params: { id: 'NOWHERE', code: 'ProductUnknown' },
    })
  })

  it('is recorded of a forbidden page and command, with the rule of the role that says no', async () => {
    const account = await newUser(server, { groups: [SUPPORT] })
    const visitor = await signedInAs(server, account)
    expect((await visitor.get('/users')).status).toBe(403)
    expect((await visitor.send('/api/warehouses', { id: 'main', name: 'Main' })).status).toBe(403)
    expect((await recorded(account.id)).slice(1)).toMatchObject([
      {
        kind: 'forbidden',
        path: '/users',
        params: { permission: 'user:read', rule: 'deny people/*/*', role: expect.any(String) },
      },
      {
        kind: 'forbidden',
        path: '/api/warehouses',
        params: { permission: 'warehouse:OpenWarehouse', rule: 'none' },
      },
    ])
  })

  it('nobody comes in of whom that can not be recorded', async () => {
    const account = await newUser(server)
    await server.owner.query('alter table app.access rename to away')
    const visitor = visitorAt(server)
    const answer = await visitor.submit('/sign-in', { email: account.email, password: PASSWORD })
    await server.owner.query('alter table app.away rename to access')
    expect([answer.status, visitor.cookies.size]).toEqual([503, 0])
  })

  it('is told in words: by which link, what was not allowed, and which rule of which role said so', async () => {
    const [account, admin] = [await newUser(server, { groups: [SUPPORT] }), await newUser(server)]
    const [visitor, auditor] = [visitorAt(server), await signedInAs(server, admin)]
    await visitor.submit(`/sign-in/link/${await tokenFor(server, account, 'link')}`, {})
    expect((await visitor.get('/users')).status).toBe(403)
    expect((await visitor.send('/api/products', { id: 'X', names: { en: 'X' } })).status).toBe(403)
    expect((await auditor.get(`/view-as/user/${account.id}/users`)).status).toBe(403)
    const told = async (id: string) => textOf((await auditor.get(`/access?viewer=${id}`)).body)
    const theirs = await told(account.id)
    expect(theirs).toContain('link: one that the operator had made; from a network address')
    expect(theirs).toContain(
      'permission: User: See (user:read); rule: “everything, everything, People” is denied; role: Reads',
    )
    expect(theirs).toContain('rule: no rule allows it')
    // By name, once it is known that there is such a person.
    expect(await told(admin.id)).toMatch(/as: User (?:Ida Rhodes|[0-9a-f-]{36})/)
  })

  it('is listed, narrowed by kind and person, and taken along', async () => {
    const account = await newUser(server)
    const visitor = await signedInAs(server, account)
    await visitor.send('/api/products/NOWHERE/discontinuation', { reason: 'old' })
    const of = async (query: string) => textOf((await visitor.get(`/access?viewer=${account.id}&${query}`)).body)
    const refused = await of('kind=refused')
    expect(refused).toContain(
      `${account.id} was refused /api/products/NOWHERE/discontinuation reason: There is no product …`,
    )
    expect(refused).toContain('(ProductUnknown)')
    expect(refused).not.toContain(`${account.id} signed in`)
    expect(await of('term=127.0.0.1')).toContain(
      `${account.id} signed in /sign-in from a network address that is not kept`,
    )
    expect((await visitor.get('/access?kind=dancing')).status).toBe(400)
    const { body } = await visitor.get(`/access.csv?viewer=${account.id}&kind=signed_in`)
    expect(body.trimEnd().split('\n').slice(1)).toEqual([
      expect.stringContaining(
        `,${account.id},signed in,/sign-in,"from a network address that is not kept, but can be searched for"`,
      ),
    ])
  })
})
