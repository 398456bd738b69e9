import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { limitsAt, type Session, type Sessions } from './account.ts'
import { hashOfSecret, newSecret } from './secret.ts'

/** Of agent and address only so much is kept. */
const LONGEST_NOTE = 300

/** A person who signs in again and again has no more than these, the newest. */
const MOST_SESSIONS = 50

const SESSION = `id, user_id as "user", started_at as "startedAt", seen_at as "seenAt", agent, address`

const begin = async (pool: Pool, begun: Parameters<Sessions['begin']>[0], now: Date) => {
  const { user, agent, address, provedAt = null } = begun
  const key = newSecret()
  await pool.query(
    `insert into app.session (hash, id, user_id, started_at, seen_at, agent, address, proved_at)
      values ($1, $2, $3, $4, $4, $5, $6, $7)`,
    [
      hashOfSecret(key),
      randomUUID(),
      user,
      now,
      agent.slice(0, LONGEST_NOTE),
      address.slice(0, LONGEST_NOTE),
      provedAt,
    ],
  )
  const older = `delete from app.session where hash in (
    select hash from app.session where user_id = $1 order by started_at desc offset ${MOST_SESSIONS})`
  await pool.query(older, [user])
  return key
}

/** Sessions in the tables of `tables.ts`, which are there: a restart changes nothing, and all servers share them. */
export const openSessions = (pool: Pool): Sessions => ({
  begin: (session, now) => begin(pool, session, now),
  hashOf: hashOfSecret,
  touch: async (hash, now) => {
    await pool.query('update app.session set seen_at = $2 where hash = $1 and seen_at < $2', [hash, now])
  },
  prove: async (id, now) => {
    await pool.query('update app.session set proved_at = $2 where id = $1', [id, now])
  },
  of: async (user, now) => {
    const { startedAfter, seenAfter } = limitsAt(now)
    const sql = `select ${SESSION} from app.session where user_id = $1 and started_at > $2 and seen_at > $3
      order by seen_at desc, id limit ${MOST_SESSIONS}`
    return (await pool.query<Session>(sql, [user, startedAfter, seenAfter])).rows
  },
  end: async (user, id) => {
    await pool.query('delete from app.session where user_id = $1 and id = $2', [user, id])
  },
  endOf: async key => {
    await pool.query('delete from app.session where hash = $1', [hashOfSecret(key)])
  },
  endAll: async (user, except) => {
    const sql = 'delete from app.session where user_id = $1 and ($2::uuid is null or id <> $2)'
    await pool.query(sql, [user, except ?? null])
  },
})

export const pruneSessions = async (pool: Pool, now: Date): Promise<void> => {
  const { startedAfter, seenAfter } = limitsAt(now)
  await pool.query('delete from app.session where started_at < $1 or seen_at < $2', [startedAfter, seenAfter])
}
