import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { positionToken } from '../../../eventstore/event-store.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { recordOrder } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await recordOrder(server, { id: '1001', placedOn: '2026-01-10' })
  await recordOrder(server, { id: '1002', placedOn: '2026-03-10' })
  await server.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
})
afterAll(() => server.close())

const builtAt = async (wanted: object): Promise<string> => {
  const answer = await server.send('/api/as-of', wanted)
  expect(answer.status, answer.body).toBe(200)
  const { id } = answer.json() as { id: string }
  await vi.waitFor(async () => expect((await server.get(`/as-of/${id}/`)).status).toBe(200), 20_000)
  return id
}
const read = async (id: string, path: string) => {
  const { status, body } = await server.get(`/as-of/${id}${path}`)
  expect(status, body).toBe(200)
  return body
}

describe('the shop as of a time', () => {
  let id: string
  beforeAll(async () => {
    id = await builtAt({ at: '2026-02-01' })
  })

  it('is read through the same pages and lists, and has nothing that happened later', async () => {
    expect(textOf(await read(id, '/orders'))).toContain('1001')
    expect(textOf(await read(id, '/orders'))).not.toContain('1002')
    expect(await read(id, '/api/orders.csv')).not.toContain('1002')
    expect((await read(id, '/orders.csv?columns=order')).split('\n')).toEqual(['Order', '1001', ''])
    const { items } = (await server.get(`/as-of/${id}/api/orders`, {})).json() as { items: { id: string }[] }
    expect(items.map(order => order.id)).toEqual(['1001'])
    expect((await server.get(`/as-of/${id}/orders/1002`)).status).toBe(404)
    expect((await server.get('/orders/1002')).status).toBe(200)
  })

  it('says on every page what it is, and leads from page to page within it', async () => {
    const body = await read(id, '/orders')
    expect(textOf(body)).toContain('You look at the shop as it was: Sunday, 1 February 2026 at 23:59:59')
    expect(body).toContain(`href="/as-of/${id}/orders/1001"`)
    expect(body).toContain(`hx-get="/as-of/${id}/freshness"`)
    const links = [...body.matchAll(/\s(?:href|action|hx-get)="(\/[^"]*)"/g)].map(([, link]) => link)
    const outside = links.filter(link => link?.startsWith(`/as-of/${id}/`) === false)
    expect(new Set(outside.filter(link => link?.startsWith('/assets/') === false))).toEqual(new Set(['/as-of']))
  })

  it('offers nothing that would change something, and refuses it when it is sent all the same', async () => {
    expect(await read(id, '/products')).not.toContain('/products/new')
    const form = await server.submit(`/as-of/${id}/api/products`, { id: 'CUP', 'names.en': 'Cup' })
    expect([form.status, textOf(form.body)]).toEqual([409, expect.stringContaining('the past can not be changed')])
    expect((await server.send(`/as-of/${id}/api/projection-jobs`, { kind: 'rebuild' })).status).toBe(409)
    expect((await server.get(`/as-of/${id}/projections`)).status).toBe(403)
    expect((await server.get('/products/CUP')).status).toBe(404)
  })

  it('is read by connections that can write nothing', async () => {
    const pasts = await server.shop.pool.query(`select rolname from pg_roles where rolname = 'daybook_as_of'`)
    expect(pasts.rows).toHaveLength(1)
    const { rows } = await server.shop.pool.query<{ schema: string }>(
      `select format('%s_v%s_g%s', model, version, generation) as schema from projections.generation
       where model = 'orders' and as_of is null`,
    )
    const client = await server.shop.pool.connect()
    await client.query('set role daybook_as_of')
    await expect(client.query(`select from ${rows[0]?.schema}.sales_order`)).rejects.toThrow('permission denied')
    await expect(client.query('select from vault.subject_key')).rejects.toThrow('permission denied')
    await client.query('reset role')
    client.release()
  })
})

it('the shop as of a place of the log has what was recorded by then, whenever it happened', async () => {
  const [placed] = await server.shop.store.readStream('order-1002')
  if (placed === undefined) throw new Error('there is no such order')
  const id = await builtAt({ position: String(placed.position.commit) })
  expect(textOf(await read(id, '/orders'))).toContain('1002')
  expect((await server.get(`/as-of/${id}/products/MUG`)).status).toBe(404)
  const token = await builtAt({ position: positionToken(await server.shop.store.head()) })
  expect(textOf(await read(token, '/products/MUG'))).toContain('Mug')
})

it('a thing has the history it had by then, and no event of later', async () => {
  await server.send('/api/products', { id: 'JUG', names: { en: 'Jug' } })
  const id = await builtAt({ position: positionToken(await server.shop.store.head()) })
  await server.send('/api/products/JUG', { names: { en: 'Pitcher' }, descriptions: {}, category: null })
  const history = textOf(cardOf(await read(id, '/products/JUG'), 'History'))
  expect(history).toContain('ProductCreated v0')
  expect(history).not.toContain('Pitcher')
  expect(textOf(cardOf((await server.get('/products/JUG')).body, 'History'))).toContain('Pitcher')
})

it('shops of the past are listed with their state, and dropped on demand', async () => {
  const id = await builtAt({ at: '2026-01-01T12:00' })
  const list = async () => textOf(cardOf((await server.get('/as-of')).body, 'Shops of the past'))
  expect(await list()).toMatch(/Thursday, 1 January 2026 at 12:00:00 \S+ ready/)
  expect((await server.send(`/api/as-of/${id}/removal`, {})).json()).toEqual({ dropped: id })
  expect(await list()).not.toContain('Thursday, 1 January')
  const gone = await server.get(`/as-of/${id}/orders`)
  expect([gone.status, textOf(gone.body)]).toEqual([404, expect.stringContaining('its time is over')])
  expect((await server.send(`/api/as-of/${id}/removal`, {})).status).toBe(404)
})

it.each([
  [{}, 'either a time or a position'],
  [{ at: '2026-01-01', position: '1' }, 'either a time or a position'],
  [{ at: '2026-02-30' }, 'A moment such as'],
  [{ at: 'yesterday' }, 'A moment such as'],
  [{ position: '-1' }, 'A position is a number'],
  [{ position: '999999999999999999999999999' }, 'A position is a number'],
])('%j is no moment, and that is told', async (wanted, told) => {
  const { status, body } = await server.send('/api/as-of', wanted)
  expect([status, body]).toEqual([422, expect.stringContaining(told)])
})

it('there is no more than so many of them, and whoever asks for one more is told what to do', async () => {
  const same = await server.send('/api/as-of', { at: '2026-02-01' })
  const again = await server.send('/api/as-of', { at: '2026-02-01T23:59:59' })
  expect(again.json()).toEqual(same.json())
  await server.shop.pool.query(
    `insert into projections.as_of (id, at, asked_by, expires_at)
     select gen_random_uuid(), '2025-01-01'::timestamptz - make_interval(days => day), 'local', now() + interval '1 hour'
     from generate_series(1, 12) as day`,
  )
  const told = 'You have 12 shops of the past. Delete one that you no longer look at, then ask again.'
  const refused = await server.send('/api/as-of', { at: '2026-01-15' })
  expect([refused.status, refused.json()]).toMatchObject([409, { code: 'TooManyPasts', detail: told }])
  const form = await server.submit('/api/as-of', { at: '2026-01-15' })
  expect([form.status, textOf(form.body)]).toEqual([409, expect.stringContaining(told)])
  expect((await server.send('/api/as-of', { at: '2026-02-01' })).json()).toEqual(same.json())
  await server.shop.pool.query(`update projections.as_of set expires_at = now() where at < '2025-01-01'`)
  expect((await server.send('/api/as-of', { at: '2026-01-15' })).status).toBe(200)
})

it('an address below a shop of the past that is none is not there', async () => {
  expect((await server.get('/as-of/00000000-0000-4000-8000-000000000000/orders')).status).toBe(404)
  expect((await server.get('/as-of/none/orders')).status).toBe(404)
})
