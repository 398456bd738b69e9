import { type Expression, type RawBuilder, sql } from 'kysely'

/** What a column of whole numbers and JSON can hold: a sum that is this large is at least that, and shown as such. */
export const MOST = Number.MAX_SAFE_INTEGER

/**
 * A sum that stays within what a column can hold. No command brings such numbers any more, but what an older log has of
 * them must be shown, and must not keep what else adds to the same row from being shown.
 */
export const plus = (...amounts: readonly number[]): number =>
  amounts.reduce((sum, amount) => Math.max(-MOST, Math.min(MOST, sum + amount)), 0)

/** The same of a query: a sum of bigints is numeric in Postgres, comes back as text and may be beyond a bigint. */
export const whole = (sum: Expression<unknown>): RawBuilder<number> =>
  sql<number>`least(greatest(${sum}, ${sql.lit(-MOST)}), ${sql.lit(MOST)})::bigint`
