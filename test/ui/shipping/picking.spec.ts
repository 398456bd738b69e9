import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { numberOf } from '../../../domain/shared/number.ts'
import { drawnList, orderToPack } from '../../support/picking.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await openWarehouse(server, 'main')
  for (const sku of ['MUG', 'JUG']) {
    await putOnSale(server, sku, sku)
    await sent(server, `/api/stock/main.${sku}/quantity`, { quantity: 50 })
  }
})
afterAll(() => server.close())

type List = {
  readonly number: string
  readonly status: string
  readonly units: number
  readonly picked: number
  readonly missing: number
  readonly positions: readonly { readonly sku: string; readonly picked: number; readonly quantity: number }[]
}
const listOf = async (id: string) => (await server.get(`/api/picking/${id}`)).json() as List
const page = async (path: string) => (await server.get(path)).body
const eventually = (read: () => Promise<unknown>, expected: unknown) =>
  vi.waitFor(async () => expect(await read()).toEqual(expected), { timeout: 20_000, interval: 20 })
const post = async (id: string, path: string, values: Record<string, string>) => {
  const answer = await server.submit(`/api/picking/${id}/${path}`, values)
  await server.caughtUp()
  return answer
}

describe('a pick list', () => {
  it('is drawn by a form of what is ready in a warehouse, and of nothing twice', async () => {
    const order = await orderToPack(server, [{ sku: 'MUG', quantity: 2 }])
    expect(await page('/picking/new')).toMatch(/href="\/picking\/new\?warehouse=main"/)
    expect(await page('/picking/new?warehouse=main')).toMatch(new RegExp(`name="orders" value="${order}" checked`))
    const id = v7()
    const form = { id, warehouse: 'main', route: 'product', assignee: '', 'orders.0': order }
    const made = await server.submit('/api/picking', form)
    expect([made.status, made.headers['location']]).toEqual([303, `/picking/${id}`])
    await server.caughtUp()
    expect(await page('/picking/new?warehouse=main')).not.toContain(order)
    const again = await server.submit('/api/picking', { ...form, id: v7() })
    expect([again.status, again.body.includes('Nothing of these orders can be picked')]).toEqual([409, true])
    expect(await page(`/picking/${id}`)).toContain('0 of 2 picked, 2 left')
  })

  it('is picked by scanning, one unit at a time or several, and says what does not belong to it', async () => {
    const order = await orderToPack(server, [
      { sku: 'MUG', quantity: 3 },
      { sku: 'JUG', quantity: 1 },
    ])
    const id = await drawnList(server, [order])
    const scan = (code: string, quantity = '1') => post(id, 'scans', { code, quantity })
    expect((await scan('mug')).headers['location']).toBe(`/picking/${id}`)
    expect((await scan('MUG', '2')).status).toBe(303)
    const done = await scan('MUG')
    expect([done.status, done.body.includes('All of MUG is done on this list')]).toEqual([409, true])
    const strange = await scan('PEN<b>')
    expect([strange.status, strange.body.includes('PEN&lt;b&gt; is not on this list')]).toEqual([422, true])
    expect((await scan('JUG', '0')).status).toBe(422)
    expect(await listOf(id)).toMatchObject({ units: 4, picked: 3 })
  })

  it('says for which of several orders the last units were', async () => {
    const [first, second] = [
      await orderToPack(server, [{ sku: 'MUG', quantity: 2 }]),
      await orderToPack(server, [{ sku: 'MUG', quantity: 1 }]),
    ]
    const id = await drawnList(server, [first, second])
    expect(await page(`/picking/${id}`)).not.toContain('with order')
    for (const [order, quantity] of [
      [first, '2'],
      [second, '1'],
    ] as const) {
      await post(id, 'scans', { code: 'MUG', quantity })
      expect(await page(`/picking/${id}`)).toContain(`Put ${quantity} × MUG with order ${numberOf(order)}.`)
    }
    await post(id, 'put-back', { position: '1', quantity: '1' })
    expect(await page(`/picking/${id}`)).not.toContain('with order')
  })

  it('leads to an order that is ready to send, on its page and in the list', async () => {
    const order = await orderToPack(server, [{ sku: 'MUG', quantity: 2 }])
    const id = await drawnList(server, [order])
    await post(id, 'picks', { position: '1', quantity: '1' })
    expect(await page(`/orders/${order}`)).toContain('1 of 2 units are picked.')
    await post(id, 'picks', { position: '1', quantity: '1' })
    expect((await post(id, 'finish', { leaveOpen: 'false' })).status).toBe(303)
    expect(await page(`/orders/${order}`)).toContain('All 2 units are picked: ready to send.')
    const row = new RegExp(`href="/orders/${order}[^]*?</tr>`).exec(await page('/orders?state=to_pack'))?.[0]
    expect(row).toContain('picked')
    await sent(server, `/api/orders/${order}/shipping`, {})
    await server.caughtUp()
    expect(await page(`/orders/${order}`)).not.toContain('are picked')
  })

  it('says what was not found: the stock is corrected, and the order asks again', async () => {
    const order = await orderToPack(server, [{ sku: 'JUG', quantity: 3 }])
    const onHand = async () => ((await server.get('/api/stock/main.JUG')).json() as { onHand: number }).onHand
    const before = await onHand()
    const id = await drawnList(server, [order])
    await post(id, 'not-found', { position: '1', quantity: '2' })
    await eventually(onHand, before - 2)
    // There are more of them: they are held again, and can be picked.
    await eventually(async () => (await page('/picking/new?warehouse=main')).includes(order), true)
    const { items } = (await server.get('/api/stock/movements?sku=JUG&reason=not_found')).json() as {
      items: readonly object[]
    }
    expect(items).toMatchObject([{ by: -2, actorKind: 'process' }])
    expect(await listOf(id)).toMatchObject({ missing: 2, units: 3 })
    expect(await page(`/picking/${id}`)).toContain('2 not found')
  })

  it('tells what is to be put back when an order is cancelled meanwhile', async () => {
    const order = await orderToPack(server, [{ sku: 'MUG', quantity: 2 }])
    const id = await drawnList(server, [order])
    await post(id, 'picks', { position: '1', quantity: '2' })
    await sent(server, `/api/orders/${order}/cancellations`, { lines: [{ line: 1, quantity: 1 }], reason: 'Lost' })
    await eventually(async () => (await page(`/picking/${id}`)).includes('1 unit that was picked is not wanted'), true)
  })

  it('is finished only when all was looked for, or the rest is left, and is printed', async () => {
    const order = await orderToPack(server, [{ sku: 'MUG', quantity: 2 }])
    const id = await drawnList(server, [order])
    const early = await post(id, 'finish', {})
    expect([early.status, early.body.includes('2 units were not looked for')]).toEqual([409, true])
    expect(await page(`/picking/${id}/print`)).toMatch(/☐[^]*MUG/)
    expect((await post(id, 'finish', { leaveOpen: 'true' })).status).toBe(303)
    expect(await listOf(id)).toMatchObject({ status: 'finished', picked: 0 })
    expect((await server.get(`/picking/${v7()}/print`)).status).toBe(404)
  })
})
