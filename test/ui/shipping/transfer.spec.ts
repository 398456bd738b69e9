import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'
import { openWarehouse, putOnSale, sent } from '../../support/shop-filling.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  for (const id of ['main', 'north', 'old']) await openWarehouse(server, id)
  for (const sku of ['CHAIR', 'LAMP']) {
    await putOnSale(server, sku, sku)
    await sent(server, `/api/stock/main.${sku}/quantity`, { quantity: 10 })
  }
  await sent(server, '/api/warehouses/old/closing', { reason: 'Sold' })
})
afterAll(() => server.close())

const page = async (path: string) => (await server.get(path)).body
const onHand = async (place: string) =>
  ((await server.get(`/api/stock/${place}`)).json() as { onHand?: number }).onHand ?? 0
const statusOf = async (id: string) => ((await server.get(`/api/transfers/${id}`)).json() as { status: string }).status
const becomes = (id: string, status: string) =>
  vi.waitFor(async () => expect(await statusOf(id)).toBe(status), { timeout: 20_000, interval: 20 })

const drafted = async (lines: readonly { sku: string; quantity: number }[]): Promise<string> => {
  const id = v7()
  await sent(server, '/api/transfers', { id, from: 'main', to: 'north', lines })
  return id
}

describe('a transfer', () => {
  it('is drafted, sent and received by forms, and the stocks follow', async () => {
    expect(await page('/transfers/new')).not.toContain('value="old"')
    const id = v7()
    const plan = { 'lines.0.sku': 'chair', 'lines.0.quantity': '4', 'lines.1.sku': 'LAMP', 'lines.1.quantity': '3' }
    const made = await server.submit('/api/transfers', { id, from: 'main', to: 'north', ...plan })
    expect([made.status, made.headers['location']]).toEqual([303, `/transfers/${id}`])
    expect(await page(`/transfers/${id}`)).toContain('action="/api/transfers/' + id + '/sending"')
    expect((await server.submit(`/api/transfers/${id}/sending`, {})).status).toBe(303)
    await becomes(id, 'sent')
    expect(await onHand('main.CHAIR')).toBe(6)
    expect(await page(`/transfers/${id}/receipt`)).toMatch(/name="lines\.1\.quantity"/)
    const counted = { 'lines.key': 'line', 'lines.1.line': '1', 'lines.2.line': '2', 'lines.2.quantity': '3' }
    const short = { ...counted, 'lines.1.quantity': '3' }
    const unexplained = await server.submit(`/api/transfers/${id}/receipt`, short)
    expect([unexplained.status, unexplained.body.includes('id="field-reason-error"')]).toEqual([422, true])
    expect((await server.submit(`/api/transfers/${id}/receipt`, counted)).status).toBe(422)
    const received = await server.submit(`/api/transfers/${id}/receipt`, { ...short, reason: 'damaged', note: 'Wet' })
    expect([received.status, received.headers['location']]).toEqual([303, `/transfers/${id}`])
    await vi.waitFor(async () => expect(await onHand('north.LAMP')).toBe(3), { timeout: 20_000, interval: 20 })
    await vi.waitFor(async () => expect(await onHand('north.CHAIR')).toBe(3), { timeout: 20_000, interval: 20 })
    const movements = (await server.get('/api/stock/movements?warehouse=north&sku=CHAIR')).json() as {
      items: readonly object[]
    }
    expect(movements.items).toHaveLength(2)
    expect(movements.items).toContainEqual(
      expect.objectContaining({ kind: 'adjusted', by: -1, onHand: 3, reason: 'damaged', note: 'Wet', transfer: id }),
    )
    expect(movements.items).toContainEqual(expect.objectContaining({ kind: 'arrived', by: 4, onHand: 4 }))
  })

  it('of more than is free is refused with the line named, and nothing leaves', async () => {
    const before = await onHand('main.LAMP')
    const id = await drafted([
      { sku: 'LAMP', quantity: 1 },
      { sku: 'CHAIR', quantity: 999 },
    ])
    const refused = await server.send(`/api/transfers/${id}/sending`, {})
    expect(refused.status).toBe(409)
    expect(refused.json()).toMatchObject({ code: 'StockTooLittle', errors: [{ field: 'lines.1.quantity' }] })
    const { status, body } = await server.submit(`/api/transfers/${id}/sending`, {})
    expect([status, body.includes('CHAIR: 999 are to leave main, and 6 are free there.')]).toEqual([409, true])
    expect([await statusOf(id), await onHand('main.LAMP')]).toEqual(['draft', before])
  })

  it('is changed, and cancelled before it is sent', async () => {
    const id = await drafted([{ sku: 'LAMP', quantity: 1 }])
    const changed = { from: 'main', to: 'north', 'lines.0.sku': 'LAMP', 'lines.0.quantity': '2' }
    expect((await server.submit(`/api/transfers/${id}/plan`, changed)).status).toBe(303)
    expect((await server.submit(`/api/transfers/${id}/cancellation`, { reason: 'Not needed' })).status).toBe(303)
    expect(await page(`/transfers/${id}`)).toContain('Transfer cancelled: Not needed')
    expect((await server.get(`/transfers/${id}/edit`)).status).toBe(404)
    expect((await server.send(`/api/transfers/${id}/sending`, {})).json()).toMatchObject({ code: 'TransferNotDraft' })
  })

  it('needs goods that lie there and another, open warehouse', async () => {
    const lines = [{ sku: 'NOPE', quantity: 1 }]
    const refused = async (over: object) =>
      (await server.send('/api/transfers', { id: v7(), from: 'main', to: 'north', lines, ...over })).json()
    expect(await refused({})).toMatchObject({ code: 'StockNotThere', errors: [{ field: 'lines.0.sku' }] })
    expect(await refused({ to: 'main' })).toMatchObject({ code: 'TransferWithinWarehouse', errors: [{ field: 'to' }] })
    expect(await refused({ to: 'old' })).toMatchObject({ code: 'WarehouseIsClosed' })
    expect(await refused({ to: 'nowhere' })).toMatchObject({ code: 'WarehouseUnknown' })
  })
})
