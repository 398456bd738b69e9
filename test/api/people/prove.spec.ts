import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, bulks, commands } from '../../../api/index.ts'
import { isPermission } from '../../../api/permission.ts'
import { isSensitive } from '../../../domain/permission.ts'
import { FAILURES } from '../../../people/account.ts'
import { readPage } from '../../support/html-page.ts'
import { provedLongAgo } from '../../support/proved-long-ago.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import {
  type Account,
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

const json = { accept: 'application/json' }
const PROOF = '/account/proof'

/** Somebody who signed in a while ago, and whom they are about to block. */
const idle = async (groups?: readonly string[]) => {
  const account = await newUser(server, groups && { groups })
  const other = await newUser(server)
  const visitor = await signedInAs(server, account)
  await provedLongAgo(server, account)
  return { account, visitor, other, block: `/api/users/${other.id}/block` }
}
const typesOf = async ({ id }: Account) => (await server.shop.store.readStream(`user-${id}`)).map(({ type }) => type)
const kindsOf = async ({ id }: Account) => {
  const sql = 'select kind, path from app.access where viewer = $1 order by id'
  return (await server.shop.pool.query<{ kind: string; path: string }>(sql, [id])).rows
}
/** The form that asks for a proof. */
const askedIn = ({ body }: { readonly body: string }) => {
  const [form] = readPage('/', body).forms
  return { action: form?.action ?? '', hidden: form?.hidden ?? {} }
}
const answerWith = (visitor: Visitor, asked: { readonly body: string }, proof: Record<string, string>) => {
  const { action, hidden } = askedIn(asked)
  return visitor.submit(action, { ...hidden, ...proof })
}

describe('what asks for a proof of who somebody is', () => {
  it('is what decides who comes in and who may do what, and what changes or ends what everybody reads', () => {
    const sensitive = [...commands, ...actions].filter(
      route => ('isSensitive' in route && route.isSensitive) || (isPermission(route.may) && isSensitive(route.may)),
    )
    expect(sensitive.map(({ path }) => path).toSorted()).toEqual([
      '/account/password',
      '/account/second-factor',
      '/account/second-factor/passkeys',
      '/account/second-factor/passkeys/offer',
      '/account/second-factor/passkeys/removal',
      '/customers/:id/erasure',
      '/groups',
      '/groups/:id',
      '/groups/:id/deletion',
      '/identity-providers',
      '/identity-providers/:id',
      '/identity-providers/:id/activation',
      '/identity-providers/:id/deactivation',
      '/identity-providers/:id/secret',
      '/keys',
      '/keys/:id/name',
      '/keys/:id/revocation',
      '/keys/:id/secret',
      '/keys/:id/withdrawal',
      '/orders/:id/erasure',
      '/payment-methods/:id/webhook-secret',
      '/projection-jobs',
      '/projections/:model/jobs',
      '/roles',
      '/roles/:id/deletion',
      '/roles/:id/name',
      '/roles/:id/rules',
      '/users',
      '/users/:id',
      '/users/:id/activation',
      '/users/:id/block',
      '/users/:id/deletion',
      '/users/:id/email',
      '/users/:id/invitation',
      '/users/:id/second-factor/reset',
      '/users/:id/sessions/end',
    ])
  })
  it('is nothing that is done to many things at once: a run goes on without its maker', () => {
    expect(bulks.flatMap(({ bulk }) => bulk.offers).filter(({ may }) => isSensitive(may))).toEqual([])
  })
  it('is nothing that somebody who has just signed in does', async () => {
    const { block, other } = await idle()
    const fresh = await signedInAs(server, await newUser(server))
    expect((await fresh.send(block, {})).status).toBe(200)
    expect(await typesOf(other)).toContain('UserBlocked')
  })
  it('is nothing that a program does by its key: that was made by somebody who proved who they are', async () => {
    const { visitor, account, block } = await idle()
    await signedInAs(server, account)
    const [id, data] = [v7(), { name: 'Till', scopes: ['user:*'], expiresOn: null }]
    const owner = await signedInAs(server, account)
    const { secret } = (await owner.send('/api/keys', { id, ...data })).json() as { secret: string }
    await server.caughtUp()
    await provedLongAgo(server, account)
    expect((await visitor.send(block, {})).status).toBe(403)
    expect((await server.send(block, {}, { authorization: `Bearer ${secret}` })).status).toBe(200)
  })
  it('is nothing that somebody may not do anyway', async () => {
    const { visitor, block } = await idle([SUPPORT])
    expect((await visitor.send(block, {})).json()).toMatchObject({ code: 'Forbidden' })
  })
  it('is nothing that is only looked at, or of the shop itself', async () => {
    const { visitor } = await idle()
    expect((await visitor.get('/users')).status).toBe(200)
    expect((await visitor.send('/api/warehouses', { id: `w-${v7()}`, name: 'North' })).status).toBe(200)
  })
})

describe('somebody who signed in a while ago', () => {
  it('is asked for the password, and then just that is done which they had sent', async () => {
    const { visitor, block, other, account } = await idle()
    const commandId = v7()
    const asked = await visitor.submit(block, { commandId })
    expect([asked.status, asked.headers['cache-control']]).toEqual([403, 'no-store'])
    expect(asked.body).toContain('Confirm that it is you')
    expect(askedIn(asked)).toEqual({ action: block, hidden: { commandId } })
    expect(await typesOf(other)).not.toContain('UserBlocked')
    const done = await answerWith(visitor, asked, { 'proof.password': PASSWORD })
    expect([done.status, done.headers['location']]).toEqual([303, `/users/${other.id}`])
    const [event] = (await server.shop.store.readStream(`user-${other.id}`)).filter(
      ({ type }) => type === 'UserBlocked',
    )
    expect(event?.metadata.commandId).toBe(commandId)
    expect(await kindsOf(account)).toContainEqual({ kind: 'proved', path: '/api/users/:id/block' })
    // Sent once more, as by going back, it is not done again.
    await visitor.submit(`/api/users/${other.id}/activation`, {})
    expect((await answerWith(visitor, asked, { 'proof.password': PASSWORD })).status).toBe(303)
    expect((await typesOf(other)).filter(type => type === 'UserBlocked')).toHaveLength(1)
  })
  it('is not asked again for a while', async () => {
    const { visitor, block, other } = await idle()
    await answerWith(visitor, await visitor.submit(block, {}), { 'proof.password': PASSWORD })
    expect((await visitor.send(`/api/users/${other.id}/activation`, {})).status).toBe(200)
  })
  it('finds everything that was typed carried along, whatever it was', async () => {
    const { visitor } = await idle()
    const typed = { id: v7(), name: 'Ä "quoted" <group>', roles: 'root', needsSecondFactor: 'on' }
    const asked = await visitor.submit('/api/groups', typed)
    expect(askedIn(asked).hidden).toEqual(typed)
    const wrong = await answerWith(visitor, asked, { 'proof.password': 'something else' })
    expect(wrong.status).toBe(403)
    expect(wrong.body).toContain('This is not your password')
    expect(wrong.body).not.toContain('something else')
    expect(askedIn(wrong).hidden).toEqual(typed)
    expect((await answerWith(visitor, wrong, { 'proof.password': PASSWORD })).status).toBe(303)
    await server.caughtUp()
    expect((await visitor.get(`/api/groups/${typed.id}`, json)).json()).toMatchObject({ name: typed.name })
  })
  it('is asked for the second factor who has one, and no password does then', async () => {
    const { visitor, account, block } = await idle()
    const { codeAt } = await withFactor(server, account)
    const asked = await visitor.submit(block, {})
    expect(asked.body).toContain('name="proof.code"')
    expect((await answerWith(visitor, asked, { 'proof.password': PASSWORD })).status).toBe(403)
    expect((await answerWith(visitor, asked, { 'proof.code': codeAt() })).status).toBe(303)
  })
  it('signs in again who has neither, and goes on with what was typed', async () => {
    const { visitor, account, block } = await idle()
    await server.shop.pool.query('delete from app.password where user_id = $1', [account.id])
    const asked = await visitor.submit(block, {})
    expect(asked.body).toContain('You have neither a password nor a second factor')
    expect((await answerWith(visitor, asked, {})).status).toBe(403)
    await server.shop.pool.query('update app.session set proved_at = now() where user_id = $1', [account.id])
    expect((await answerWith(visitor, asked, {})).status).toBe(303)
  })
  it('is asked as a program by a code, proves it, and sends it again', async () => {
    const { visitor, block } = await idle()
    const refused = await visitor.send(block, {})
    expect(refused.status).toBe(403)
    expect(refused.json()).toMatchObject({ code: 'ProofNeeded', title: 'Confirm that it is you' })
    expect((await visitor.send(PROOF, { password: 'something else' })).status).toBe(403)
    expect((await visitor.send(PROOF, { password: PASSWORD })).json()).toEqual({})
    expect((await visitor.send(block, {})).status).toBe(200)
  })
  it('is asked before something is taken back, too', async () => {
    const { visitor, account, other } = await idle()
    await server.shop.pool.query('update app.session set proved_at = now() where user_id = $1', [account.id])
    const { revision } = (await visitor.send(`/api/users/${other.id}/block`, {})).json() as { revision: number }
    await provedLongAgo(server, account)
    const undo = { category: 'user', id: other.id, revision: String(revision) }
    const asked = await visitor.submit('/api/undo', undo)
    expect([asked.status, askedIn(asked).hidden]).toEqual([403, undo])
    expect(await typesOf(other)).not.toContain('UserActivated')
    expect((await answerWith(visitor, asked, { 'proof.password': PASSWORD })).status).toBe(303)
    expect(await typesOf(other)).toContain('UserActivated')
  })
  it('guesses nine times at most, which is recorded and told by mail', async () => {
    const { visitor, account, block } = await idle()
    const asked = await visitor.submit(block, {})
    for (let n = 0; n < FAILURES.most; n += 1) await answerWith(visitor, asked, { 'proof.password': `wrong ${n}` })
    expect((await answerWith(visitor, asked, { 'proof.password': PASSWORD })).status).toBe(403)
    const kinds = (await kindsOf(account)).map(({ kind }) => kind)
    expect(kinds.filter(kind => kind === 'not_signed_in')).toHaveLength(FAILURES.most)
    expect(kinds.at(-1)).toBe('locked_out')
    await expect.poll(() => server.mails.some(({ to }) => to === account.email)).toBe(true)
  })
  it('has the secret not carried along that was typed, and is led back to its form', async () => {
    const { visitor } = await idle()
    const at = '/identity-providers/0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77/secret'
    const asked = await visitor.submit(`/api${at}`, { secret: 'a-secret' }, { referer: `http://localhost${at}` })
    expect(asked.status).toBe(403)
    expect(asked.body).not.toContain('a-secret')
    const done = await answerWith(visitor, asked, { 'proof.password': PASSWORD })
    expect([done.status, done.headers['location']]).toEqual([303, at])
  })
  it('leaves no proof in what is kept when the session has ended meanwhile', async () => {
    const { visitor, account, block } = await idle()
    const asked = await visitor.submit(block, {})
    await server.shop.pool.query('delete from app.session where user_id = $1', [account.id])
    const gone = await answerWith(visitor, asked, { 'proof.password': PASSWORD })
    expect(gone.status).toBe(401)
    expect(gone.body).not.toContain(PASSWORD)
  })
})

describe('the page that asks for a proof', () => {
  it('leads on to where somebody wanted to go, and to no other site', async () => {
    const { visitor } = await idle()
    const asked = await visitor.get(`${PROOF}?next=${encodeURIComponent('//evil.example')}`)
    expect([asked.status, askedIn(asked)]).toEqual([200, { action: PROOF, hidden: { next: '/' } }])
    const wanted = await visitor.get(`${PROOF}?next=/users`)
    const done = await answerWith(visitor, wanted, { 'proof.password': PASSWORD })
    expect([done.status, done.headers['location']]).toEqual([303, '/users'])
    expect((await visitor.get(`${PROOF}?next=/users`)).headers['location']).toBe('/users')
  })
})
