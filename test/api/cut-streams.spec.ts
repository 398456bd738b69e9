import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

const SENTENCE = 'The history of product-MUG was cut in the event store'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  for (const id of ['MUG', 'LAMP']) await server.send('/api/products', { id, names: { en: id } })
  await server.send('/api/products/MUG/activation', {})
  const pool = server.owner
  await pool.query('alter table log.events disable trigger append_only')
  await pool.query(`delete from log.events where stream = 'product-MUG' and revision = 0`)
})
afterAll(() => server.close())

it('a command on a thing whose history was cut is refused with a sentence, and others are not', async () => {
  const refused = await server.send('/api/products/MUG/discontinuation', { reason: 'gone' })
  expect([refused.status, refused.json()]).toMatchObject([409, { code: 'HistoryCut' }])
  expect(refused.body).toContain(SENTENCE)
  expect((await server.send('/api/products/LAMP/discontinuation', { reason: 'gone' })).status).toBe(200)
})

it('nor can it be made again, or decided on from elsewhere', async () => {
  const made = await server.send('/api/products', { id: 'MUG', names: { en: 'Mug' } })
  expect([made.status, made.json()]).toMatchObject([409, { code: 'HistoryCut' }])
})

it('its pages say so', async () => {
  for (const path of ['/products/MUG', '/products/MUG?tab=history']) {
    const { status, body } = await server.get(path)
    expect(status, path).toBe(409)
    expect(body).toContain(SENTENCE)
  }
})

it('operators see it in red, and alarms go off', async () => {
  const { body } = await server.get('/projections')
  expect(body).toContain('Histories that were cut in the event store')
  expect(body).toContain('product-MUG')
  const health = await server.get('/health/projecting')
  expect(health.status).toBe(503)
  expect(health.body).toContain('product-MUG')
})
