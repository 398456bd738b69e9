import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { comeIn, goOnWith, linkIn } from './visit.ts'

const daybook = fileURLToPath(new URL('../../bin/daybook.ts', import.meta.url))
/** What `npm run daybook` gives to Node. */
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { daybook: string }
}
const nodeOptions = scripts.daybook.split(' ').slice(1, -1)

export type Running = {
  /** Which shop it is of: home and database. */
  readonly shop: string
  readonly child: ChildProcess
  readonly output: () => string
  /** Resolves with everything printed once it was printed, or the process ended. */
  readonly until: (text: string) => Promise<string>
  readonly ended: Promise<number | null>
}

/** Runs the command line of Daybook as a process of its own, with nothing of our environment that it would heed. */
export const run = (home: string, args: readonly string[], over: Record<string, string> = {}): Running => {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env
  const environment = { PATH, NODE_COMPILE_CACHE, DAYBOOK_HOME: home, PORT: '0', NO_DEMO: '1', ...over }
  const child = spawn(process.execPath, [...nodeOptions, daybook, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const listeners = new Set<() => void>()
  const take = (chunk: Buffer) => {
    output += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  // A spec that fails half-way leaves no process behind.
  onTestFinished(() => void child.kill('SIGKILL'))
  // Not `exit`, which may come before the last of its output.
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const until = (text: string) =>
    new Promise<string>(resolve => {
      const look = () => (output.includes(text) ? resolve(output) : undefined)
      listeners.add(look)
      look()
      void ended.then(() => resolve(output))
    })
  const shop = `${home} ${over['DATABASE_URL'] ?? ''}`
  return { shop, child, output: () => output, until, ended }
}

export const OPEN = 'Daybook is open at '
export const addressOf = (output: string) => /open at (http:\S+)/.exec(output)?.[1] ?? ''

/** The session of whoever came in, by shop, which knows it when it is started again. */
const sessions = new Map<string, string>()

/** The address of a shop once it is open and `visit` is let in: the first start prints how. */
export const opened = async ({ shop, until }: Running): Promise<string> => {
  const output = await until(OPEN)
  const [address, link] = [addressOf(output), linkIn(output)]
  const session = link === undefined ? sessions.get(shop) : await comeIn(address, link)
  if (session === undefined) return address
  sessions.set(shop, session)
  goOnWith(address, session)
  return address
}
