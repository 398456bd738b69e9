import type { TestServer } from './server.ts'
import type { Account } from './visitor.ts'

/** What somebody has proved in their sessions was a quarter of an hour ago, and a minute more. */
export const provedLongAgo = ({ shop }: Pick<TestServer, 'shop'>, { id }: Pick<Account, 'id'>) =>
  shop.pool.query(
    `update app.session set started_at = started_at - interval '16 minutes', proved_at = null where user_id = $1`,
    [id],
  )
