import type { Pool } from 'pg'
import { DESCRIBED, type TrailTable } from './tables.ts'

/** A block that is full has so many rows. */
export const BLOCK_ROWS = 1024
/** Rows that one statement looks at. */
const PAGE_ROWS = 64 * BLOCK_ROWS

/** Rows of a table up to a number, behind the block before: how many, and the SHA-256 over theirs, hexadecimal. */
export type Block = { readonly last: number; readonly rows: number; readonly digest: string }

const leaf = (table: TrailTable) => `sha256(convert_to(${DESCRIBED[table].text}, 'UTF8'))`
const DIGEST = `encode(sha256(coalesce(string_agg(leaf, ''::bytea order by number), ''::bytea)), 'hex')`
/** Behind nothing comes every number, also one that no counter has given. As one comparison, which the index answers. */
const isBehind = (after: string) => `t.number > coalesce(nullif(${after}::bigint, 0), -9223372036854775808)`

const cutting = (table: TrailTable) => `
  select max(number)::float8 as last, count(*)::int as rows, ${DIGEST} as digest
  from (
    select t.number, ${leaf(table)} as leaf, (row_number() over (order by t.number) - 1) / ${BLOCK_ROWS} as block
    from app.${table} t where ${isBehind('$1')} and t.number <= $2 order by t.number limit ${PAGE_ROWS}) page
  group by block order by block`

type Behind = { readonly table: TrailTable; readonly after: number }

/** Cuts the rows of a table with numbers above `after` up to `end` into blocks. */
export const cutBlocks = async (
  pool: Pool,
  { table, after }: Behind,
  end: number,
  signal?: AbortSignal,
): Promise<Block[]> => {
  const blocks: Block[] = []
  for (let at = after; at < end; ) {
    signal?.throwIfAborted()
    const { rows } = await pool.query<Block>(cutting(table), [at, end])
    blocks.push(...rows)
    if (rows.reduce((sum, block) => sum + block.rows, 0) < PAGE_ROWS) break
    at = blocks.at(-1)?.last ?? end
  }
  return blocks
}

/** A block as it is now. `late` of its rows, `firstLate` the first, say that they happened before a given time. */
export type Found = {
  readonly rows: number
  readonly digest: string
  readonly late: number
  readonly firstLate: number | null
}

const finding = (table: TrailTable) => `
  select found.* from unnest($1::bigint[], $2::bigint[]) with ordinality as block (after, last, place)
  cross join lateral (
    select count(*)::int as rows, ${DIGEST} as digest,
      count(*) filter (where at < $3 collate "C")::int as late, (min(number) filter (where at < $3 collate "C"))::float8 as "firstLate"
    from (
      select t.number, ${leaf(table)} as leaf, ${DESCRIBED[table].at} as at from app.${table} t
      where ${isBehind('block.after')} and t.number <= block.last) rows) found
  order by place`

/** What became of blocks that follow each other behind a number. @param bound ISO 8601 UTC, of what counts as late */
export const lookAtBlocks = async (
  pool: Pool,
  { table, after }: Behind,
  blocks: readonly Block[],
  bound: string | null,
): Promise<Found[]> => {
  const lasts = blocks.map(({ last }) => last)
  return (await pool.query<Found>(finding(table), [[after, ...lasts].slice(0, -1), lasts, bound])).rows
}

/** The rows that no seal holds yet, behind a number. */
export const lookBehind = async (
  pool: Pool,
  { table, after }: Behind,
  bound: string | null,
): Promise<Omit<Found, 'digest'>> => {
  const sql = `
    select count(*)::int as rows, count(*) filter (where at < $2 collate "C")::int as late,
      (min(number) filter (where at < $2 collate "C"))::float8 as "firstLate"
    from (select t.number, ${DESCRIBED[table].at} as at from app.${table} t where ${isBehind('$1')}) rows`
  const [row] = (await pool.query<Omit<Found, 'digest'>>(sql, [after, bound])).rows
  return row ?? { rows: 0, late: 0, firstLate: null }
}
