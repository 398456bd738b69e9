import { createHmac, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCluster } from './embedded/cluster.ts'
import { checkDisk } from './embedded/disk.ts'
import { keepRunning } from './embedded/keep-running.ts'
import { exists, type Place, placeOf, settleFile } from './embedded/place.ts'
import { readPostmaster, urlOf } from './embedded/postmaster.ts'
import { stopServer } from './embedded/server.ts'
import { startOrAdopt } from './embedded/start.ts'
import { beginUse, endAllUses } from './embedded/use.ts'

export type EmbeddedPostgres = {
  /** Connection URL of the superuser, password included. It stays the same when the server is started again. */
  readonly url: string
  readonly port: number
  /** For the role that the server works as; it does not tell that of the superuser. */
  readonly appPassword: string
  /** Why there is no server at the moment, in one line. */
  readonly trouble: () => string | undefined
  /** Rejects, with one line, while there is no space left for its data. */
  readonly checkDisk: () => Promise<void>
  /** Ends this use of the server, and the server with the last one of all processes. */
  readonly stop: () => Promise<void>
}

type Options = {
  /** DAYBOOK_HOME; the cluster lives in it, or where its file `postgres-moved-to` says. */
  readonly home: string
  /** Told, in one line, what takes its time. */
  readonly onNotice?: (line: string) => void
  /** false switches fsync off: for the clusters of tests, which nobody misses after a crash. */
  readonly durable?: boolean
}

/**
 * Starts the Postgres of a home, creating it on first use, or adopts the one that already runs there. The server is
 * detached: it outlives a process that is killed. Until `stop` is called it is started again whenever it is gone. Any
 * number of processes may call this at the same moment. Throws an Error of one line that says what to do.
 */
export const startEmbeddedPostgres = async ({
  home,
  onNotice = () => {},
  durable = true,
}: Options): Promise<EmbeddedPostgres> => {
  const place = await placeOf(home)
  const password = await settleFile(passwordFile(home), randomBytes(24).toString('hex'))
  const use = await beginUse(place)
  try {
    await provideCluster(place, password, { onNotice, durable })
    const start = { place, password, durable, onNotice }
    const { port } = await startOrAdopt(start)
    await use.relyOn(port)
    const keeper = keepRunning(start, use)
    const stop = () => keeper.stop().then(() => use.end(() => stopServer(place)))
    return {
      url: urlOf(port, password),
      port,
      appPassword: appPasswordOf(password),
      trouble: keeper.trouble,
      checkDisk: () => checkDisk(place),
      stop,
    }
  } catch (error) {
    await use.end(async () => {})
    throw error
  }
}

/** Ends the Postgres of a home, whoever uses it; nobody starts it again by themselves. Does nothing when none runs. */
export const stopEmbeddedPostgres = async (home: string): Promise<void> => {
  if (!(await exists(passwordFile(home)))) return
  const place = await placeOf(home)
  await endAllUses(place)
  if ((await readPostmaster(place)) !== undefined) await stopServer(place)
}

const appPasswordOf = (password: string) => createHmac('sha256', password).update('daybook_app').digest('hex')

const passwordFile = (home: string) => join(home, 'postgres-password')

const provideCluster = async (
  place: Place,
  password: string,
  { onNotice, durable }: Required<Pick<Options, 'onNotice' | 'durable'>>,
): Promise<void> => {
  const version = await clusterVersion(place)
  if (version !== undefined && version !== place.major) throw new Error(otherVersion(place, version))
  if (version !== undefined) return
  onNotice(`Creating a Postgres ${place.major} database in ${place.base}`)
  await createCluster(place, password, durable)
}

const clusterVersion = ({ data }: Place): Promise<string | undefined> =>
  readFile(join(data, 'PG_VERSION'), 'utf8').then(
    version => version.trim(),
    () => undefined,
  )

const otherVersion = ({ data, major }: Place, version: string) =>
  `The database in ${data} was written by Postgres ${version}, and this release of Daybook brings Postgres ${major}: ` +
  'back it up with the older release (daybook backup) and restore it in a new home (daybook restore), or point DAYBOOK_HOME elsewhere.'
