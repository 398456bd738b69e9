import { admit } from '../admissible.ts'
import type { EventStore } from '../event-store.ts'
import { openLog } from '../log-opened.ts'
import { appender } from './append.ts'
import { openClient, toLeader } from './client.ts'
import { parseConnection } from './connection.ts'
import { follower } from './follow.ts'
import { headOf } from './head.ts'
import { live } from './live.ts'
import { reader } from './read.ts'

type Options = {
  /** Connection string, `esdb://…`. */
  readonly url: string
  /** Clock for the LogOpened event of a new log. */
  readonly now?: () => Date
}

/**
 * The log in an EventStoreDB. It may hold other things too: what Daybook has not written is left out.
 * @throws BadConnectionString, LogUnavailable, UnknownOutcome
 */
export const openEventStoreDb = async ({ url, now = () => new Date() }: Options): Promise<EventStore> => {
  const connection = parseConnection(url)
  // On an error the client closes its channel with all that is under way there: commands and queries do not share one.
  const commands = openClient(toLeader(connection))
  const queries = openClient(connection)
  const readStream = reader(commands).stream
  const read = reader(queries)
  const appendAll = appender(commands, readStream)
  const append: EventStore['append'] = async appends => appendAll(appends.map(admit))
  const head = headOf(queries)
  const news = live({ client: queries, head })
  const close = async () => {
    await news.close()
    await Promise.all([commands.dispose(), queries.dispose()])
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
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
