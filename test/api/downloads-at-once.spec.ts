import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lists } from '../../api/index.ts'
import type { ListRoute } from '../../api/lists.ts'
import { localViewer } from '../../bin/local-viewer.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let viewer: Viewer = localViewer
let address = ''
const going: (() => void)[] = []

/** A list whose rows come when the spec says so. */
const slow = (route: ListRoute): ListRoute => ({
  ...route,
  read: async (...asked) => {
    await new Promise<void>(resolve => going.push(resolve))
    return route.read(...asked)
  },
})

beforeAll(async () => {
  const over = { lists: lists.map(route => (route.path === '/orders' ? slow(route) : route)) }
  server = await startServer(undefined, () => viewer, over)
  await server.app.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  for (const go of going) go()
  await server.close()
})

const begin = (signal?: AbortSignal) => fetch(`${address}/api/orders.csv`, signal === undefined ? {} : { signal })
const begun = (count: number) => expect.poll(() => going.length).toBe(count)

it('only so many downloads are written at a time, and the next one is told to wait', async () => {
  const leaving = new AbortController()
  const running = [begin(leaving.signal), begin(), begin(), begin()]
  await begun(4)
  const refused = await begin()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5'])
  expect(await refused.json()).toMatchObject({ code: 'TooManyDownloads' })
  expect((await fetch(`${address}/api/products.csv`)).status).toBe(429)
  expect((await fetch(`${address}/api/products`)).status).toBe(200)
  viewer = { ...localViewer, id: 'somebody else' }
  expect((await fetch(`${address}/api/products.csv`)).status).toBe(200)
  viewer = localViewer
  leaving.abort()
  await expect(running[0]).rejects.toThrow()
  await expect.poll(async () => (await fetch(`${address}/api/products.csv`)).status).toBe(200)
  for (const go of going) go()
  for (const answer of await Promise.all(running.slice(1)))
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  for (let times = 0; times < 12; times += 1) expect((await fetch(`${address}/api/products.csv`)).status).toBe(200)
})

it('nobody reads a list, or follows a page, for its head', async () => {
  for (const path of ['/api/products.csv', '/api/events/export.csv', '/live?of=/events'])
    expect((await fetch(`${address}${path}`, { method: 'HEAD' })).status).toBe(404)
})
