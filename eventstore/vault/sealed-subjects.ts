import type { Pool } from 'pg'
import { events } from '../../domain/index.ts'
import {
  comparePositions,
  type EventStore,
  type Position,
  parsePosition,
  positionToken,
  START,
} from '../event-store.ts'

/** Event types whose data may have a personal part. */
export const sealable = Object.entries(events).flatMap(([type, schema]) => ('personal' in schema.shape ? [type] : []))

/** A place in a log, as far as its subjects are noted. */
type Place = { readonly logId: string; readonly position: Position }

/** Everybody for whom a key was made once, or of whom something sealed is in the log; kept beside the keys. */
export type SealedSubjects = {
  readonly has: (subject: string) => Promise<boolean>
  /** Up to where this log was looked through. */
  readonly until: (logId: string) => Promise<Position | undefined>
  readonly note: (subjects: readonly string[], until: Place) => Promise<void>
}

export const openSealedSubjects = (pool: Pool): SealedSubjects => ({
  has: async subject =>
    (await pool.query('select from vault.sealed_subject where subject = $1', [subject])).rowCount === 1,
  until: async logId => {
    const sql = 'select position from vault.sealed_until where log_id = $1'
    const [row] = (await pool.query<{ position: string }>(sql, [logId])).rows
    return row === undefined ? undefined : parsePosition(row.position)
  },
  note: async (subjects, { logId, position }) => {
    await pool.query(
      `with noted as (
         insert into vault.sealed_subject (subject) select unnest($1::text[]) on conflict do nothing
       )
       insert into vault.sealed_until (log_id, position) values ($2, $3)
       on conflict (log_id) do update set position = excluded.position`,
      [subjects, logId, positionToken(position)],
    )
  },
})

const PAGE = 1_000

/**
 * Notes everybody of whom something sealed was written to the log since it was looked through last: by an earlier release,
 * or before the keys were restored to an older state. A log that was itself set back is looked through anew.
 */
export const noteSealedSubjects = async (
  store: Pick<EventStore, 'identity' | 'readAll' | 'head'>,
  sealed: Pick<SealedSubjects, 'until' | 'note'>,
): Promise<void> => {
  const [{ logId }, head] = await Promise.all([store.identity(), store.head()])
  const known = await sealed.until(logId)
  for (let from = known === undefined || comparePositions(known, head) > 0 ? START : known; ; ) {
    const page = await store.readAll({ from, limit: PAGE, types: sealable })
    const subjects = page.events.flatMap(({ metadata }) => metadata.subjects ?? [])
    await sealed.note([...new Set(subjects)], { logId, position: page.next })
    if (page.atHead) return
    from = page.next
  }
}
