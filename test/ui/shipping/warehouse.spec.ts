import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
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

  it('is told where it is and which stores it serves, and found by these', async () => {
    for (const id of ['dock', 'quay', 'yard'])
      expect((await server.submit('/api/warehouses', { id, name: id })).status).toBe(303)
    const form = (await server.get('/warehouses/dock/edit')).body
    for (const label of ['Street and number', 'Serves every store', 'Priority']) expect(form).toContain(label)
    const place = { street: '12 Dock Road', zip: 'L3 4AG', city: 'Liverpool', country: 'GB', priority: '10' }
    const edit = (id: string, served: Record<string, string>) =>
      server.submit(`/api/warehouses/${id}/address-and-stores`, { ...place, ...served })
    expect((await edit('dock', { stores: 'UK' })).status).toBe(303)
    expect((await edit('quay', { stores: 'DE' })).status).toBe(303)
    const { body } = await server.get('/warehouses/dock')
    for (const said of ['12 Dock Road', 'United Kingdom', 'Priority set to 10']) expect(body).toContain(said)
    const keys = async (query: string) => {
      const { items } = (await server.get(`/api/warehouses?${query}`)).json() as { items: { warehouse: string }[] }
      return items.map(({ warehouse }) => warehouse)
    }
    expect(await keys('status=open&store=UK')).toEqual(['dock', 'yard'])
    expect(await keys('status=open&store=UK&store=DE')).toEqual(['dock', 'quay', 'yard'])
    expect((await edit('dock', { stores: 'FR' })).status).toBe(422)
  })

  it('has a name of its own; one that is given up is free again', async () => {
    await server.submit('/api/warehouses', { id: 'loft', name: 'Loft' })
    const other = () => server.submit('/api/warehouses', { id: 'attic', name: 'LOFT' })
    const refused = await other()
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('Another warehouse has this name')
    await server.submit('/api/warehouses/loft/name', { name: 'Gallery' })
    await vi.waitFor(async () => expect((await other()).status).toBe(303), { timeout: 10_000 })
  })

  it('says that it is closed', async () => {
    const { body } = await server.get('/warehouses/main')
    expect(body).toContain('This warehouse is closed')
  })

  it('is refused with what was typed', async () => {
    const refused = await server.submit('/api/warehouses', { id: 'a.b', name: 'Dotted' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('value="a.b"')
    expect(refused.body).toContain('id="field-id-error"')
  })
})
