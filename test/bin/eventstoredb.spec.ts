import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHome, removeHome, type TestDatabase } from '../support/cluster.ts'
import { createDatabase } from '../support/database.ts'
import { type EventStoreDbServer, startEventStoreDb } from '../support/eventstoredb/server.ts'
import { dataFile } from '../support/online-retail.ts'
import { OPEN, opened, type Running, run } from '../support/program.ts'
import { visit } from '../support/visit.ts'

const real = dataFile('online-retail.csv.zst')

/** The first invoices of the real file. */
const firstInvoices = (count: number): string => {
  const [header = '', ...lines] = zstdDecompressSync(readFileSync(real ?? ''))
    .toString('utf8')
    .split('\n')
  const seen = new Set<string>()
  const end = lines.findIndex(line => seen.add(line.slice(0, line.indexOf(','))).size > count)
  return `${[header, ...lines.slice(0, end)].join('\n')}\n`
}

let home = ''
let folder = ''
let server: EventStoreDbServer
let databases: TestDatabase[] = []
beforeAll(async () => {
  home = await createHome()
  folder = mkdtempSync(join(tmpdir(), 'daybook-import-'))
  server = await startEventStoreDb()
  databases = await Promise.all([createDatabase(), createDatabase(), createDatabase()])
})
afterAll(async () => {
  server.stop()
  await Promise.all(databases.map(database => database.close()))
  await removeHome(home)
  rmSync(folder, { recursive: true })
})

const databaseUrl = (index: number) => databases[index]?.url ?? ''
const onEventStoreDb = () => ({ DATABASE_URL: databaseUrl(0), EVENTSTORE_URL: server.url })
const end = async ({ child, ended, output }: Running) => {
  child.kill('SIGTERM')
  expect(await ended, output()).toBe(0)
}
const finished = async (args: string[], over: Record<string, string>): Promise<string> => {
  const program = run(home, args, over)
  expect(await program.ended, program.output()).toBe(0)
  return program.output()
}

type List = { items: Record<string, unknown>[]; total: number }
const listOf = async (address: string, path: string): Promise<List> =>
  (await visit(`${address}/api/${path}`)).json() as Promise<List>

/** What matters of the rows: all but positions, which are the engine's own. */
const plain = ({ items, total }: List): unknown =>
  JSON.parse(JSON.stringify({ items, total }, (name, value) => (name === 'last_position' ? undefined : value)))

const post = (address: string, path: string, body: object) =>
  visit(`${address}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })

describe.skipIf(real === undefined)('a shop whose log is in EventStoreDB', { timeout: 180_000 }, () => {
  const lists = ['orders?sort=-total&limit=50', 'products?limit=50', 'customers?limit=50', 'returns?limit=50']

  it('imports a thousand real invoices and shows the same as one whose log is in Postgres', async () => {
    const file = join(folder, 'retail.csv')
    writeFileSync(file, firstInvoices(1_000))
    const there = JSON.parse(await lastLines(finished(['import', 'online-retail', file, '--json'], onEventStoreDb())))
    const here = JSON.parse(
      await lastLines(finished(['import', 'online-retail', file, '--json'], { DATABASE_URL: databaseUrl(1) })),
    )
    expect(there).toEqual(here)
    expect(there.commands.stored).toBeGreaterThan(2_000)
    const shops = [run(home, ['serve'], onEventStoreDb()), run(home, ['serve'], { DATABASE_URL: databaseUrl(1) })]
    const [left = '', right = ''] = await Promise.all(shops.map(async shop => await opened(shop)))
    for (const list of lists) {
      const [one, other] = [await listOf(left, list), await listOf(right, list)]
      expect(one.items.length, list).toBeGreaterThan(10)
      expect(plain(one), list).toEqual(plain(other))
    }
    await Promise.all(shops.map(end))
  })

  it('is worked with, and copied to Postgres and on from there', async () => {
    const shop = run(home, ['serve'], onEventStoreDb())
    const address = await opened(shop)
    const created = await post(address, 'products', { id: 'LAMP', names: { en: 'Reading lamp' } })
    expect([created.status, await created.json()]).toMatchObject([200, { revision: 0, stale: false }])
    expect(await (await visit(`${address}/products/LAMP`, { headers: { accept: 'text/html' } })).text()).toContain(
      'Reading lamp',
    )
    const status = await (await visit(`${address}/projections`, { headers: { accept: 'text/html' } })).text()
    expect(status).toContain('Projections in sync')
    await end(shop)
    // Where the keys of what is sealed are: a log without them opens no shop.
    const target = { DATABASE_URL: onEventStoreDb().DATABASE_URL }
    const copied = await finished(['copy-log', '--from', server.url, '--to', 'postgres', '--json'], target)
    const report = JSON.parse(copied.slice(copied.indexOf('{"events"')))
    expect(report).toMatchObject({ isComplete: true, written: report.events })
    const again = run(home, ['serve'], target)
    await again.until(OPEN)
    const there = await opened(again)
    expect((await listOf(there, 'orders?limit=5')).total).toBeGreaterThan(400)
    expect((await post(there, 'products/LAMP/discontinuation', { reason: 'sold out' })).status).toBe(200)
    await end(again)
  })

  it('says what is missing while its event store is down, keeps showing pages, and recovers by itself', async () => {
    const shop = run(home, ['serve'], onEventStoreDb())
    const address = await opened(shop)
    const { port, log } = server
    server.stop()
    const ready = async () =>
      (await fetch(`${address}/health/ready`)).json() as Promise<{ checks: { name: string; ok: boolean }[] }>
    const missing = async () => (await ready()).checks.filter(({ ok }) => !ok).map(({ name }) => name)
    await expect.poll(missing, { timeout: 10_000 }).toEqual(['event store'])
    const refused = async () => {
      const answer = await post(address, 'products', { id: 'JUG', names: { en: 'Jug' } })
      return [answer.status, ((await answer.json()) as { code?: string }).code]
    }
    await expect.poll(refused, { timeout: 20_000 }).toEqual([503, 'EventStoreLost'])
    const page = await visit(`${address}/orders`, { headers: { accept: 'text/html' } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('The event store can not be reached.')
    expect((await fetch(`${address}/health/live`)).status).toBe(200)
    server = await startEventStoreDb({ port, log })
    await expect.poll(refused, { timeout: 20_000 }).toEqual([200, undefined])
    await expect.poll(missing, { timeout: 10_000 }).toEqual([])
    await end(shop)
  })
})

const lastLines = async (output: Promise<string>): Promise<string> => {
  const text = await output
  return text.slice(text.indexOf('{\n'))
}

describe('starting on an EventStoreDB', { timeout: 60_000 }, () => {
  it.each([
    ['esdb://127.0.0.1:1?tsl=false', 'EVENTSTORE_URL: there is no option tsl'],
    ['http://127.0.0.1:2113', 'EVENTSTORE_URL: it has the form esdb://'],
  ])('with %s ends with one line that says what is wrong', async (url, line) => {
    const program = run(home, ['serve'], { DATABASE_URL: databaseUrl(0), EVENTSTORE_URL: url })
    expect(await program.ended).toBe(1)
    expect(program.output()).toContain(line)
    expect(program.output().trim().split('\n')).toHaveLength(1)
  })

  it('that is empty beside a Postgres that has the log is refused', async () => {
    const first = run(home, ['serve'], { DATABASE_URL: databaseUrl(2) })
    const address = await opened(first)
    await post(address, 'products', { id: 'CUP', names: { en: 'Cup' } })
    await end(first)
    const empty = await startEventStoreDb()
    const program = run(home, ['serve'], { DATABASE_URL: databaseUrl(2), EVENTSTORE_URL: empty.url })
    expect(await program.ended).toBe(1)
    expect(program.output()).toContain('Copy it first (daybook copy-log)')
    empty.stop()
  })

  it('that starts at the same time waits for it', async () => {
    const { port, stop } = await startEventStoreDb()
    stop()
    const database = await createDatabase()
    const program = run(home, ['serve'], {
      DATABASE_URL: database.url,
      EVENTSTORE_URL: `esdb://127.0.0.1:${port}?tls=false`,
    })
    await program.until('Waiting for the EventStoreDB')
    const late = await startEventStoreDb({ port })
    expect(await program.until(OPEN)).toContain(OPEN)
    await end(program)
    late.stop()
    await database.close()
  })
})
