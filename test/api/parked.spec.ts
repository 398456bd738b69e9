import { afterAll, beforeAll, expect, it } from 'vitest'
import { positionToken } from '../../eventstore/event-store.ts'
import { line, placed } from '../support/orders.ts'
import { newEvent } from '../support/projections.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

/** What an older release may have left in the log. */
const found = async (id: string, event: ReturnType<typeof placed>, number: number) => {
  const events = [newEvent(event, number)]
  const [outcome] = await server.shop.store.append([{ stream: `order-${id}`, expected: 'no_stream', events }])
  if (outcome?.kind !== 'stored') throw new Error('it is in the log')
  return positionToken(outcome.position)
}

it('an order of more units than a column holds is shown, and hides nothing of its day', async () => {
  const most = { quantity: Number.MAX_SAFE_INTEGER, unitPrice: '0', total: 0 }
  await found('BRIM', placed({ lines: [line(most), line({ line: 2, ...most })], total: 0 }), 1)
  await found('PLAIN', placed(), 2)
  await expect.poll(async () => (await server.get('/orders/PLAIN')).status).toBe(200)
  const page = await server.get('/orders/BRIM')
  expect(page.status).toBe(200)
  expect(page.body).toContain('at least 9,007,199,254,740,991')
  const { rows } = await server.shop.pool.query('select orders, revenue from sales_v2_g1.sales_day')
  expect(rows).toEqual([{ orders: '2', revenue: '1200' }])
})

it('what no page can show is not said to be missing, and a command on it says that it is kept', async () => {
  await found('ODD', placed({ placedOn: 'some day' }), 3)
  const asked = () => server.get('/orders/ODD')
  await expect.poll(async () => (await asked()).status).toBe(202)
  expect((await asked()).body).toContain('This is kept, but it can not be shown yet')
  expect((await server.get('/orders/NONE')).status).toBe(404)
  const json = await server.get('/api/orders/ODD', { accept: 'application/json' })
  expect([json.status, json.json()]).toMatchObject([503, { code: 'KeptNotShown' }])
  const answer = await server.send('/api/orders/ODD/comments', { text: 'Odd' })
  expect(answer.json()).toMatchObject({ stale: false, parked: true })
  expect(answer.headers['x-parked']).toBe('true')
  const form = await server.submit('/api/orders/ODD/comments', { text: 'Odder' })
  expect(form.headers['set-cookie']).toContain('=Parked;')
  const other = await server.send('/api/orders/PLAIN/comments', { text: 'Plain' })
  expect(other.json()).toMatchObject({ stale: false, parked: false })
})
