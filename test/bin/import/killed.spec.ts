import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report } from '../../../bin/import/report.ts'
import { createHome, removeHome, type TestDatabase } from '../../support/cluster.ts'
import { createDatabase } from '../../support/database.ts'
import { csv, fileOf, line } from './fixture.ts'

const daybook = fileURLToPath(new URL('../../../bin/daybook.ts', import.meta.url))

/** Invoices of a year with repeat customers, returns of earlier purchases, and stock movements. */
const content = (): string => {
  const lines: string[] = []
  for (let i = 0; i < 1500; i += 1) {
    const date = `${1 + Math.floor(i / 130)}/${1 + (i % 28)}/2011 ${8 + (i % 10)}:0${i % 10}`
    const customer = i % 7 === 0 ? '' : `${12_000 + (i % 90)}`
    for (let item = 0; item < 1 + (i % 4); item += 1)
      lines.push(
        line({
          invoice: `${500_000 + i}`,
          code: `1${(i + item) % 60}A`,
          quantity: 1 + (i % 5),
          date,
          price: `${1 + (i % 9)}.5`,
          customer,
        }),
      )
    if (i % 11 === 0)
      lines.push(line({ invoice: `C${500_000 + i}`, code: `1${i % 60}A`, quantity: -1, date, customer }))
    if (i % 13 === 0)
      lines.push(
        line({
          invoice: `${700_000 + i}`,
          code: `1${i % 60}A`,
          quantity: 9 - (i % 20),
          date,
          price: '0',
          customer: '',
        }),
      )
  }
  return csv(...lines)
}

let home = ''
const databases: TestDatabase[] = []
beforeAll(async () => {
  home = await createHome()
  databases.push(await createDatabase(), await createDatabase())
})
afterAll(async () => {
  for (const database of databases) await database.close()
  await removeHome(home)
})

const start = (file: string, { url }: TestDatabase) => {
  const env = { PATH: process.env['PATH'] ?? '', DAYBOOK_HOME: home, DATABASE_URL: url }
  return spawn(process.execPath, [daybook, 'import', 'online-retail', file, '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const finish = async (child: ReturnType<typeof start>): Promise<Report> => {
  let output = ''
  let errors = ''
  child.stdout.on('data', chunk => (output += chunk))
  child.stderr.on('data', chunk => (errors += chunk))
  const [code] = await once(child, 'close')
  expect(code, errors).toBe(0)
  return JSON.parse(output) as Report
}

const logged = async ({ pool }: TestDatabase): Promise<number> => {
  const { rows } = await pool
    .query<{ n: number }>('select count(*)::int as n from log.events')
    .catch(() => ({ rows: [] }))
  return rows[0]?.n ?? 0
}

/**
 * The log stream by stream: what does not depend on the order between streams, or on when it was stored. A claim excludes
 * others from when it is made, whenever its command happened.
 */
const streams = async ({ pool }: TestDatabase): Promise<unknown[]> => {
  const sql = `select stream, revision, event_id, type, data, metadata from log.events where stream <> 'log' and stream not like 'claim-%' order by stream, revision`
  return (await pool.query(sql)).rows
}

/** All rows of all read models but where in the log they come from. */
const rows = async ({ pool }: TestDatabase): Promise<Record<string, unknown>> => {
  const tables = await pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables where table_schema ~ '_v\\d+_g\\d+$' order by 1`,
  )
  const found: Record<string, unknown> = {}
  for (const { name } of tables.rows) {
    const sql = `select to_jsonb(t) - 'last_position' - 'last_event_id' - 'position' - 'search_vector' as row from ${name} t
      where coalesce(to_jsonb(t) ->> 'category', '') <> 'claim' order by 1`
    found[name] = (await pool.query(sql)).rows
  }
  return found
}

describe('an import that is killed half-way and started again', () => {
  it('ends in the same log per stream and the same rows as one that was left alone, and adds nothing a third time', async () => {
    const [calm, killed] = databases as [TestDatabase, TestDatabase]
    const file = fileOf(content())
    const report = await finish(start(file, calm))
    const total = await logged(calm)
    const child = start(file, killed)
    await expect.poll(() => logged(killed), { timeout: 60_000, interval: 5 }).toBeGreaterThan(total / 4)
    child.kill('SIGKILL')
    await once(child, 'close')
    const half = await logged(killed)
    expect(half).toBeLessThan(total)
    const again = await finish(start(file, killed))
    expect(again.commands.known).toBeGreaterThan(0)
    expect(again.commands.stored).toBeGreaterThan(0)
    expect(await streams(killed)).toEqual(await streams(calm))
    const [left, right] = [await rows(killed), await rows(calm)]
    expect(Object.keys(left)).toEqual(Object.keys(right))
    for (const table of Object.keys(right)) expect(left[table], table).toEqual(right[table])
    const third = await finish(start(file, killed))
    expect(third.commands).toMatchObject({ stored: 0, refused: [] })
    expect(third).toMatchObject({ lines: report.lines, imported: report.imported })
    expect(await logged(killed)).toBe(total)
  }, 180_000)
})
