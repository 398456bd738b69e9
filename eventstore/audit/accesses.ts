import type { Pool } from 'pg'
import { v7 } from 'uuid'

/** That somebody looked at something. */
export type Access = {
  readonly at: Date
  /** Id of the viewer. */
  readonly viewer: string
  readonly kind: 'view' | 'search' | 'export'
  /** Path of the page, with the names of its parameters: `/events/:id`. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  /** The query string. */
  readonly query: string
}

export type ListedAccess = Access & { readonly id: string }

const INSERT = `
  insert into app.access (id, at, viewer, kind, path, params, query)
  select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[])`

const insert = async (pool: Pool, rows: readonly Access[]): Promise<void> => {
  const column = (of: (row: Access) => unknown) => rows.map(of)
  await pool.query(INSERT, [
    rows.map(() => v7()),
    column(({ at }) => at),
    column(({ viewer }) => viewer),
    column(({ kind }) => kind),
    column(({ path }) => path),
    column(({ params }) => JSON.stringify(params)),
    column(({ query }) => query),
  ])
}

type Batch = { readonly rows: Access[]; readonly written: Promise<void> }

/**
 * Writes accesses down. What comes while one statement is under way goes into the next one, so that many at once cost
 * little; each call resolves once its own is stored, and rejects when it could not be.
 */
export const recordAccesses = (pool: Pool): ((row: Access) => Promise<void>) => {
  let next: Batch | undefined
  let last = Promise.resolve()
  const begin = (): Batch => {
    const rows: Access[] = []
    const written = last.then(() => {
      next = undefined
      return insert(pool, rows)
    })
    last = written.catch(() => undefined)
    return { rows, written }
  }
  return row => {
    next ??= begin()
    next.rows.push(row)
    return next.written
  }
}

/** Which accesses are listed: those of a viewer, from and up to a day (`YYYY-MM-DD`, of the time zone of the reader). */
export type AccessFilter = {
  readonly viewer?: string
  readonly from?: string
  readonly to?: string
  /** IANA name. */
  readonly timeZone: string
}

/** So many accesses, newest first; behind the id of one that was listed before. */
export const listAccesses = async (
  pool: Pool,
  { viewer, from, to, timeZone }: AccessFilter,
  limit: number,
  behind?: string,
): Promise<ListedAccess[]> => {
  const { rows } = await pool.query<ListedAccess>(
    `select id, at, viewer, kind, path, params, query from app.access
     where ($1::text is null or viewer = $1) and ($2::uuid is null or id < $2)
       and ($3::date is null or at >= $3::date::timestamp at time zone $5)
       and ($4::date is null or at < ($4::date + 1)::timestamp at time zone $5)
     order by id desc limit $6`,
    [viewer ?? null, behind ?? null, from ?? null, to ?? null, timeZone, limit],
  )
  return rows
}
