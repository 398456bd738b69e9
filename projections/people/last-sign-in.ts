import { type Kysely, sql } from 'kysely'

/** What a shop of the past is read through can not write, and has no business with who came in since. */
const READS_ONLY = sql<{
  readsOnly: boolean
}>`select current_setting('default_transaction_read_only')::bool as "readsOnly"`

type CameIn = { readonly id: string; readonly at: Date | null }

// Ids of what is recorded go by time, so the last one of a user is found without reading the others.
const lastOf = (users: readonly string[]) => sql<CameIn>`
  select asked.id, (
    select at from app.access where viewer = asked.id and kind in ('signed_in', 'link_used') order by access.id desc limit 1
  ) from unnest(${users}::text[]) as asked (id)`

/**
 * When each of these users came in last, as it was recorded; null for who never did. Undefined in a shop of the past, which
 * knows what is in the log and no more.
 */
export const lastSignIns = async (
  db: Kysely<never>,
  users: readonly string[],
): Promise<ReadonlyMap<string, Date | null> | undefined> => {
  const { rows } = await READS_ONLY.execute(db)
  if (rows[0]?.readsOnly !== false) return undefined
  return new Map((await lastOf(users).execute(db)).rows.map(({ id, at }) => [id, at]))
}
