import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newEvent } from '../../eventstore/events.ts'
import { cardOf, textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { sent } from '../../support/shop-filling.ts'

/** More than the story of an event lists. */
const MANY = 210
const skus = Array.from({ length: MANY }, (_, index) => `P-${index + 1000}`)
const TREE = '/api/category-trees/main'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await sent(server, `${TREE}/categories`, { category: 'garden', parent: null, names: { en: 'Garden' } })
  await sent(server, `${TREE}/categories`, { category: 'trees', parent: 'garden', names: { en: 'Trees' } })
  const created = (sku: string) => ({
    ...newEvent({ type: 'ProductCreated', data: { sku, names: { en: sku }, category: 'trees' } }),
    id: randomUUID(),
  })
  await server.shop.store.append(
    skus.map(sku => ({ stream: `product-${sku}`, expected: 'no_stream' as const, events: [created(sku)] })),
  )
  // The answer waits until everything before it can be read.
  await sent(server, '/api/products', { id: 'LAST', names: { en: 'Last' }, category: 'garden' })
})
afterAll(() => server.close())

const page = async (path: string): Promise<string> => (await server.get(path)).body
const moves = async () =>
  (await server.shop.store.readAll({ limit: 1_000 })).events.filter(({ type }) => type === 'ProductMovedToCategory')

it('all products of a removed category follow it, each once, and the question had said how many', async () => {
  expect(await page('/categories/trees/removal')).toContain('The 210 products in it move to Garden.')
  await sent(server, `${TREE}/removals`, { category: 'trees' })
  const left = async () =>
    ((await server.get('/api/products?category=trees')).json() as { items: object[] }).items.length
  await expect.poll(left, { timeout: 30_000, interval: 50 }).toBe(0)
  expect((await moves()).map(({ stream }) => stream).sort()).toEqual(skus.map(sku => `product-${sku}`))
  expect(await page('/categories/garden/removal')).toContain('The 211 products in it move to no category.')
})

it('an event behind all that its story lists is in it, below its cause', async () => {
  const last = (await moves()).at(-1)
  const body = await page(`/events/${last?.id}`)
  const here = `href="/events/${last?.id}" aria-current="page"`
  expect(cardOf(body, 'Command')).toContain(here)
  const causes = cardOf(body, 'Cause and effect')
  expect(causes).toContain(here)
  expect(textOf(causes)).toContain('Category trees removed')
  expect(textOf(causes)).toContain('Only the first events of this correlation are shown.')
})
