import { afterAll, beforeAll, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const SESSIONS = 100

/** Somebody creates a product by a form, and follows where the answer leads. */
const createAndLook = async (id: string) => {
  const done = await server.submit('/api/products', { id, 'names.en': `Name of ${id}` })
  const cookie = String(done.headers['set-cookie']).split(';')[0] ?? ''
  const page = await server.get(String(done.headers['location']), { accept: 'text/html', cookie })
  return { answered: done.status, isStale: cookie.endsWith('=Stale'), ...page }
}

it('of a hundred who write at once everybody sees what they wrote, or is told that it is not to be seen yet', async () => {
  const ids = Array.from({ length: SESSIONS }, (_, index) => `RYW-${index}`)
  const seen = await Promise.all(ids.map(createAndLook))
  for (const [index, { answered, isStale, status, body }] of seen.entries()) {
    expect(answered).toBe(303)
    if (isStale && status === 202) continue
    expect([status, body.includes(`Name of ${ids[index]}`)]).toEqual([200, true])
  }
  expect(seen.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
})

it('an answer does not wait longer than it may for a projector that does not move, and says that it is stale', async () => {
  const client = await server.shop.pool.connect()
  await client.query('begin')
  await client.query('select from projections.checkpoint for update')
  const startedAt = performance.now()
  const answer = await server.send('/api/products', { id: 'HELD', names: { en: 'Held' } })
  const took = performance.now() - startedAt
  await client.query('rollback')
  client.release()
  expect([answer.status, answer.headers['x-stale']]).toEqual([200, 'true'])
  expect(took).toBeGreaterThan(1_900)
  expect(took).toBeLessThan(10_000)
  await expect.poll(async () => (await server.get('/products/HELD')).status).toBe(200)
})
