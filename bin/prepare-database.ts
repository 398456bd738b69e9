import { type ClientBase, DatabaseError } from 'pg'
import { openPool } from '../eventstore/postgres/pool.ts'
import { APP_ROLE, giveRights, handOver, makeRoles, OWNER_ROLE } from '../eventstore/roles.ts'
import { readSchemas } from '../projections/engine/store/generation-schema.ts'
import { makeKeptSchemas } from './kept-schemas.ts'
import { withSessionOption } from './session-option.ts'
import type { Notice, ShopDatabase } from './shop-database.ts'

const KEPT = ['log', 'app', 'vault']

type Owned = Pick<ShopDatabase, 'ownerUrl' | 'appPassword'>

/** A user who may not make roles works as before: then only the triggers keep what is append-only. */
const warn = async (client: ClientBase, notice: Notice): Promise<void> => {
  const { rows } = await client.query<{ name: string }>('select current_user as name')
  notice(
    `The user ${rows[0]?.name} of DATABASE_URL can not make the role ${APP_ROLE}, so Daybook works as the owner of its tables: only triggers keep the log from being changed. See "A Postgres of your own" in the README.`,
  )
}

/** Everything in the transaction of the owner. @returns whether the server can work as the app role */
const prepare = async (client: ClientBase, hasLog: boolean, notice: Notice): Promise<boolean> => {
  const { isSuperuser, isUsable } = await makeRoles(client)
  if (isSuperuser) {
    await handOver(client, KEPT, OWNER_ROLE)
    await client.query(`set local role ${OWNER_ROLE}`)
  }
  await makeKeptSchemas(client, hasLog)
  if (isUsable) await giveRights(client)
  await client.query('reset role')
  if (isUsable) await handOver(client, await readSchemas(client), APP_ROLE)
  else await warn(client, notice)
  return isUsable
}

const logIn = (client: ClientBase, password: string) =>
  client.query(`alter role ${APP_ROLE} login password '${password}'`)

const appUrlOf = ({ ownerUrl, appPassword }: Owned): string => {
  if (appPassword === undefined) return withSessionOption(ownerUrl, 'role', APP_ROLE)
  return Object.assign(new URL(ownerUrl), { username: APP_ROLE, password: appPassword }).href
}

const prepareOnce = async (database: Owned, hasLog: boolean, notice: Notice): Promise<string> => {
  const pool = openPool({ connectionString: database.ownerUrl, max: 1, connectionTimeoutMillis: 10_000 })
  const client = await pool.connect()
  try {
    await client.query('begin')
    const isUsable = await prepare(client, hasLog, notice)
    if (isUsable && database.appPassword !== undefined) await logIn(client, database.appPassword)
    await client.query('commit')
    return isUsable ? appUrlOf(database) : database.ownerUrl
  } finally {
    // After an error its transaction ends with the connection.
    client.release(true)
    await pool.end()
  }
}

const TRIES = 5
const isDeadlock = (error: unknown) => error instanceof DatabaseError && error.code === '40P01'

/**
 * Makes all that a shop keeps, as the owner, and gives the server its rights. While read models are handed over, another
 * release may be writing them.
 * @returns the URL that the server works with: as a role that can add to the log and not change it
 */
export const prepareDatabase = async (database: Owned, hasLog: boolean, notice: Notice): Promise<string> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await prepareOnce(database, hasLog, notice)
    } catch (error) {
      if (!isDeadlock(error) || tries === TRIES) throw error
    }
  }
}
