import { setTimeout as delay } from 'node:timers/promises'
import { admit } from '../admissible.ts'
import type { EventStore } from '../event-store.ts'
import { openLog } from '../log-opened.ts'
import { type Appender, appender } from './append.ts'
import { type Client, openClient, toLeader } from './client.ts'
import { parseConnection } from './connection.ts'
import { type Cuts, cutsOf } from './cuts.ts'
import { follower } from './follow.ts'
import { headOf } from './head.ts'
import { live } from './live.ts'
import { reader } from './read.ts'

const CLOSE_MS = 2_000

type Options = {
  /** Connection string, `esdb://…`. */
  readonly url: string
  /** Clock for the LogOpened event of a new log. */
  readonly now?: () => Date
  /** Whether a stream of that name is Daybook's: others may be cut as their owners like. All are, unless told. */
  readonly isOurs?: (stream: string) => boolean
}

/**
 * The log in an EventStoreDB. It may hold other things too: what Daybook has not written is left out.
 * @throws BadConnectionString, LogUnavailable, UnknownOutcome
 */
export const openEventStoreDb = async ({
  url,
  now = () => new Date(),
  isOurs = () => true,
}: Options): Promise<EventStore> => {
  const connection = parseConnection(url)
  // On an error the client closes its channel with all that is under way there: commands and queries do not share one.
  const commands = openClient(toLeader(connection))
  const queries = openClient(connection)
  const cuts = cutsOf({ commands, queries, isOurs })
  const readStream = reader(commands, cuts).stream
  const read = reader(queries, cuts)
  const append = appendTo(appender(commands, readStream), cuts)
  const head = headOf(queries)
  const news = live({ client: queries, head })
  const close = async () => {
    await Promise.all([news.close(), cuts.close()])
    await disposeOf([commands, queries])
  }
  try {
    const identity = await openLog({ readStream, append }, now)
    return {
      append,
      readStream,
      readAll: read.all,
      follow: follower(read, news),
      head,
      eventAt: read.at,
      identity: async () => identity,
      cuts: cuts.all,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

const appendTo =
  (appendAll: Appender, cuts: Cuts): EventStore['append'] =>
  async appends =>
    cuts.met(async () => {
      for (const { stream } of appends) cuts.refuse(stream)
      return appendAll(appends.map(admit))
    })

/** The client waits for the end of each of its calls, and one may have been lost with its connection. */
const disposeOf = async (clients: readonly Client[]): Promise<void> => {
  const disposed = Promise.all(clients.map(client => client.dispose()))
  await Promise.race([disposed, delay(CLOSE_MS, undefined, { ref: false })])
}
