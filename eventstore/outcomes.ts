import type { Pool } from 'pg'
import type { Rejection } from '../domain/decider.ts'
import { ensureAppSchema } from './app-schema.ts'

/** An outcome that left nothing in the log: there was nothing to do, or a rule forbids it. */
export type Eventless =
  | { readonly kind: 'done'; readonly revision: number }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }

/** Which command it was the outcome of. */
export type KeptOutcome = { readonly digest: string; readonly outcome: Eventless }

/** Outcomes without events, kept for a week, so that a command that comes again gets the one of the first time. */
export type Outcomes = {
  readonly find: (stream: string, commandId: string) => Promise<KeptOutcome | undefined>
  /** @returns the one of another process that was faster, which stays. */
  readonly keep: (stream: string, commandId: string, kept: KeptOutcome) => Promise<KeptOutcome | undefined>
  /** Removes what is older than a week. */
  readonly prune: () => Promise<void>
}

const FRESH = "decided_at > clock_timestamp() - interval '7 days'"

export const openOutcomes = async (pool: Pool): Promise<Outcomes> => {
  await ensureAppSchema(pool)
  const find: Outcomes['find'] = async (stream, commandId) => {
    const text = `select digest, outcome from app.outcome where stream = $1 and command_id = $2 and ${FRESH}`
    const { rows } = await pool.query<KeptOutcome>({ name: 'outcome', text, values: [stream, commandId] })
    return rows[0]
  }
  return {
    find,
    keep: async (stream, commandId, kept) => {
      // One of more than a week ago does not count any more.
      const text = `insert into app.outcome as was (stream, command_id, digest, outcome) values ($1, $2, $3, $4)
        on conflict (stream, command_id) do update
          set digest = excluded.digest, outcome = excluded.outcome, decided_at = excluded.decided_at
          where not (was.${FRESH})`
      const { rowCount } = await pool.query(text, [stream, commandId, kept.digest, kept.outcome])
      return rowCount === 0 ? find(stream, commandId) : undefined
    },
    prune: async () => {
      await pool.query(`delete from app.outcome where not (${FRESH})`)
    },
  }
}

/** Outcomes in memory, for unit tests. */
export const memoryOutcomes = (): Outcomes => {
  const outcomes = new Map<string, KeptOutcome>()
  const keyOf = (stream: string, commandId: string) => `${stream}/${commandId}`
  return {
    find: async (stream, commandId) => outcomes.get(keyOf(stream, commandId)),
    keep: async (stream, commandId, kept) => {
      const first = outcomes.get(keyOf(stream, commandId))
      if (first === undefined) outcomes.set(keyOf(stream, commandId), kept)
      return first
    },
    prune: async () => undefined,
  }
}
