import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localViewer } from '../../../bin/local-viewer.ts'
import type { Viewer } from '../../../domain/viewer.ts'
import { textOf } from '../../support/markup.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { putOnSale } from '../../support/shop-filling.ts'

let server: TestServer
let viewer: Viewer = localViewer
let eventId: string
beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
  await putOnSale(server, 'MUG', 'Mug')
  const { items } = (await server.get('/api/events?type=ProductCreated', {})).json() as { items: { eventId: string }[] }
  eventId = items[0]?.eventId ?? ''
})
afterAll(() => server.close())

describe('sealing at once', () => {
  it('is for operators only: who may not, is told when it happens by itself', async () => {
    viewer = { ...localViewer, may: new Set(['audit:read']) }
    for (const path of ['/proof', `/events/${eventId}/proof`])
      expect((await server.get(path)).body).not.toContain('Seal now')
    for (const path of ['/api/seals', `/api/events/${eventId}/seal`])
      expect((await server.send(path, {})).status).toBe(403)
    viewer = localViewer
    expect(await server.shop.seals.last()).toBeUndefined()
  })

  it('of an event that is none says so', async () => {
    for (const id of [randomUUID(), 'none'])
      expect((await server.send(`/api/events/${id}/seal`, {})).json()).toMatchObject({ code: 'NoSuchThing' })
  })

  it('leads a person back to the event, of which there is a proof then; as often and at once as it is asked for', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => server.submit(`/api/events/${eventId}/seal`, {})))
    expect(asked.map(({ status, headers }) => [status, headers['location']])).toEqual(
      asked.map(() => [303, `/events/${eventId}/proof`]),
    )
    expect((await server.shop.seals.last())?.number).toBe(0)
    const { status, body } = await server.get(`/events/${eventId}/proof`)
    expect([status, textOf(body)]).toEqual([200, expect.stringContaining('Seal number 0')])
    expect(body).toContain(`href="/api/events/${eventId}/proof"`)
  })

  it('tells a program how much was sealed, and what came after the last one', async () => {
    await putOnSale(server, 'JUG', 'Jug')
    const done = (await server.send('/api/seals', {})).json()
    expect(done).toEqual({ events: expect.any(Number), rows: expect.any(Number) })
    expect((done as { events: number }).events).toBeGreaterThan(2)
    expect((await server.send('/api/seals', {})).json()).toMatchObject({ events: 0 })
  })
})
