import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { SUPERUSER } from './cluster.ts'
import type { Place } from './place.ts'
import { isRunning } from './server.ts'

/** What postmaster.pid says: there from before a server listens until it has stopped, and after it was killed. */
export type Postmaster = { readonly pid: number; readonly port: number }

export const readPostmaster = async ({ data }: Place): Promise<Postmaster | undefined> => {
  const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 && port > 0 ? { pid, port } : undefined
}

/** absent: start one. silent: nobody listens (yet). busy: it starts up, recovers or shuts down. */
export type Server = { readonly state: 'absent' | 'silent' | 'busy' } | ({ readonly state: 'ready' } & Postmaster)

/** Looks for a server on the data: by postmaster.pid, by pg_ctl, and by a connection. Throws if it does not let us in. */
export const lookForServer = async (place: Place, password: string): Promise<Server> => {
  const postmaster = await readPostmaster(place)
  if (postmaster === undefined || !(await isRunning(place))) return { state: 'absent' }
  if (await isRecycled(place, postmaster.pid)) {
    // Left from before a reboot; Postgres itself would refuse to start, as the id names a process again.
    await rm(join(place.data, 'postmaster.pid'), { force: true })
    return { state: 'absent' }
  }
  return { ...postmaster, state: await connect(urlOf(postmaster.port, password)) }
}

export const urlOf = (port: number, password: string): string =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`

const connect = async (url: string): Promise<'ready' | 'busy' | 'silent'> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  // A server that shuts down right now also ends idle connections; the query below then tells.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return 'ready'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === '28P01')
      throw new Error('The running Postgres does not accept the password in postgres-password of this home.', {
        cause: error,
      })
    return code === '57P03' || code === '57P01' ? 'busy' : 'silent'
  } finally {
    await client.end().catch(() => {})
  }
}

/**
 * Whether the id belongs to a process that has nothing to do with the data. Every process of a server has the data
 * directory as its working directory; only Linux tells, and only when none at all is left may postmaster.pid go.
 */
const isRecycled = async (place: Place, pid: number): Promise<boolean> => {
  if (process.platform !== 'linux') return false
  const data = await realpath(place.data)
  const worksInData = (process: string) =>
    readlink(`/proc/${process}/cwd`).then(
      folder => folder === data,
      () => false,
    )
  if (await worksInData(`${pid}`)) return false
  const processes = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  return !(await Promise.all(processes.map(worksInData))).includes(true)
}
