import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ensureRoot } from '../../../bin/ensure-root.ts'
import { localViewer as viewer } from '../../../bin/local-viewer.ts'
import { recordAccesses } from '../../../eventstore/audit/accesses.ts'
import { positionToken } from '../../../eventstore/event-store.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await ensureRoot(server.shop.execute)
  await server.caughtUp()
})
afterAll(() => server.close())

const profile = { firstName: 'Ida', lastName: 'Rhodes', locale: 'en-GB', timeZone: 'Europe/London', groups: 'root' }
const make = async (over: Record<string, string> = {}) => {
  const id = v7()
  const { status } = await server.submit('/api/users', { id, ...profile, email: `${id}@example.com`, ...over })
  expect(status).toBe(303)
  return id
}

describe('a user', () => {
  it('is created by its form, edited, blocked, activated and deleted on its page, and its history tells', async () => {
    expect((await server.get('/users/new')).body).toContain('Administrators')
    const id = await make({ groups: 'root' })
    const edited = {
      ...profile,
      groups: 'root',
      lastName: 'Hadassah',
      timeZone: 'Europe/Berlin',
      expectedRevision: '0',
    }
    expect((await server.submit(`/api/users/${id}`, edited)).status).toBe(303)
    expect((await server.submit(`/api/users/${id}/block`, {})).status).toBe(303)
    expect((await server.get(`/users/${id}`)).body).toContain('Can not sign in until somebody activates')
    expect((await server.submit(`/api/users/${id}/activation`, {})).status).toBe(303)
    expect((await server.submit(`/api/users/${id}/deletion`, {})).status).toBe(303)
    const { body } = await server.get(`/users/${id}`)
    for (const said of ['<h1>Ida Hadassah</h1>', 'Time zone changed to Europe/Berlin', 'User blocked', 'User deleted'])
      expect(body).toContain(said)
    expect(cardOf(body, 'Profile')).toContain('Administrators')
    expect((await server.get(`/api/users/${id}`)).json()).toMatchObject({ status: 'deleted', groups: ['root'] })
    expect((await server.get(`/users/${id}/edit`)).status).toBe(404)
  })

  it('has an e-mail address that no other user has, and may have one that a customer has', async () => {
    const id = await make({ email: 'ida@example.com' })
    const again = { id: v7(), ...profile, groups: ['root'], email: 'IDA@example.com' }
    const taken = await server.send('/api/users', again)
    expect(taken.json()).toMatchObject({
      status: 409,
      code: 'UserEmailTaken',
      errors: [{ field: 'email', about: `/users/${id}` }],
    })
    const person = { firstName: 'Ida', lastName: 'Rhodes', locale: 'en', store: 'UK' }
    expect((await server.send('/api/customers', { id: v7(), ...person, email: 'ida@example.com' })).status).toBe(200)
    expect((await server.submit(`/api/users/${id}/email`, { email: 'ida@example.org' })).status).toBe(303)
    const create = async () => (await server.send('/api/users', again)).status
    await expect.poll(create, { timeout: 5000 }).toBe(200)
  })

  it('is listed, found by name and by status', async () => {
    await make({ firstName: 'Zuse' })
    expect((await server.get('/users?q=zuse&status=invited')).body).toContain('Zuse Rhodes')
    expect((await server.get('/users?q=zuse&status=blocked')).body).not.toContain('Zuse Rhodes')
  })

  it('is listed with when they came in last, by a password or a link, and never where they did not', async () => {
    const [ada, ida, eve] = [await make({ firstName: 'Visitora' }), await make(), await make({ firstName: 'Visitorb' })]
    const deed = { path: '/sign-in', params: {}, query: '', facts: {}, hidden: {} }
    const record = (viewer: string, kind: 'signed_in' | 'link_used' | 'not_signed_in', at: string) =>
      recordAccesses(server.shop.pool, word => word)({ ...deed, viewer, kind, at: new Date(at) })
    await record(ada, 'link_used', '2026-03-01T10:00:00Z')
    await record(ada, 'signed_in', '2026-03-02T10:00:00Z')
    await record(ada, 'not_signed_in', '2026-03-03T10:00:00Z')
    await record(ida, 'signed_in', '2026-03-04T10:00:00Z')
    const { items } = (await server.get('/api/users?q=visitor')).json() as { items: Record<string, unknown>[] }
    expect(items.map(({ id, lastSignInAt }) => [id, lastSignInAt])).toEqual([
      [eve, null],
      [ada, '2026-03-02T10:00:00.000Z'],
    ])
    const { body } = await server.get('/users?q=visitor')
    expect(body).toContain('Last sign-in')
    expect(body).toContain('datetime="2026-03-02T10:00:00.000Z"')
    expect(body).toContain('never')
    expect(cardOf((await server.get(`/users/${ada}`)).body, 'Profile')).toContain('datetime="2026-03-02T10:00')
  })

  it('says nothing of when they came in where the shop is that of a moment, which does not know', async () => {
    const id = await make({ firstName: 'Visitorc' })
    const asked = await server.send('/api/as-of', { position: positionToken(await server.shop.store.head()) })
    const past = `/as-of/${(asked.json() as { id: string }).id}`
    await vi.waitFor(async () => expect((await server.get(`${past}/users?q=visitorc`)).status).toBe(200), 20_000)
    expect(textOf((await server.get(`${past}/users?q=visitorc`)).body)).not.toContain('never')
    expect(textOf((await server.get(`${past}/users/${id}`)).body)).not.toContain('Last sign-in')
  })

  it('is refused with what was typed', async () => {
    const wrong = { id: v7(), ...profile, email: 'nobody', timeZone: 'Mars/Crater' }
    const { status, body } = await server.submit('/api/users', wrong)
    expect(status).toBe(422)
    expect(body).toContain('value="nobody"')
    expect(body).toContain('Choose a time zone of the list')
  })

  it('can not block or delete their own account, and is told so beside no button for it', async () => {
    const id = await make()
    const ida = await startServer(undefined, () => ({ ...viewer, id }))
    try {
      const own = { id, ...profile, groups: ['root'], email: 'own@example.com' }
      expect((await ida.send('/api/users', own)).status).toBe(200)
      const { body } = await ida.get(`/users/${id}`)
      expect(body).toContain('This is your own account')
      expect(body).not.toContain(`/api/users/${id}/block`)
      for (const way of ['block', 'deletion'])
        expect((await ida.send(`/api/users/${id}/${way}`, {})).json()).toMatchObject({
          status: 409,
          code: 'OwnAccount',
        })
    } finally {
      await ida.close()
    }
  })
})
