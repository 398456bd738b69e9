import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHome, removeHome, type TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { newServerLog, type ServerLog } from '../support/eventstoredb/log.ts'
import { type EventStoreDbServer, startEventStoreDb } from '../support/eventstoredb/server.ts'
import { opened, type Running, run } from '../support/program.ts'
import { visit } from '../support/visit.ts'

let home = ''
let server: EventStoreDbServer
let database: TestDatabase
beforeAll(async () => {
  home = await createHome()
  server = await startEventStoreDb()
  database = await createDatabase()
})
afterAll(async () => {
  server.stop()
  await database.close()
  await removeHome(home)
})

const command = (...args: string[]) => run(home, args, { DATABASE_URL: database.url, EVENTSTORE_URL: server.url })
const end = async ({ child, ended, output }: Running) => {
  child.kill('SIGTERM')
  expect(await ended, output()).toBe(0)
}
const create = async (address: string, sku: string) => {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const body = JSON.stringify({ id: sku, names: { en: sku } })
  const answer = await visit(`${address}/api/products`, { method: 'POST', headers, body })
  return [answer.status, ((await answer.json()) as { stale?: boolean }).stale]
}

/** The log as an old backup has it, grown since: its records lie at other places. */
const restored = (log: ServerLog, isKept: (stream: string) => boolean): ServerLog => {
  const copy = newServerLog()
  for (let index = 0; index < 50; index += 1) copy.addSystemEvent()
  for (const record of log.events())
    if (!record.stream.startsWith('$') && isKept(record.stream)) copy.append(record.stream, 'any', [record])
  for (let index = 0; index < 500; index += 1) copy.addSystemEvent()
  return copy
}

it('says everywhere that the pages are not of the log that is here, until they are built from it', async () => {
  const before = command('serve')
  const first = await opened(before)
  expect(await create(first, 'KEPT')).toEqual([200, false])
  expect(await create(first, 'LOST')).toEqual([200, false])
  await end(before)
  server.stop()
  const { port, log } = server
  server = await startEventStoreDb({ port, log: restored(log, stream => stream !== 'product-LOST') })

  const status = command('projections', 'status')
  expect(await status.ended).toBe(1)
  expect(status.output()).toContain('This is not the log that was projected')
  expect(status.output()).toContain('daybook projections rebuild all')
  expect(status.output()).not.toMatch(/\n\s+at /)

  const shop = command('serve')
  const address = await opened(shop)
  const ready = async () => {
    const answer = await fetch(`${address}/health/ready`)
    return { status: answer.status, text: await answer.text() }
  }
  await expect
    .poll(ready, { timeout: 15_000 })
    .toMatchObject({ status: 503, text: expect.stringContaining('not the log that was projected') })
  expect(await create(address, 'NEW')).toEqual([200, true])
  const page = async (path: string) => (await visit(`${address}${path}`, { headers: { accept: 'text/html' } })).text()
  await expect.poll(() => page('/products'), { timeout: 15_000 }).toContain('Pages are not of this log')
  expect(await page('/projections')).toContain('refuses to project')

  const rebuild = command('projections', 'rebuild', 'all')
  expect(await rebuild.ended, rebuild.output()).toBe(0)
  await expect.poll(ready, { timeout: 15_000 }).toMatchObject({ status: 200 })
  await expect.poll(() => page('/products'), { timeout: 15_000 }).not.toContain('Pages are not of this log')
  const products = await page('/products')
  expect(products).toContain('NEW')
  expect(products).not.toContain('LOST')
  await end(shop)
}, 180_000)
