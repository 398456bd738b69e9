import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { readConfig } from '../bin/config.ts'
import { settleFile } from '../bin/embedded/place.ts'
import { startEmbeddedPostgres } from '../bin/embedded-postgres.ts'
import { FIRST_EMAIL } from '../bin/first-users.ts'
import { openShop, type Shop } from '../bin/open-shop.ts'
import { startCluster } from '../test/support/cluster.ts'
import { comeIn, goOnWith, linkIn } from '../test/support/visit.ts'

/** The configuration of a bench's shop, for this process and for its children. */
export type Environment = Readonly<
  Record<'DATABASE_URL' | 'DAYBOOK_MASTER_KEY' | 'DAYBOOK_SEAL_KEY' | 'PORT' | 'NO_DEMO' | 'LOG_LEVEL', string>
>

/** A cluster that stays where it is told to be, with the key that belongs to it. */
const keptCluster = async (home: string) => {
  await mkdir(home, { recursive: true, mode: 0o711 })
  const key = await settleFile(join(home, 'bench-key'), randomBytes(32).toString('hex'))
  return { ...(await startEmbeddedPostgres({ home })), key }
}

const newCluster = async () => ({ ...(await startCluster({ durable: true })), key: randomBytes(32).toString('hex') })

/** Gives the work a durable cluster: one of its own, which is removed afterwards, or one that is kept in a folder for the next. */
export const withCluster = async <Result>(
  work: (environment: Environment) => Promise<Result>,
  home?: string,
): Promise<Result> => {
  const cluster = home === undefined ? await newCluster() : await keptCluster(resolve(home))
  const { key } = cluster
  const rest = { PORT: '0', NO_DEMO: '1', LOG_LEVEL: 'error' } as const
  try {
    return await work({ DATABASE_URL: cluster.url, DAYBOOK_MASTER_KEY: key, DAYBOOK_SEAL_KEY: key, ...rest })
  } finally {
    await cluster.stop()
  }
}

/** Opens the write side in this process for as long as the work takes. */
export const inShop = async <Result>(
  environment: Environment,
  work: (shop: Shop) => Promise<Result>,
): Promise<Result> => {
  const shop = await openShop(readConfig(environment), line => console.error(line))
  try {
    return await work(shop)
  } finally {
    await shop.close()
  }
}

export type Child = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> }

/** Of whoever came into the shop, which knows it when it is started again. */
let session: string | undefined

/** Runs a script of ours as a process of its own until it tells, in a line with a URL, where it listens. */
const startChild = async (
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Child> => {
  const child = spawn(process.execPath, [resolve(import.meta.dirname, script), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  let link: string | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    link ??= linkIn(line)
    const url = /^(?:Daybook is open at )?(http:\/\/\S+)$/.exec(line)?.[1]
    if (url === undefined || child.pid === undefined) continue
    session = link === undefined ? session : await comeIn(url, link)
    if (session !== undefined) goOnWith(url, session)
    child.stdout.resume()
    const stop = async () => {
      child.kill('SIGTERM')
      await ended
      process.off('exit', kill)
    }
    return { url, pid: child.pid, stop }
  }
  throw new Error(`${script} ended before it was open`)
}

/** The real server, as `daybook serve` starts it. */
export const startServer = (environment: Environment): Promise<Child> =>
  // What is measured is how much it can do, not how much it lets one address do.
  startChild('../bin/daybook.ts', ['serve'], { ...environment, REQUESTS_PER_SECOND: '0' })

/** Comes into a shop that somebody had come into before, so that it offers no link by itself. */
export const comeBack = async (server: Child, environment: Environment): Promise<void> => {
  if (session !== undefined) return
  const daybook = resolve(import.meta.dirname, '../bin/daybook.ts')
  const asked = [daybook, 'user', 'link', FIRST_EMAIL]
  const { stdout } = await promisify(execFile)(process.execPath, asked, { env: { ...process.env, ...environment } })
  const link = linkIn(stdout)
  if (link === undefined) throw new Error('there is no link into the shop')
  session = await comeIn(server.url, link)
  goOnWith(server.url, session)
}

/** Asks the read model what a page asks, and shows nothing of it. */
export const startListFloor = (environment: Environment): Promise<Child> => startChild('floor-list.ts', [], environment)

/** The floor: the least a server could do to print fifty orders. */
export const startFloor = (environment: Environment): Promise<Child> => startChild('floor.ts', [], environment)

/** Resident memory of a process in MB (10⁶ bytes). */
export const residentMemory = async ({ pid }: Child): Promise<number> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return (Number(stdout) * 1024) / 1e6
}
