import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await openWarehouse(server, 'main')
  for (const sku of ['CHAIR', 'LAMP']) {
    await putOnSale(server, sku, sku)
    await sent(server, `/api/stock/main.${sku}/quantity`, { quantity: 10 })
  }
})
afterAll(() => server.close())

const page = async (path: string) => (await server.get(path)).body
const onHand = async (place: string) => ((await server.get(`/api/stock/${place}`)).json() as { onHand: number }).onHand
const opened = async (): Promise<string> => {
  const id = v7()
  await sent(server, '/api/stock-takings', { id, warehouse: 'main', category: null, skus: ['CHAIR', 'LAMP'] })
  return id
}

describe('a stock taking', () => {
  it('is opened, counted and approved by forms; what moved since the count stays moved', async () => {
    expect(await page('/stock-takings/new')).toContain('All products')
    const step = await page('/stock-takings/new?warehouse=main&category=')
    expect(step).toMatch(/name="skus" value="CHAIR" checked/)
    const id = v7()
    const scope = { id, warehouse: 'main', category: '', 'skus.0': 'CHAIR', 'skus.1': 'LAMP' }
    const made = await server.submit('/api/stock-takings', scope)
    expect([made.status, made.headers['location']]).toEqual([303, `/stock-takings/${id}`])
    expect(await page(`/stock-takings/${id}/count`)).toMatch(/name="lines\.1\.counted"/)
    const count = (line: number, counted: string) =>
      server.submit(`/api/stock-takings/${id}/counts`, {
        'lines.key': 'line',
        [`lines.${line}.line`]: String(line),
        [`lines.${line}.counted`]: counted,
      })
    expect((await count(1, '8')).headers['location']).toBe(`/stock-takings/${id}/count`)
    expect((await count(2, '-1')).status).toBe(422)
    const early = await server.submit(`/api/stock-takings/${id}/approval`, { leaveUncounted: 'false' })
    expect([early.status, early.body.includes('1 line is not counted')]).toEqual([409, true])
    await count(2, '10')
    await sent(server, '/api/stock/main.CHAIR/adjustments', { by: -3, reason: 'own_use' })
    expect(await page(`/stock-takings/${id}`)).toContain('2 of 2')
    expect((await server.submit(`/api/stock-takings/${id}/approval`, { leaveUncounted: 'false' })).status).toBe(303)
    await vi.waitFor(async () => expect(await onHand('main.CHAIR')).toBe(5), { timeout: 20_000, interval: 20 })
    expect(await onHand('main.LAMP')).toBe(10)
    const { items } = (await server.get('/api/stock/movements?sku=CHAIR&reason=stock_taking')).json() as {
      items: readonly object[]
    }
    expect(items).toMatchObject([{ by: -2, onHand: 5, stockTaking: id, actorKind: 'process' }])
  })

  it('is of a category with all that is below it', async () => {
    const place = (category: string, parent: string | null) =>
      sent(server, '/api/category-trees/main/categories', { category, parent, names: { en: category } })
    await place('home', null)
    await place('seats', 'home')
    await place('stools', 'seats')
    await place('garden', null)
    for (const [sku, category] of Object.entries({ STOOL: 'stools', TABLE: 'home', SPADE: 'garden' })) {
      await sent(server, '/api/products', { id: sku, names: { en: sku }, category })
      await sent(server, `/api/stock/main.${sku}/quantity`, { quantity: 1 })
    }
    const offered = async (category: string) => {
      const body = await page(`/stock-takings/new?warehouse=main&category=${category}`)
      return [...body.matchAll(/name="skus" value="([^"]+)" checked/g)].map(([, sku]) => sku)
    }
    expect(await offered('home')).toEqual(['STOOL', 'TABLE'])
    expect(await offered('seats')).toEqual(['STOOL'])
    expect(await offered('garden')).toEqual(['SPADE'])
  })

  it('of what was counted otherwise since asks for another count', async () => {
    const id = await opened()
    const counts = { lines: [{ line: 2, counted: 9 }] }
    await sent(server, `/api/stock-takings/${id}/counts`, counts)
    await sent(server, '/api/stock/main.LAMP/quantity', { quantity: 9 })
    const approve = () => server.send(`/api/stock-takings/${id}/approval`, { leaveUncounted: true })
    expect((await approve()).json()).toMatchObject({ code: 'StockTakingOutdated', status: 409 })
    await sent(server, `/api/stock-takings/${id}/counts`, counts)
    expect((await approve()).status).toBe(200)
    expect(await onHand('main.LAMP')).toBe(9)
  })

  it('is cancelled, and takes no more counts', async () => {
    const id = await opened()
    expect((await server.submit(`/api/stock-takings/${id}/cancellation`, { reason: 'Moved' })).status).toBe(303)
    expect((await server.get(`/stock-takings/${id}/count`)).status).toBe(404)
    const refused = await server.send(`/api/stock-takings/${id}/counts`, { lines: [{ line: 1, counted: 1 }] })
    expect(refused.json()).toMatchObject({ code: 'StockTakingIsOver' })
  })

  it('needs products that the warehouse has or has had', async () => {
    const answer = await server.send('/api/stock-takings', {
      id: v7(),
      warehouse: 'main',
      category: null,
      skus: ['CHAIR', 'NOPE'],
    })
    expect(answer.json()).toMatchObject({ code: 'StockNotThere', errors: [{ field: 'skus.1' }] })
    await openWarehouse(server, 'empty')
    expect(await page('/stock-takings/new?warehouse=empty')).toContain('Nothing was ever recorded of that')
  })
})
