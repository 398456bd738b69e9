import type { Config } from './config.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { UserError } from './user-error.ts'

export type Notice = (line: string) => void

/** The Postgres that a shop works with. */
export type ShopDatabase = {
  /** As whoever owns what is in it: to make what is missing, to restore, never to serve. */
  readonly ownerUrl: string
  /** Where it is ours, the server logs in with this one as a role of its own. */
  readonly appPassword: string | undefined
  /** Why it is not there at the moment, in one line, where that is known. */
  readonly trouble: () => string | undefined
  /** Rejects while there is no space left for it; undefined where nobody here can look. */
  readonly checkDisk: (() => Promise<void>) | undefined
  readonly stop: () => Promise<void>
}

/** A Postgres that somebody else looks after. */
export const outsideDatabase = (url: string): ShopDatabase => ({
  ownerUrl: url,
  appPassword: undefined,
  trouble: () => undefined,
  checkDisk: undefined,
  stop: async () => {},
})

/** What the embedded one throws by itself says what to do, in one line. */
const explain = (error: unknown): never => {
  throw error instanceof Error && error.name === 'Error' ? new UserError(error.message, { cause: error }) : error
}

/**
 * The Postgres of a shop: the one that is configured, else the embedded one, which is started unless it runs.
 * @throws UserError
 */
export const databaseOf = async ({ databaseUrl, home }: Config, notice: Notice): Promise<ShopDatabase> =>
  databaseUrl === undefined
    ? startEmbeddedPostgres({ home, onNotice: notice }).then(
        ({ url, ...rest }) => ({ ...rest, ownerUrl: url }),
        explain,
      )
    : outsideDatabase(databaseUrl)
