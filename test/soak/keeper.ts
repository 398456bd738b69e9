import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const daybook = fileURLToPath(new URL('../../bin/daybook.ts', import.meta.url))
const LOOK_EVERY_MS = 100

export type Keeper = {
  readonly address: string
  /** What every child of it has printed. */
  readonly log: string
  readonly kill: () => void
  /** Whether it is ready within that time. */
  readonly isReady: (withinMs: number) => Promise<boolean>
  /** Asks it to stop, and does not start it again. @returns its exit code */
  readonly stop: () => Promise<number | null>
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** The environment of the shop of a home: of ours it has the path of programs, and nothing else. */
export const environmentOf = (home: string): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  // Everybody who uses the shop here comes from one address.
  REQUESTS_PER_SECOND: '0',
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
  DAYBOOK_HOME: home,
  NO_DEMO: '1',
  LOG_LEVEL: 'error',
})

const isReadyNow = (address: string): Promise<boolean> =>
  fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ status }) => status === 200,
    () => false,
  )

/** Runs the server of a home, and starts it again whenever it has ended, as a supervisor does. */
export const keepServer = async (home: string): Promise<Keeper> => {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const log = join(home, 'server.log')
  const file = openSync(log, 'a')
  const closing = new AbortController()
  let child: ChildProcess | undefined
  const kill = () => void child?.kill('SIGKILL')
  const run = async () => {
    while (!closing.signal.aborted) {
      const env = { ...environmentOf(home), PORT: `${port}` }
      child = spawn(process.execPath, [daybook, 'serve'], { env, stdio: ['ignore', file, file] })
      await once(child, 'exit')
      if (!closing.signal.aborted) await delay(LOOK_EVERY_MS)
    }
    closeSync(file)
  }
  process.once('exit', kill)
  const running = run()
  return {
    address,
    log,
    kill,
    isReady: async withinMs => {
      const giveUpAt = performance.now() + withinMs
      while (performance.now() < giveUpAt) {
        if (await isReadyNow(address)) return true
        await delay(LOOK_EVERY_MS)
      }
      return false
    },
    stop: async () => {
      closing.abort()
      child?.kill('SIGTERM')
      await running
      process.off('exit', kill)
      return child?.exitCode ?? null
    },
  }
}
