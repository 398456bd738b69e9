import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createCluster, lastLines } from './embedded/cluster.ts'
import { exists, type Place, placeOf, settleFile } from './embedded/place.ts'
import { lookForServer, type Postmaster, readPostmaster, type Server, urlOf } from './embedded/postmaster.ts'
import { startServer, stopServer } from './embedded/server.ts'

export type EmbeddedPostgres = {
  /** Connection URL of the superuser, password included. */
  readonly url: string
  readonly port: number
  /** Ends the server if this call started it; one that was found running is left to run. */
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

const WAIT_MS = 100
/** Recovery after a crash may take minutes. */
const READY_WITHIN_MS = 300_000
/** A server listens at once, also while it recovers. */
const LISTENS_WITHIN_MS = 15_000

/**
 * Starts the Postgres of a home, creating it on first use, or adopts the one that already runs there. The server is
 * detached: it outlives this process unless `stop` is called. Any number of processes may call this at the same moment.
 * Throws an Error of one line that says what to do.
 */
export const startEmbeddedPostgres = async ({
  home,
  onNotice = () => {},
  durable = true,
}: Options): Promise<EmbeddedPostgres> => {
  const place = await placeOf(home)
  const password = await settleFile(passwordFile(home), randomBytes(24).toString('hex'))
  const version = await clusterVersion(place)
  if (version === undefined) {
    onNotice(`Creating a Postgres ${place.major} database in ${place.base}`)
    await createCluster(place, password, durable)
  } else if (version !== place.major) throw new Error(otherVersion(place, version))
  return startOrAdopt(place, password, { onNotice, durable })
}

/** Ends the Postgres of a home, whoever started it. Does nothing when none runs. */
export const stopEmbeddedPostgres = async (home: string): Promise<void> => {
  if (!(await exists(passwordFile(home)))) return
  const place = await placeOf(home)
  if ((await readPostmaster(place)) !== undefined) await stopServer(place)
}

const passwordFile = (home: string) => join(home, 'postgres-password')

const clusterVersion = ({ data }: Place): Promise<string | undefined> =>
  readFile(join(data, 'PG_VERSION'), 'utf8').then(
    version => version.trim(),
    () => undefined,
  )

const otherVersion = ({ data, major }: Place, version: string) =>
  `The database in ${data} was written by Postgres ${version}, and this release of Daybook brings Postgres ${major}: ` +
  'back it up with the older release (daybook backup) and restore it in a new home (daybook restore), or point DAYBOOK_HOME elsewhere.'

/**
 * Looks before every try to start and after every one that failed, because another process may start, stop or kill the
 * server meanwhile; a failure counts only while there is no server.
 */
const startOrAdopt = async (
  place: Place,
  password: string,
  { onNotice, durable }: { onNotice: (line: string) => void; durable: boolean },
): Promise<EmbeddedPostgres> => {
  const begun = Date.now()
  let lastHeard = begun
  let failure = ''
  for (;;) {
    const server = await lookForServer(place, password)
    if (server.state === 'ready') return { ...reach(server, password), stop: async () => {} }
    if (server.state === 'absent') {
      refuseLastingFailure(place, failure)
      onNotice(`Starting Postgres in ${place.base}`)
      failure = await startServer(place, durable)
      const started = failure === '' ? await readPostmaster(place) : undefined
      if (started !== undefined) return { ...reach(started, password), stop: () => stopOurs(place, started) }
    }
    if (server.state !== 'silent') lastHeard = Date.now()
    giveUpIfTooLong(place, server, Date.now() - begun, Date.now() - lastHeard)
    await delay(WAIT_MS)
  }
}

const reach = ({ port }: Postmaster, password: string) => ({ url: urlOf(port, password), port })

/** Another server is about to start or has just been killed, or our port was taken since we looked: worth another try. */
const PASSING =
  /lock file .* (already exists|is empty)|pre-existing shared memory block|could not (bind|create any TCP)/

const refuseLastingFailure = (place: Place, failure: string): void => {
  if (failure !== '' && !PASSING.test(failure))
    throw new Error(`Postgres did not start in ${place.data}: ${lastLines(failure)}`)
}

const giveUpIfTooLong = (place: Place, { state }: Server, waited: number, silent: number): void => {
  if (silent > LISTENS_WITHIN_MS)
    throw new Error(
      `${join(place.data, 'postmaster.pid')} names a process that does not answer: end it if it is a Postgres, else delete that file.`,
    )
  if (waited > READY_WITHIN_MS)
    throw new Error(`Postgres in ${place.data} is still ${state} after five minutes: see ${place.log}.`)
}

/** Only the server that was started here: another process may have started one after ours was killed. */
const stopOurs = async (place: Place, { pid }: Postmaster): Promise<void> => {
  if ((await readPostmaster(place))?.pid === pid) await stopServer(place)
}
