import type { Pool } from 'pg'
import { admit } from '../admissible.ts'
import type { EventStore } from '../event-store.ts'
import { knownCuts } from '../known-cuts.ts'
import { openLog } from '../log-opened.ts'
import { tail } from '../tail.ts'
import { unbroken } from '../unbroken.ts'
import { wakeup } from '../wakeup.ts'
import { appender } from './append.ts'
import { groupCommit } from './group-commit.ts'
import { listener } from './listener.ts'
import { openPool } from './pool.ts'
import { type Reader, reader } from './read.ts'
import { ensureSchema } from './schema.ts'

/** Safety net of followers under lost notifications. */
const POLL_MS = 1_000
const CONNECT_MS = 5_000

type Options = ({ readonly url: string } | { readonly pool: Pool }) & {
  /** Postgres schema of the log, `log` unless told otherwise. */
  readonly schema?: string
  /** Clock for the LogOpened event of a new log. */
  readonly now?: () => Date
}

/**
 * The log in Postgres. Makes its schema when it is missing; several processes may open it at once. Given a pool it takes
 * one connection for appends and one to listen for good and leaves the pool open when it is closed.
 */
export const openPostgresEventStore = async (options: Options): Promise<EventStore> => {
  const { schema = 'log', now = () => new Date() } = options
  const pool =
    'pool' in options
      ? options.pool
      : openPool({ connectionString: options.url, max: 6, connectionTimeoutMillis: CONNECT_MS })
  const close = async () => {
    if (!('pool' in options)) await pool.end()
  }
  try {
    await ensureSchema(pool, schema)
    return await storeOf(pool, schema, now, close)
  } catch (error) {
    await close()
    throw error
  }
}

const wholeStreams =
  (read: Reader, cuts: ReturnType<typeof knownCuts>): EventStore['readStream'] =>
  (stream, options = {}) =>
    cuts.met(() => unbroken(stream, options, read.stream(stream, options)))

const storeOf = async (
  pool: Pool,
  schema: string,
  now: () => Date,
  closePool: () => Promise<void>,
): Promise<EventStore> => {
  const read = reader(pool, schema)
  const writer = appender(pool, schema)
  const queue = groupCommit(writer.append)
  const wake = wakeup(POLL_MS)
  const news = listener(pool, schema, wake)
  const append: EventStore['append'] = async appends => Promise.all(appends.map(admit).map(queue.append))
  const cuts = knownCuts()
  const readStream = wholeStreams(read, cuts)
  const identity = await openLog({ readStream, append }, now)
  return {
    append,
    readStream,
    cuts: cuts.all,
    readAll: read.all,
    follow: ({ from, signal }) =>
      tail({
        from,
        signal,
        read: async (from, limit) => {
          await news.listen()
          return read.after(from, limit)
        },
        beyond: wake.beyond,
      }),
    head: read.head,
    eventAt: read.at,
    identity: async () => identity,
    close: () => queue.idle().then(writer.close).then(news.close).then(closePool),
  }
}
