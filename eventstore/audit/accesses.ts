import type { ClientBase, Pool } from 'pg'
import { v7 } from 'uuid'
import { type Asked, askedOf, type HashWord, hashedWords, type Term, termOf } from './asked.ts'

/** That somebody looked at something, or did something that is in no log. */
export type Access = Looked & {
  /** The query string. */
  readonly query: string
  /** What the program says of it: codes, permissions, rules. Kept as it is, beside the parameters of the path. */
  readonly facts?: Readonly<Record<string, string>>
  /** Texts by name of which hashes alone are kept. */
  readonly hidden?: Readonly<Record<string, string>>
}

type Looked = {
  readonly at: Date
  /** Id of the viewer. */
  readonly viewer: string
  readonly kind: string
  /** Path of the page, with the names of its parameters: `/events/:id`. */
  readonly path: string
  readonly params: Readonly<Record<string, string>>
}

/** The same as it is kept. */
export type KeptAccess = Looked & Asked

export type ListedAccess = KeptAccess & { readonly id: string }

const KEPT_PARAM = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/

/** An access as it is kept: what may name a person neither in its query nor in its path. */
export const keptAccess = (
  hash: HashWord,
  { query, params, facts = {}, hidden = {}, ...looked }: Access,
): KeptAccess => {
  const asked = askedOf(hash, query)
  const texts = Object.entries(params).filter(([, value]) => !KEPT_PARAM.test(value))
  const shown = Object.fromEntries(texts.map(([name]) => [name, '…']))
  const terms: Term[] = [
    ...asked.terms,
    ...texts.map(([, value]) => termOf(hash, 'path', value)),
    ...Object.entries(hidden).map(([name, value]) => termOf(hash, name, value)),
  ]
  return { ...looked, query: asked.query, terms, params: { ...params, ...shown, ...facts } }
}

const INSERT = `
  insert into app.access (id, at, viewer, kind, path, params, query, terms)
  select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::jsonb[], $7::text[], $8::jsonb[])`

/** Adds accesses as they are kept. */
export const insertAccesses = async (pool: Pool | ClientBase, rows: readonly KeptAccess[]): Promise<void> => {
  const column = (of: (row: KeptAccess) => unknown) => rows.map(of)
  await pool.query(INSERT, [
    rows.map(() => v7()),
    column(({ at }) => at),
    column(({ viewer }) => viewer),
    column(({ kind }) => kind),
    column(({ path }) => path),
    column(({ params }) => JSON.stringify(params)),
    column(({ query }) => query),
    column(({ terms }) => JSON.stringify(terms)),
  ])
}

type Batch = { readonly rows: KeptAccess[]; readonly written: Promise<void> }

/**
 * Writes accesses down. What comes while one statement is under way goes into the next one, so that many at once cost
 * little; each call resolves once its own is stored, and rejects when it could not be.
 */
export const recordAccesses = (pool: Pool, hash: HashWord): ((access: Access) => Promise<void>) => {
  let next: Batch | undefined
  let last = Promise.resolve()
  const begin = (): Batch => {
    const rows: KeptAccess[] = []
    const written = last.then(() => {
      next = undefined
      return insertAccesses(pool, rows)
    })
    last = written.catch(() => undefined)
    return { rows, written }
  }
  return access => {
    next ??= begin()
    next.rows.push(keptAccess(hash, access))
    return next.written
  }
}

/** Which accesses are listed: those of a viewer, of a kind, from and up to a day (`YYYY-MM-DD`, of the time zone of the reader). */
export type AccessFilter = {
  readonly viewer?: string
  readonly kind?: string
  /** Somebody searched for a text with these words, or filtered by it; asking that here is none of them. */
  readonly term?: string
  readonly from?: string
  readonly to?: string
  /** IANA name. */
  readonly timeZone: string
}

/** So many accesses, newest first; behind the id of one that was listed before. */
export const listAccesses = async (
  { pool, hash }: { readonly pool: Pool; readonly hash: HashWord },
  { viewer, kind, term, from, to, timeZone }: AccessFilter,
  limit: number,
  behind?: string,
): Promise<ListedAccess[]> => {
  const words = term === undefined ? null : JSON.stringify([{ words: hashedWords(hash, term) }])
  const { rows } = await pool.query<ListedAccess>(
    `select id, at, viewer, kind, path, params, query, coalesce(terms, '[]') as terms from app.access
     where ($1::text is null or viewer = $1) and ($2::uuid is null or id < $2)
       and ($3::date is null or at >= $3::date::timestamp at time zone $5)
       and ($4::date is null or at < ($4::date + 1)::timestamp at time zone $5)
       and ($7::jsonb is null or (terms @> $7 and path not like '/access%'))
       and ($8::text is null or kind = $8)
     order by id desc limit $6`,
    [viewer ?? null, behind ?? null, from ?? null, to ?? null, timeZone, limit, words, kind ?? null],
  )
  return rows
}
