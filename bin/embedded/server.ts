import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { run } from './account.ts'
import { asArguments } from './cluster.ts'
import type { Place } from './place.ts'

/** For clusters that nobody misses after a crash of the machine. */
const CARELESS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

export type Settings = {
  readonly durable: boolean
  /** The port that others rely on; without one, that of last time if it is free. */
  readonly port?: number | undefined
}

/** Starts the server detached; answers '' once it accepts connections, else what it wrote to its log. */
export const startServer = async (place: Place, settings: Settings): Promise<string> => {
  const before = await stat(place.log).then(
    ({ size }) => size,
    () => 0,
  )
  const { code } = await pgCtl(place, [
    'start',
    '-w',
    '-t',
    '300',
    '-l',
    place.log,
    '-o',
    await options(place, settings),
  ])
  if (code === 0) return ''
  const log = await readFile(place.log).catch(() => Buffer.alloc(0))
  return log.subarray(before).toString().trim() || `pg_ctl ended with ${code} and wrote nothing to ${place.log}`
}

const options = async (place: Place, { durable, port }: Settings): Promise<string> =>
  [
    ['-p', `${port ?? (await portFor(place))}`, '-c', 'listen_addresses=127.0.0.1', '-k', socketFolder(place)],
    durable ? [] : asArguments(CARELESS),
  ]
    .flat()
    .join(' ')

/** A socket's path holds 107 bytes at most (103 on macOS), and the options of pg_ctl go through a shell. */
const socketFolder = ({ base }: Place): string =>
  process.platform !== 'win32' && base.length <= 80 && /^[\w./-]+$/.test(base) ? base : "''"

/** The port of last time, which Postgres itself has noted, if it is free; else any other. */
const portFor = async (place: Place): Promise<number> => {
  const last = await readFile(join(place.data, 'postmaster.opts'), 'utf8').catch(() => '')
  const port = Number(/"-p" "(\d+)"/.exec(last)?.[1] ?? 0)
  return bindable(port).catch(() => bindable(0))
}

const bindable = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address !== null ? address.port : port
      server.close(() => resolve(bound))
    })
  })

/** Ends the server: open transactions are rolled back, what is committed is on disk. */
export const stopServer = async (place: Place): Promise<void> => {
  const { code } = await pgCtl(place, ['stop', '-w', '-m', 'fast', '-t', '60'])
  if (code !== 0 && (await isRunning(place))) throw new Error(`Postgres in ${place.data} did not stop within 60 s.`)
}

/** Whether pg_ctl takes the process named in postmaster.pid for a running server. */
export const isRunning = async (place: Place): Promise<boolean> => (await pgCtl(place, ['status'])).code === 0

const pgCtl = (place: Place, args: readonly string[]) =>
  run(join(place.native, 'bin', 'pg_ctl'), [...args, '-D', place.data], {
    account: place.account,
    cwd: place.base,
    stdio: 'ignore',
  })
