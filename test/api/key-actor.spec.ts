import { afterAll, beforeAll, expect, it } from 'vitest'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { startServer, type TestServer } from '../support/server.ts'
import { sent } from '../support/shop-filling.ts'

const key = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e70'
const byKey = { ...localViewer, id: 'ada', key }
let server: TestServer
let viewer: Viewer = byKey

beforeAll(async () => {
  server = await startServer(undefined, () => viewer)
})
afterAll(() => server.close())

it('a key acts for its owner, in what is done and in what is taken back', async () => {
  await sent(server, '/api/warehouses', { id: 'main', name: 'Main' })
  await sent(server, '/api/warehouses/main/name', { name: 'North' })
  const back = await server.send('/api/undo', { category: 'warehouse', id: 'main', revision: 1 })
  expect(back.status, back.body).toBe(200)
  const events = await server.shop.store.readStream('warehouse-main')
  expect(events.map(({ metadata }) => metadata.actor)).toEqual(
    Array.from({ length: 3 }, () => ({ id: key, kind: 'key', owner: 'ada' })),
  )
})

it('the activity, the history and an export name the key and its owner', async () => {
  viewer = localViewer
  await server.caughtUp()
  const { items } = (await server.get('/api/activity', { accept: 'application/json' })).json() as { items: object[] }
  expect(items[0]).toMatchObject({ actorId: key, actorKind: 'key', actorOwner: 'ada' })
  const said = `the API key ${key} of ada`
  for (const page of ['/activity', '/warehouses/main', '/history/warehouse/main'])
    expect((await server.get(page)).body, page).toContain(said)
  expect((await server.get(`/activity?actor=${key}`)).body).toContain(said)
})

it('a key begins nothing that would go on as its ownerʼs', async () => {
  viewer = byKey
  const run = await server.send('/api/bulk/products', { action: 'ActivateProduct', ids: ['MUG'] })
  expect([run.status, run.json()]).toMatchObject([403, { code: 'NotForKeys' }])
})
