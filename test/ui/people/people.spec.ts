import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { catalogue } from '../../../api/catalogue.ts'
import { ensureRoot } from '../../../bin/ensure-root.ts'
import { localViewer } from '../../../bin/local-viewer.ts'
import { rightsOf } from '../../../domain/people/rights.ts'
import type { Permission, Viewer } from '../../../domain/viewer.ts'
import { storeKeys } from '../../support/known-stores.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sent } from '../../support/shop-filling.ts'

let server: TestServer
let viewer: Viewer = localViewer
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await ensureRoot(server.shop.execute)
})
beforeEach(() => {
  viewer = localViewer
})
afterAll(() => server.close())

const textOf = (body: string): string => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
const newRole = async (name: string, rules: readonly object[] = []): Promise<string> => {
  const id = v7()
  await sent(server, '/api/roles', { id, name })
  if (rules.length > 0) await sent(server, `/api/roles/${id}/rules`, { rules })
  return id
}
const newGroup = async (name: string, roles: readonly string[]): Promise<string> => {
  const id = v7()
  await sent(server, '/api/groups', { id, name, roles, needsSecondFactor: false })
  await server.caughtUp()
  return id
}
const problemOf = async (path: string, data: object = {}) => {
  const answer = await server.send(path, data)
  return [answer.status, (answer.json() as { code?: string }).code]
}
const sales = { area: 'sales', thing: '*', action: '*', effect: 'allow' } as const
const noErasure = { area: 'sales', thing: 'order', action: 'EraseGuest', effect: 'deny', stores: ['UK'] } as const

/** The fields of the form on a page, as a browser sends them. */
const fieldsOf = (body: string): Record<string, string> => {
  const form = body.slice(body.indexOf('<form', body.indexOf('id="SetRules-form"') - 200))
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const chosen = [...form.matchAll(/<select[^>]* name="([^"]+)"[^>]*>(.*?)<\/select>/gs)].map(
    ([, name = '', options = '']) => [name, /<option value="([^"]*)" selected/.exec(options)?.[1] ?? ''] as const,
  )
  const ticked = [...form.matchAll(/<input type="checkbox" name="([^"]+)" value="([^"]*)" checked/g)]
  const pairs = [...hidden, ...ticked].map(([, name = '', value = '']) => [name, value] as const)
  return Object.fromEntries([...pairs, ...chosen])
}
const rowOf = (fields: Record<string, string>, scope: { area: string; thing: string; action: string }): string => {
  const indexes = [...new Set(Object.keys(fields).flatMap(name => /^rules\.(\d+)\./.exec(name)?.[1] ?? []))]
  const found = indexes.find(index =>
    (['area', 'thing', 'action'] as const).every(part => fields[`rules.${index}.${part}`] === scope[part]),
  )
  if (found === undefined) throw new Error(`no row for ${JSON.stringify(scope)}`)
  return found
}
const rulesOf = async (id: string) =>
  ((await server.get(`/api/roles/${id}`, { accept: 'application/json' })).json() as { rules: object[] }).rules

describe('the rules of a role', () => {
  it('are a form with a row for everything that there is, filled in with what is set', async () => {
    const id = await newRole('Seller', [sales, noErasure])
    const fields = fieldsOf((await server.get(`/roles/${id}/rules`)).body)
    for (const permission of catalogue.filter(it => it !== 'dashboard:read')) {
      const [thing = '', action = ''] = permission.split(':')
      const row = Object.entries(fields).find(
        ([name, value]) =>
          name.endsWith('.action') && value === action && fields[name.replace('action', 'thing')] === thing,
      )
      expect(row, permission).toBeDefined()
    }
    expect(fields[`rules.${rowOf(fields, sales)}.effect`]).toBe('allow')
    expect(fields[`rules.${rowOf(fields, noErasure)}.effect`]).toBe('deny')
    expect(fields[`rules.${rowOf(fields, noErasure)}.stores`]).toBe('UK')
  })

  it('are saved as they were drawn without a change, and with one as it says', async () => {
    const id = await newRole('Buyer', [sales, noErasure])
    const fields = fieldsOf((await server.get(`/roles/${id}/rules`)).body)
    const same = await server.submit(`/api/roles/${id}/rules`, fields)
    expect([same.status, (await server.shop.store.readStream(`role-${id}`)).length]).toEqual([303, 3])
    const changed = {
      ...fields,
      commandId: v7(),
      [`rules.${rowOf(fields, sales)}.effect`]: '',
      [`rules.${rowOf(fields, { area: '*', thing: '*', action: 'read' })}.effect`]: 'allow',
    }
    const saved = await server.submit(`/api/roles/${id}/rules`, changed)
    expect([saved.status, saved.headers['location']]).toEqual([303, `/roles/${id}`])
    expect(await rulesOf(id)).toEqual([{ area: '*', thing: '*', action: 'read', effect: 'allow' }, noErasure])
    const page = textOf((await server.get(`/roles/${id}`)).body)
    expect(page).toContain('Everything everything See allow every store')
    expect(page).toContain('Denied: “Erase guest” of Order (Sales)')
  })

  it('are found by what people call them, and those left out stay', async () => {
    const id = await newRole('Clerk', [sales, { area: 'stock', thing: '*', action: '*', effect: 'deny' }])
    const { body } = await server.get(`/roles/${id}/rules?q=close+warehouse`)
    const fields = fieldsOf(body)
    const close = { area: 'stock', thing: 'warehouse', action: 'CloseWarehouse' }
    expect(Object.keys(fields).filter(name => name.endsWith('.effect')).length).toBeLessThan(6)
    await server.submit(`/api/roles/${id}/rules`, { ...fields, [`rules.${rowOf(fields, close)}.effect`]: 'deny' })
    expect(await rulesOf(id)).toHaveLength(3)
  })

  it('that are wrong are told at their row', async () => {
    const id = await newRole('Wrong')
    const wrong = { ...sales, area: 'catalog', thing: 'order' }
    expect(await problemOf(`/api/roles/${id}/rules`, { rules: [wrong] })).toEqual([422, 'Invalid'])
    expect(await problemOf(`/api/roles/${id}/rules`, { rules: [sales, sales] })).toEqual([422, 'RuleRepeated'])
  })

  it('of different rows are kept when two people edit at once', async () => {
    const id = await newRole('Shared')
    const first = fieldsOf((await server.get(`/roles/${id}/rules`)).body)
    const second = { ...first, commandId: v7() }
    const read = { area: 'catalog', thing: 'product', action: 'read' }
    await server.submit(`/api/roles/${id}/rules`, { ...first, [`rules.${rowOf(first, sales)}.effect`]: 'allow' })
    const after = await server.submit(`/api/roles/${id}/rules`, {
      ...second,
      [`rules.${rowOf(second, read)}.effect`]: 'deny',
    })
    expect([after.status, await rulesOf(id)]).toEqual([303, [{ ...read, effect: 'deny' }, sales]])
  })
})

describe('a role', () => {
  it('has a name of its own, however it is spelled, and a deleted one gives it up', async () => {
    const id = await newRole('Painter')
    const again = await server.send('/api/roles', { id: v7(), name: ' PAINTER ' })
    expect([again.status, again.json()]).toEqual([409, expect.objectContaining({ code: 'RoleNameTaken' })])
    expect((await server.submit(`/api/roles/${id}/deletion`, {})).headers['location']).toBe('/roles')
    await server.caughtUp()
    expect((await server.get(`/roles/${id}`)).status).toBe(404)
    await expect
      .poll(async () => (await server.send('/api/roles', { id: v7(), name: 'Painter' })).status, { timeout: 10_000 })
      .toBe(200)
  })

  it('that a group has is not deleted', async () => {
    const role = await newRole('Packer')
    const group = await newGroup('Packers', [role])
    await expect.poll(async () => problemOf(`/api/roles/${role}/deletion`)).toEqual([409, 'RoleInUse'])
    expect(textOf((await server.get(`/roles/${role}`)).body)).toContain('Packers')
    await sent(server, `/api/groups/${group}/deletion`, {})
    await expect.poll(async () => problemOf(`/api/roles/${role}/deletion`)).toEqual([200, undefined])
  })

  it('of administrators is not changed, and has no forms', async () => {
    const body = (await server.get('/roles/root')).body
    expect(textOf(body)).toContain('This role allows everything and can not be changed.')
    expect(body).not.toContain('/roles/root/')
    for (const form of ['name', 'rules', 'deletion'])
      expect((await server.get(`/roles/root/${form}`)).status, form).toBe(404)
    expect(await problemOf('/api/roles/root/deletion')).toEqual([409, 'RootRoleStays'])
    expect(await problemOf('/api/roles', { id: 'root', name: 'Mine' })).toEqual([422, 'PeopleIdMalformed'])
  })
})

describe('a group', () => {
  it('is made and edited by its form', async () => {
    const [one, two] = [await newRole('One'), await newRole('Two')]
    const id = v7()
    const made = await server.submit('/api/groups', { id, name: 'Both', 'roles.0': one, 'roles.1': two })
    expect([made.status, made.headers['location']]).toEqual([303, `/groups/${id}`])
    expect(textOf((await server.get('/groups')).body)).toContain('Both One, Two 0 no')
    const edited = await server.submit(`/api/groups/${id}`, { name: 'Just one', roles: one, needsSecondFactor: 'true' })
    expect(edited.status).toBe(303)
    const page = textOf((await server.get(`/groups/${id}`)).body)
    for (const said of ['Just one', 'Roles of the group changed', 'A second factor is needed'])
      expect(page).toContain(said)
  })

  it('has a role at least, and only roles that there are', async () => {
    const one = await newRole('Lonely')
    const data = { name: 'Nobody', roles: [], needsSecondFactor: false }
    expect(await problemOf('/api/groups', { ...data, id: v7() })).toEqual([422, 'Invalid'])
    expect(await problemOf('/api/groups', { ...data, id: v7(), roles: [one, v7()] })).toEqual([422, 'RoleNotThere'])
    expect(await problemOf('/api/groups/root', { ...data, roles: [one] })).toEqual([409, 'RootGroupKeepsRole'])
    expect(await problemOf('/api/groups/root/deletion')).toEqual([409, 'RootGroupStays'])
  })
})

describe('who may do what', () => {
  it('is told for a group, with the rule and the role that say so', async () => {
    const careful = await newRole('Careful', [{ ...noErasure, stores: undefined }])
    const group = await newGroup('Careful sellers', [await newRole('Free seller', [sales]), careful])
    const body = (await server.get(`/rights?group=${group}&q=guest`)).body
    expect(textOf(body)).toContain('no Denied by “Erase guest, Order, Sales”, a rule of Careful ( Careful sellers )')
    expect(body).toContain(`href="/roles/${careful}"`)
    const all = textOf((await server.get(`/rights?group=${group}`)).body)
    expect(all).toContain('Allowed by “everything, everything, Sales”, a rule of Free seller')
    expect(all).toContain('No rule of its roles allows it.')
    expect(textOf((await server.get('/rights?group=root&q=order')).body)).not.toContain('no Denied')
  })

  it('is told for a user by all of their groups, and keeps to them when something else is searched', async () => {
    const [seller, buyer] = [await newRole('Vendor', [sales]), await newRole('Keeper', [{ ...sales, area: 'stock' }])]
    const groups = [await newGroup('Vendors', [seller]), await newGroup('Keepers', [buyer])]
    const id = v7()
    const person = { firstName: 'Ida', lastName: 'Rhodes', locale: 'en-GB', timeZone: 'Europe/London' }
    await sent(server, '/api/users', { id, ...person, email: 'ida@example.com', groups })
    expect((await server.get(`/users/${id}`)).body).toContain(`href="/rights?user=${id}"`)
    const body = (await server.get(`/rights?user=${id}`)).body
    expect(textOf(body)).toContain('a rule of Vendor ( Vendors )')
    expect(textOf(body)).toContain('a rule of Keeper ( Keepers )')
    expect(body).toContain(`<input type="hidden" name="user" value="${id}">`)
    viewer = { ...localViewer, may: new Set<Permission>(['role:read', 'group:read']) }
    expect((await server.get(`/rights?user=${id}`)).body).not.toContain('Ida')
  })

  it('is asked first for whom, and is no secret of who may read roles alone', async () => {
    expect((await server.get('/rights')).body).toContain('Choose a group')
    const may = new Set<Permission>(['dashboard:read', 'group:read'])
    viewer = { ...localViewer, may }
    expect((await server.get('/rights')).status).toBe(403)
    const page = (await server.get('/groups')).body
    expect(page).not.toContain('href="/groups/new"')
    expect(page).not.toContain('href="/roles"')
  })
})

describe('somebody who may do everything but what rules deny', () => {
  const everything = { area: '*', thing: '*', action: '*', effect: 'allow' } as const
  const denied = [
    { area: 'catalog', thing: 'product', action: 'CreateProduct', effect: 'deny' },
    { area: 'audit', thing: '*', action: '*', effect: 'deny' },
  ] as const

  it('is refused that page, and sees no way to it in menu, list and palette', async () => {
    viewer = { ...localViewer, may: rightsOf(catalogue, [{ rules: [everything] }, { rules: denied }], storeKeys).may }
    const refused = await server.get('/products/new')
    expect([refused.status, refused.body.includes('product:CreateProduct')]).toEqual([403, true])
    expect(await problemOf('/api/products', { id: 'MUG', names: { en: 'Mug' } })).toEqual([403, 'Forbidden'])
    expect((await server.get('/events')).status).toBe(403)
    for (const path of ['/products', '/search?q=create+product', '/search?palette=1']) {
      const { body } = await server.get(path)
      for (const way of ['/products/new', '/events']) expect(body, path).not.toContain(`href="${way}"`)
    }
    expect((await server.get('/warehouses/new')).status).toBe(200)
  })
})
