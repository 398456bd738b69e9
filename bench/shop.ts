import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { readConfig } from '../bin/config.ts'
import { openShop, type Shop } from '../bin/open-shop.ts'
import { startCluster } from '../test/support/cluster.ts'
import { comeIn, goOnWith, linkIn } from '../test/support/visit.ts'

/** The configuration of a bench's shop, for this process and for its children. */
export type Environment = Readonly<
  Record<'DATABASE_URL' | 'DAYBOOK_MASTER_KEY' | 'DAYBOOK_SEAL_KEY' | 'PORT' | 'NO_DEMO' | 'LOG_LEVEL', string>
>

/** Gives the work a durable cluster of its own with nothing in it, and removes it afterwards. */
export const withCluster = async <Result>(work: (environment: Environment) => Promise<Result>): Promise<Result> => {
  const cluster = await startCluster({ durable: true })
  const key = randomBytes(32).toString('hex')
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

/** The floor: the least a server could do to print fifty orders. */
export const startFloor = (environment: Environment): Promise<Child> => startChild('floor.ts', [], environment)

/** Resident memory of a process in MB (10⁶ bytes). */
export const residentMemory = async ({ pid }: Child): Promise<number> => {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return (Number(stdout) * 1024) / 1e6
}
