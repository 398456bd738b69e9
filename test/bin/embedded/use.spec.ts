import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { startEmbeddedPostgres } from '../../../bin/embedded-postgres.ts'
import { createHome, removeHome } from '../../support/cluster.ts'

let home = ''
beforeEach(async () => {
  home = await createHome()
})
afterEach(() => removeHome(home))

const start = () => startEmbeddedPostgres({ home, durable: false })

const ask = async (url: string, statement: string): Promise<unknown> => {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
const isThere = (url: string): Promise<boolean> =>
  ask(url, 'select').then(
    () => true,
    () => false,
  )
const postmaster = async () =>
  Number((await readFile(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])

const SCRIPT = `
  const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('../../../bin/embedded-postgres.ts', import.meta.url).href)})
  const { url, stop } = await startEmbeddedPostgres({ home: process.argv[1], durable: false })
  console.log(url)
  process.stdin.once('data', () => stop().then(() => process.exit()))`

/** A process of its own that uses the server of the home until it is told to leave, or killed. */
const anotherProcess = async () => {
  const child = spawn('node', ['--input-type=module', '-e', SCRIPT, home], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [line] = await once(child.stdout, 'data')
  return { child, url: String(line).trim() }
}
const leave = async (child: ChildProcess) => {
  child.stdin?.write('\n')
  await once(child, 'exit')
}
const kill = async (child: ChildProcess) => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('a server that is gone', () => {
  test('is started again at its port by who uses it, with all that was committed', async () => {
    const told: string[] = []
    const { url, trouble, stop } = await startEmbeddedPostgres({ home, onNotice: line => told.push(line) })
    await ask(url, 'create table kept as select 7 as seven')
    process.kill(await postmaster(), 'SIGKILL')
    await expect.poll(trouble).toMatch(/has ended and is being started again/)
    await expect.poll(() => isThere(url), { timeout: 20_000 }).toBe(true)
    expect(await ask(url, 'table kept')).toEqual([{ seven: 7 }])
    await expect.poll(trouble).toBeUndefined()
    expect(told.slice(2)).toEqual([
      'The embedded Postgres has ended and is being started again',
      'The embedded Postgres is there again',
    ])
    await stop()
  })

  test('is started once when several processes want it', async () => {
    const users = [await anotherProcess(), await anotherProcess(), await anotherProcess()]
    const url = users[0]?.url ?? ''
    for (const _ of [1, 2]) {
      process.kill(await postmaster(), 'SIGKILL')
      await expect.poll(() => isThere(url), { timeout: 20_000 }).toBe(true)
    }
    expect(new Set(users.map(user => user.url)).size).toBe(1)
    for (const { child } of users) {
      expect(await isThere(url)).toBe(true)
      await leave(child)
    }
    expect(await isThere(url)).toBe(false)
  })

  test('keeps its port, which others rely on, for one who comes while it is gone', async () => {
    const { child, url } = await anotherProcess()
    process.kill(await postmaster(), 'SIGKILL')
    const { url: found, stop } = await start()
    expect(found).toBe(url)
    await kill(child)
    await stop()
  })

  test('is left alone once nobody wants it', async () => {
    const { url, stop } = await start()
    await stop()
    expect(await isThere(url)).toBe(false)
    const { child } = await anotherProcess()
    await kill(child)
    process.kill(await postmaster(), 'SIGKILL')
    await expect.poll(() => isThere(url)).toBe(false)
  })
})

describe('the last one who uses a server ends it, and only the last', () => {
  test('when the one who started it leaves first', async () => {
    const first = await anotherProcess()
    const { url, stop } = await start()
    await leave(first.child)
    expect(await isThere(url)).toBe(true)
    await stop()
    expect(await isThere(url)).toBe(false)
  })

  test('when the one who started it leaves last', async () => {
    const { url, stop } = await start()
    const second = await anotherProcess()
    await leave(second.child)
    expect(await isThere(url)).toBe(true)
    await stop()
    expect(await isThere(url)).toBe(false)
  })

  test('when all before were killed', async () => {
    const killed = [await anotherProcess(), await anotherProcess()]
    for (const { child } of killed) await kill(child)
    const { url, stop } = await start()
    expect(url).toBe(killed[0]?.url)
    await stop()
    expect(await isThere(url)).toBe(false)
  })

  test('while many come and go at the same moment', async () => {
    const visit = async () => {
      const { url, stop } = await start()
      expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
      await stop()
      return url
    }
    const visitor = async () => {
      const urls: string[] = []
      for (const _ of [1, 2, 3]) urls.push(await visit())
      return urls
    }
    const urls = (await Promise.all([1, 2, 3, 4].map(visitor))).flat()
    expect(await isThere(urls[0] ?? '')).toBe(false)
  })
})
