import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

describe('a warehouse', () => {
  it('is opened by its form, renamed and closed on its page, and its history tells', async () => {
    const opened = await server.submit('/api/warehouses', { id: 'main', name: 'Main hall' })
    expect([opened.status, opened.headers['location']]).toEqual([303, '/warehouses/main'])
    expect(
      (await server.submit('/api/warehouses/main/name', { name: 'North hall', expectedRevision: '0' })).status,
    ).toBe(303)
    expect((await server.submit('/api/warehouses/main/closing', { reason: 'Moved' })).status).toBe(303)
    const { body } = await server.get('/warehouses/main')
    for (const said of ['<h1>North hall</h1>', 'Warehouse renamed to North hall', 'Warehouse closed: Moved'])
      expect(body).toContain(said)
    expect((await server.get('/api/warehouses')).json()).toMatchObject({
      items: [{ warehouse: 'main', status: 'closed' }],
    })
  })

  it('is refused with what was typed', async () => {
    const refused = await server.submit('/api/warehouses', { id: 'a.b', name: 'Dotted' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('value="a.b"')
    expect(refused.body).toContain('id="field-id-error"')
  })
})
