import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../api/index.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import type { AnyDecider } from '../../domain/decider.ts'
import { undoOf } from '../../domain/index.ts'
import type { Permission, Viewer } from '../../domain/viewer.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { samples } from '../support/undo-samples.ts'

let server: TestServer
let viewer: Viewer = localViewer
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
}, 60_000)
afterAll(() => server.close())

const may = async <Result>(permissions: readonly Permission[], act: () => Promise<Result>): Promise<Result> => {
  viewer = { ...localViewer, may: new Set(permissions) }
  try {
    return await act()
  } finally {
    viewer = localViewer
  }
}

type Body = Record<string, unknown>

const newProduct = async (): Promise<string> => {
  const id = `P-${randomUUID().slice(0, 8).toUpperCase()}`
  await server.send('/api/products', { id, names: { en: 'Lamp' } })
  return id
}
const edit = (id: string, over: object) =>
  server.send(`/api/products/${id}`, { names: { en: 'Lamp' }, descriptions: {}, category: null, ...over })
const undo = (id: string, revision: number, category = 'product') =>
  server.send('/api/undo', { category, id, revision })
const read = async (path: string) => (await server.get(`/api${path}`, { accept: 'application/json' })).json() as Body
const typesOf = async (stream: string) => (await server.shop.store.readStream(stream)).map(({ type }) => type)

describe('undo', () => {
  it('sets back what a command changed, and answers as a command does', async () => {
    const id = await newProduct()
    const { revision } = (await edit(id, { names: { en: 'Light' }, descriptions: { en: 'Bright.' } })).json() as {
      revision: number
    }
    const answer = await undo(id, revision)
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({ id, revision: 4, position: expect.any(String), stale: false, parked: false })
    expect(answer.headers['etag']).toBe('"4"')
    expect(await read(`/products/${id}`)).toMatchObject({ names: { en: 'Lamp' }, descriptions: {} })
  })

  it('is offered with what was done to those who may send what takes it back', async () => {
    const offered = (id: string, permissions: readonly Permission[]) =>
      may(permissions, async () => {
        const { status, headers } = await server.submit(`/api/products/${id}/activation`, {})
        expect(status).toBe(303)
        return headers['set-cookie']
      })
    const [ada, ida, eve] = [await newProduct(), await newProduct(), await newProduct()]
    expect(await offered(ada, ['product:read', 'product:ActivateProduct'])).toMatch(/daybook-done=ActivateProduct;/)
    const both: readonly Permission[] = ['product:read', 'product:ActivateProduct', 'product:DeactivateProduct']
    expect(await offered(ida, both)).toContain(`daybook-done=ActivateProduct/product/${ida}/1;`)
    expect(await offered(eve, [...localViewer.may])).toContain(`/product/${eve}/1;`)
  })

  it('changes nothing the second time, and is done again by its own undo', async () => {
    const id = await newProduct()
    await server.send(`/api/products/${id}/activation`, {})
    expect((await undo(id, 1)).json()).toMatchObject({ revision: 2 })
    expect((await undo(id, 1)).json()).toMatchObject({ revision: 2 })
    expect((await undo(id, 2)).json()).toMatchObject({ revision: 3 })
    expect(await read(`/products/${id}`)).toMatchObject({ status: 'active' })
    expect((await typesOf(`product-${id}`)).slice(1)).toEqual([
      'ProductActivated',
      'ProductDeactivated',
      'ProductActivated',
    ])
  })

  it('keeps what others changed since, and says what when it is the same', async () => {
    const id = await newProduct()
    await edit(id, { names: { en: 'Light' } })
    await edit(id, { names: { en: 'Light' }, descriptions: { en: 'Bright.' } })
    expect((await undo(id, 1)).status).toBe(200)
    expect(await read(`/products/${id}`)).toMatchObject({ names: { en: 'Lamp' }, descriptions: { en: 'Bright.' } })
    await edit(id, { names: { en: 'Torch' }, descriptions: { en: 'Bright.' } })
    const stale = await undo(id, 3)
    expect(stale.status).toBe(409)
    expect(stale.headers['content-type']).toContain('application/problem+json')
    expect(stale.json()).toMatchObject({
      code: 'ConcurrentChange',
      conflict: { revision: 4, paths: ['names'], since: [{ type: 'ProductRenamed' }] },
    })
    expect((stale.json() as { detail: string }).detail).toContain('Since then: ')
  })

  it('needs the permission of the command it sends, and tells nobody else what there was', async () => {
    const id = await newProduct()
    await server.send(`/api/products/${id}/activation`, {})
    const refused = await may(['product:read', 'product:ActivateProduct', 'stock:SetStock'], () => undo(id, 1))
    expect([refused.status, (refused.json() as Body)['code']]).toEqual([403, 'Forbidden'])
    const unknown = await may(['product:read'], () => undo('NOT-THERE', 1))
    expect(unknown.status).toBe(403)
    expect(await typesOf(`product-${id}`)).toHaveLength(2)
    expect((await may(['product:DeactivateProduct'], () => undo(id, 1))).status).toBe(200)
  })

  it('finds a thing under any spelling of its id', async () => {
    const id = await newProduct()
    await server.send(`/api/products/${id}/activation`, {})
    expect((await undo(id.toLowerCase(), 1)).json()).toMatchObject({ id, revision: 2 })
  })
})

describe('what can not be undone is a problem that says why', () => {
  const codeOf = async (body: unknown) => {
    const { status, json } = await server.send('/api/undo', body as object)
    return [status, (json() as Body)['code']]
  }

  it('for what is not there, or not yet', async () => {
    const id = await newProduct()
    expect(await codeOf({ category: 'product', id: 'NOT-THERE', revision: 0 })).toEqual([404, 'UndoUnknown'])
    expect(await codeOf({ category: 'product', id, revision: 9 })).toEqual([409, 'RevisionUnknown'])
    expect(await codeOf({ category: 'product', id, revision: 0 })).toEqual([409, 'Irreversible'])
  })

  it.each([
    ['nothing', {}],
    ['a list', []],
    ['an unknown category', { category: 'claim', id: 'x', revision: 0 }],
    ['the name of a thing of script', { category: 'constructor', id: 'x', revision: 0 }],
    ['no id', { category: 'product', id: '', revision: 0 }],
    ['an id that is none', { category: 'product', id: '../x', revision: 0 }],
    ['an id that is no text', { category: 'product', id: { $ne: 1 }, revision: 0 }],
    ['a revision below zero', { category: 'product', id: 'X', revision: -1 }],
    ['half a revision', { category: 'product', id: 'X', revision: 0.5 }],
    ['a revision beyond numbers', { category: 'product', id: 'X', revision: 1e300 }],
    ['a revision as text', { category: 'product', id: 'X', revision: '1' }],
    ['a field too many', { category: 'product', id: 'X', revision: 1, expected: 2 }],
  ])('for %s', async (_, body) => {
    const [status] = await codeOf(body)
    expect(status).toBe(422)
  })

  it('for a body that is no JSON', async () => {
    const { statusCode } = await server.app.inject({
      method: 'POST',
      url: '/api/undo',
      headers: { 'content-type': 'application/json' },
      payload: '{',
    })
    expect(statusCode).toBe(400)
  })

  it('for personal data that was erased since', async () => {
    const id = v7()
    const grace = { firstName: 'Grace', lastName: 'Hopper', locale: 'en' }
    await server.send('/api/customers', { id, ...grace, email: `${id}@example.com`, store: 'UK' })
    await server.send(`/api/customers/${id}`, { ...grace, lastName: 'Murray' })
    await server.send(`/api/customers/${id}/erasure`, {})
    await expect
      .poll(async () => (await undo(id, 1, 'customer')).json(), { timeout: 10_000 })
      .toMatchObject({
        status: 409,
        code: 'UndoPersonalGone',
      })
  })
})

describe('as a person does it, without script', () => {
  const cookieOf = ({ headers }: { headers: Record<string, unknown> }) =>
    String(headers['set-cookie']).split(';')[0] ?? ''

  it('a reversible command offers it on the next page, and that says what was undone', async () => {
    const id = await newProduct()
    const sent = await server.submit(`/api/products/${id}/activation`, { commandId: randomUUID() })
    expect(cookieOf(sent)).toBe(`daybook-done=ActivateProduct/product/${id}/1`)
    const page = await server.get(`/products/${id}`, { accept: 'text/html', cookie: cookieOf(sent) })
    expect(page.body).toMatch(/action="\/api\/undo"[\s\S]*name="revision" value="1"[\s\S]*>Undo</)
    const undone = await server.submit('/api/undo', { category: 'product', id, revision: '1' })
    expect([undone.status, undone.headers['location']]).toEqual([303, `/products/${id}`])
    const after = await server.get(`/products/${id}`, { accept: 'text/html', cookie: cookieOf(undone) })
    expect(after.body).toContain('Undone: Product put on sale')
    expect(after.body).toMatch(/name="revision" value="2"[\s\S]*>Redo</)
  })

  it('the history of the thing says what was undone', async () => {
    const id = await newProduct()
    await server.send(`/api/products/${id}/activation`, {})
    await undo(id, 1)
    const [, activated] = await server.shop.store.readStream(`product-${id}`)
    const { body } = await server.get(`/products/${id}`)
    expect(body).toContain(`Undoes: <a href="/events/${activated?.id}">Product put on sale</a>`)
    expect(body.match(/Undoes:/g)).toHaveLength(1)
  })

  it('nothing else offers it', async () => {
    const id = `Q-${randomUUID().slice(0, 8).toUpperCase()}`
    const sent = await server.submit('/api/products', { id, 'names.en': 'Lamp' })
    expect(cookieOf(sent)).toBe('daybook-done=CreateProduct')
    const page = await server.get(`/products/${id}`, { accept: 'text/html', cookie: cookieOf(sent) })
    expect(page.body).toContain('Product created')
    expect(page.body).not.toMatch(/name="revision" value="0"/)
    const twice = await server.submit(`/api/products/${id}/deactivation`, { commandId: randomUUID() })
    expect(cookieOf(twice)).toBe('daybook-done=DeactivateProduct')
  })

  it('ignores a cookie that says something else', async () => {
    const id = await newProduct()
    for (const cookie of [`ActivateProduct/product/${id}`, 'A/product/<b>/1', 'A/product/X/-1', 'Undone:', 'A/x/y/1/2'])
      expect(
        (await server.get(`/products/${id}`, { accept: 'text/html', cookie: `daybook-done=${cookie}` })).status,
      ).toBe(200)
  })

  it('a refusal is a page that says why and leads to the thing', async () => {
    const id = await newProduct()
    await edit(id, { names: { en: 'Light' } })
    await edit(id, { names: { en: 'Torch' } })
    const refused = await server.submit('/api/undo', { category: 'product', id, revision: '1' })
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('The same was changed since, so this was not undone.')
    expect(refused.body).toContain(`href="/products/${id}"`)
    const bad = await server.submit('/api/undo', { category: 'x', revision: 'one' })
    expect([bad.status, bad.headers['content-type']]).toEqual([422, 'text/html; charset=utf-8'])
  })

  it('with script a refusal leaves the page as it is and tells in a message', async () => {
    const id = await newProduct()
    const { status, headers } = await server.submit(
      '/api/undo',
      { category: 'product', id, revision: '0' },
      { 'hx-request': 'true' },
    )
    expect([status, headers['hx-reswap']]).toEqual([409, 'none'])
    expect(JSON.parse(String(headers['hx-trigger']))).toMatchObject({ toast: { level: 'error' } })
  })
})

it('every command that takes another one back can be sent by a person', () => {
  const routed = new Set(commands.map(({ command }) => command))
  const reversible = samples.flatMap(({ decider }: { decider: AnyDecider }) =>
    Object.keys(decider.commands).filter(command => typeof undoOf(decider.category, command) === 'function'),
  )
  expect(reversible.filter(command => !routed.has(command))).toEqual([])
})
