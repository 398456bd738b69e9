import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const daybook = fileURLToPath(new URL('../../bin/daybook.ts', import.meta.url))
/** What `npm run daybook` gives to Node. */
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { daybook: string }
}
const nodeOptions = scripts.daybook.split(' ').slice(1, -1)

export type Running = {
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
  return { child, output: () => output, until, ended }
}

export const OPEN = 'Daybook is open at '
export const addressOf = (output: string) => /open at (http:\S+)/.exec(output)?.[1] ?? ''
