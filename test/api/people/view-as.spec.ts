import { gunzipSync } from 'node:zlib'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { group } from '../../../domain/people/group.ts'
import { role } from '../../../domain/people/role.ts'
import { user } from '../../../domain/people/user.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { putOnSale } from '../../support/shop-filling.ts'
import { sendTo } from '../../support/small-shop.ts'
import { type Account, newUser, READER, SUPPORT, signedInAs, type Visitor } from '../../support/visitor.ts'

let server: TestServer
let admin: Account
let visitor: Visitor
let reader: Account
let as = ''
beforeAll(async () => {
  server = await startServer(undefined, undefined, { viewerOf: undefined })
  admin = await newUser(server)
  reader = await newUser(server, { groups: [SUPPORT] })
  visitor = await signedInAs(server, admin)
  as = `/view-as/user/${reader.id}`
  await putOnSale({ ...server, send: visitor.send }, 'MUG', 'Mug')
  await server.caughtUp()
})
afterAll(() => server.close())

const recorded = async () => {
  const sql = `select kind, path, params from app.access where viewer = $1 and path like '/view-as/%' order by id`
  return (await server.shop.pool.query(sql, [admin.id])).rows
}

describe('an administrator who looks at the shop as somebody else', () => {
  it('gets there from the page of a user or a role, and is told so, with a way back', async () => {
    expect((await visitor.get(`/users/${reader.id}`)).body).toContain(`href="${as}/"`)
    expect((await visitor.get('/roles/root')).body).toContain('href="/view-as/role/root/"')
    const { status, body } = await visitor.get(`${as}/products`)
    expect(status).toBe(200)
    expect(body).toContain('You look at the shop as Ida Rhodes sees it')
    expect(body).toContain('href="/view-as"')
    expect((await visitor.get('/view-as')).body).not.toContain('You look at the shop as')
  })

  it('sees what they see: pages, menu and buttons', async () => {
    expect((await visitor.get(`${as}/users`)).status).toBe(403)
    const { body } = await visitor.get(`${as}/products/MUG`)
    expect(body).toContain('Mug')
    expect(body).not.toContain('href="/users"')
    expect(body).not.toContain(`${as}/users"`)
    expect(body).not.toContain('/products/MUG/edit')
    expect((await visitor.get('/products/MUG')).body).toContain('/products/MUG/edit')
    expect((await visitor.get('/view-as/role/root/products/MUG')).body).toContain('/products/MUG/edit')
  })

  it('is led nowhere else by what stands there', async () => {
    const { body } = await visitor.get(`${as}/products/MUG`)
    const out = [...body.matchAll(/\s(?:href|action|hx-get|data-live)="(\/[^"]*)"/g)]
      .map(([, address = '']) => address)
      .filter(address => !address.startsWith(`${as}/`) && !/^\/(?:assets\/|view-as$)/.test(address))
    expect(out).toEqual([])
  })

  it('also where pages are compressed', async () => {
    const headers = { accept: 'text/html', 'accept-encoding': 'gzip', cookie: [...visitor.cookies][0]?.join('=') ?? '' }
    const { rawPayload } = await server.app.inject({ url: `${as}/products`, headers })
    expect(gunzipSync(rawPayload).toString()).toContain(`href="${as}/products/MUG`)
  })

  it('reads it in their language and time zone, as a role in their own', async () => {
    const data = { firstName: 'Ida', lastName: 'Rhodes', locale: 'de-DE', timeZone: 'Asia/Tokyo', groups: [SUPPORT] }
    await sendTo(server.shop, user, reader.id, 'EditUser', data)
    await server.caughtUp()
    const { body } = await visitor.get(`${as}/products`)
    expect(body).toContain('<html lang="de-DE">')
    expect(body).toContain('Sie sehen den Shop so wie Ida Rhodes')
    expect(body).toContain('Asia/Tokyo')
    expect((await visitor.get(`/view-as/role/${READER}/products`)).body).toContain('<html lang="en-GB">')
    await sendTo(server.shop, user, reader.id, 'EditUser', { ...data, locale: 'en-GB' })
    await server.caughtUp()
  })

  it('has those saved views that are everybody’s, and none of either’s own', async () => {
    const save = (of: Visitor, name: string, isShared = false) =>
      of.send('/api/saved-views', { id: v7(), list: '/products', name, query: 'status=active', isShared })
    const them = await signedInAs(server, reader)
    const saved = [await save(visitor, 'Mine'), await save(them, 'Theirs'), await save(visitor, 'Everybody’s', true)]
    expect(saved.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await visitor.get('/products?view=all')).body).toContain('Mine')
    const { body } = await visitor.get(`${as}/products?view=all`)
    expect(body).not.toContain('Mine')
    expect(body).not.toContain('Theirs')
    expect(body).toContain('Everybody’s')
  })

  it('is told that a shop of the past is not looked at so', async () => {
    const { status, body } = await visitor.get(`${as}/as-of/0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e71/products`)
    expect(status).toBe(409)
    expect(body).toContain('a shop of the past can not be looked at so')
  })

  it('changes nothing', async () => {
    for (const whom of [as, '/view-as/role/root']) {
      const answer = await visitor.send(`${whom}/api/products/MUG/discontinuation`, { reason: 'old' })
      expect([answer.status, (answer.json() as { code: string }).code]).toEqual([409, 'ViewAsIsReadOnly'])
    }
    expect((await server.shop.store.readStream('product-MUG')).at(-1)?.type).not.toBe('ProductDiscontinued')
  })

  it('is recorded, under their own name, with as whom, where and when', async () => {
    await visitor.get(`${as}/products/MUG`)
    expect((await recorded()).at(-1)).toEqual({
      kind: 'viewed_as',
      path: '/view-as/:as/:whom/products/:id',
      params: { as: 'user', whom: reader.id, id: 'MUG' },
    })
    await visitor.get('/view-as/role/root/events')
    expect((await recorded()).at(-1)).toMatchObject({ kind: 'view', params: { as: 'role', whom: 'root' } })
  })

  it('sees nothing that they may not see themselves', async () => {
    const shoulders = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e51'
    const own = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e52'
    await sendTo(server.shop, role, own, 'CreateRole', { name: 'Looks over shoulders' })
    const allow = (thing: string, action: string, area: string) => ({ area, thing, action, effect: 'allow' })
    const rules = [allow('user', 'ViewAs', 'people'), allow('product', 'read', 'catalog')]
    await sendTo(server.shop, role, own, 'SetRules', { rules })
    const data = { name: 'Shoulders', roles: [own], needsSecondFactor: false }
    await sendTo(server.shop, group, shoulders, 'CreateGroup', data)
    const shoulder = await signedInAs(server, await newUser(server, { groups: [shoulders] }))
    expect((await shoulder.get('/view-as/role/root/products')).status).toBe(200)
    expect((await shoulder.get('/view-as/role/root/customers')).status).toBe(403)
  })

  it('has to be permitted it, has to be in, and has to mean somebody', async () => {
    const other = await signedInAs(server, reader)
    expect((await other.get(`/view-as/user/${admin.id}/products`)).status).toBe(403)
    expect((await other.get('/view-as')).status).toBe(403)
    expect((await server.get(`${as}/products`)).status).toBe(303)
    const nobody = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e99'
    expect((await visitor.get(`/view-as/user/${nobody}/products`)).status).toBe(404)
    expect((await visitor.get(`${as}/live?of=/products`)).status).toBe(409)
    const leaving = await signedInAs(server, admin)
    expect((await leaving.get(`${as}/products`)).status).toBe(200)
    await leaving.submit('/sign-out', {})
    expect((await leaving.get(`${as}/products`)).status).toBe(303)
  })
})
