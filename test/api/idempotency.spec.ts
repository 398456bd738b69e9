import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const setTo = (quantity: number, headers: Record<string, string> = {}) =>
  server.send('/api/stock/main.MUG/quantity', { quantity }, headers)
const onHand = async () => {
  const events = await server.shop.store.readStream('stock-main.MUG')
  return events.at(-1)?.data
}
const kept = async () => (await server.shop.pool.query('select from app.outcome')).rowCount

describe('an Idempotency-Key', () => {
  it('of a command that had nothing to do does not carry it out later', async () => {
    await server.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
    await server.send('/api/warehouses', { id: 'main', name: 'Main' })
    const headers = { 'idempotency-key': randomUUID() }
    await setTo(5)
    const first = await setTo(5, headers)
    expect(first.status).toBe(200)
    await setTo(2)
    expect([(await setTo(5, headers)).json(), await onHand()]).toEqual([first.json(), { quantity: 2 }])
    expect(await setTo(6, headers)).toMatchObject({ status: 422 })
  })

  it('of a refused command gives the same refusal, and none of a request that was never a command', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const adjust = (by: unknown) =>
      server.send('/api/stock/main.MUG/adjustments', { by, reason: 'correction' }, headers)
    expect(await adjust('nonsense')).toMatchObject({ status: 422 })
    const first = await adjust(-100)
    expect(first.status).toBe(409)
    await setTo(200)
    expect([(await adjust(-100)).status, (await adjust(-100)).body]).toEqual([409, first.body])
    expect((await adjust(-1)).json()).toMatchObject({ code: 'CommandIdReused' })
  })

  it('is what a command needs for its outcome to be kept', async () => {
    const before = await kept()
    await setTo(200)
    expect(await kept()).toBe(before)
    await setTo(200, { 'idempotency-key': randomUUID() })
    expect(await kept()).toBe((before ?? 0) + 1)
  })
})

describe('a form', () => {
  const idIn = (body: string) => {
    const form = body.slice(body.indexOf('action="/api/stock/main.MUG/adjustments"'))
    return /name="commandId" value="([^"]+)"/.exec(form)?.[1] ?? ''
  }

  it('that was refused can be corrected and sent again', async () => {
    const commandId = idIn((await server.get('/stock/main.MUG')).body)
    const adjust = (by: string, id: string) =>
      server.submit('/api/stock/main.MUG/adjustments', { commandId: id, by, reason: 'correction' })
    const refused = await adjust('-500', commandId)
    expect(refused.status).toBe(409)
    const fresh = idIn(refused.body)
    expect([fresh.length, fresh === commandId]).toEqual([36, false])
    expect((await adjust('-5', fresh)).status).toBe(303)
    expect(await onHand()).toMatchObject({ by: -5 })
  })

  it('that is sent twice is refused twice alike', async () => {
    const fields = { commandId: randomUUID(), by: '-500', reason: 'correction' }
    const send = () => server.submit('/api/stock/main.MUG/adjustments', fields)
    expect([(await send()).status, (await send()).status]).toEqual([409, 409])
  })
})
