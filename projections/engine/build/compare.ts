import type { ClientBase, PoolClient } from 'pg'
import { comparePositions, positionToken } from '../../../eventstore/event-store.ts'
import type { AnyProjection, Tables } from '../model/projection.ts'
import type { Table } from '../model/table.ts'
import type { GenerationGroup } from '../store/catch-up.ts'
import { quote, schemaName } from '../store/generation-schema.ts'
import { readRegistry } from '../store/registry.ts'
import { rowTypes } from '../store/rows.ts'
import { connect, isTransient, release, transact } from '../store/transaction.ts'
import { catchUp, comparable } from './build.ts'
import { batchOf, type Rebuilding } from './options.ts'
import { meetOld, StillBehind } from './swap.ts'

/** A row that is not the same in both, null where it is missing. Personal values are only said to differ. */
export type DifferentRow = {
  readonly key: string
  readonly old: Readonly<Record<string, unknown>> | null
  readonly new: Readonly<Record<string, unknown>> | null
}

export type TableComparison = {
  readonly table: string
  readonly rows: { readonly old: number; readonly new: number }
  /** Rows that only one of them has, or that differ. */
  readonly different: number
  /** In how many of the rows that both have each column differs; those that differ nowhere are left out. */
  readonly columns: Readonly<Record<string, number>>
  readonly sample: readonly DifferentRow[]
}

export type Comparison = {
  /** Token of where both stood. */
  readonly position: string
  readonly isEqual: boolean
  readonly tables: readonly TableComparison[]
}

const TRIES = 50
const SAMPLE = 10

/**
 * Compares a generation with the one that is read, at the same position of the log and without holding it up: what both
 * have written is read from one snapshot, taken as soon as they have met. Undefined when nothing comparable is read.
 * @throws Error when they never stood at the same place
 */
export const compareAtEqualPosition = async (
  group: GenerationGroup,
  projection: AnyProjection,
  options: Rebuilding,
): Promise<Comparison | undefined> => {
  const { eventStore, pool } = options
  const client = await connect(pool)
  try {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const old = await comparable(group.client, projection, eventStore)
      if (old === undefined) return undefined
      await meet(group, projection, options)
      const found = await inSnapshot(client, async () => {
        const both = await readRegistry(client, [projection])
        const mine = both.find(({ generation }) => generation === group.generations[0]?.id.generation)
        const read = both.find(({ generation }) => generation === old.generation)
        if (mine === undefined || read === undefined || comparePositions(mine.position, read.position) !== 0)
          return undefined
        const tables = await compareTables(client, projection, read.generation, mine.generation)
        const isEqual = tables.every(({ different }) => different === 0)
        return { position: positionToken(mine.position), isEqual, tables }
      })
      if (found !== undefined) return found
    }
    throw new Error(`${projection.name} moves on too fast to be compared at equal position`)
  } finally {
    release(client)
  }
}

const inSnapshot = <T>(client: PoolClient, work: () => Promise<T>): Promise<T> =>
  transact(client, async () => {
    await client.query('set transaction isolation level repeatable read read only')
    return await work()
  })

/** Takes ours to exactly where the one that is read stands. Somebody may be in the way: then it is tried again later. */
const meet = async (group: GenerationGroup, projection: AnyProjection, options: Rebuilding): Promise<void> => {
  await catchUp(group, projection, options)
  const { client } = group
  const swap = { eventStore: options.eventStore, batch: batchOf(options) }
  try {
    group.position = await transact(client, () => meetOld(client, projection, group, swap))
  } catch (error) {
    if (!(error instanceof StillBehind || isTransient(error))) throw error
  }
}

const compareTables = async (client: ClientBase, projection: AnyProjection, old: number, mine: number) => {
  const { name, version } = projection
  const tables: Tables = projection.tables
  const compared: TableComparison[] = []
  for (const [table, declared] of Object.entries(tables)) {
    const place = (generation: number) => `${quote(schemaName(name, version, generation))}.${quote(table)}`
    compared.push(await compareTable(client, { table, declared, old: place(old), mine: place(mine) }))
  }
  return compared
}

type Pair = { readonly table: string; readonly declared: Table; readonly old: string; readonly mine: string }

const compareTable = async (client: ClientBase, pair: Pair): Promise<TableComparison> => {
  const { table, declared, old, mine } = pair
  const [was, is] = [await sumOf(client, declared, old), await sumOf(client, declared, mine)]
  const rows = { old: Number(was.rows), new: Number(is.rows) }
  if (was.rows === is.rows && was.sum === is.sum) return { table, rows, different: 0, columns: {}, sample: [] }
  return { table, rows, ...(await differences(client, pair)) }
}

/** Count and checksum of all rows, whatever their order. */
const sumOf = async (client: ClientBase, { columns }: Table, place: string) => {
  const row = Object.keys(columns).map(quote).join(', ')
  const { rows } = await client.query<{ rows: string; sum: string | null }>(
    `select count(*)::text as rows, sum(hashtextextended(row(${row})::text, 0)::numeric)::text as sum from ${place}`,
  )
  return rows[0] ?? { rows: '0', sum: null }
}

const differences = async (client: ClientBase, { declared, old, mine }: Pair) => {
  const { key, columns } = declared
  const names = Object.keys(columns)
  const both = `${old} o full join ${mine} n using (${key.map(quote).join(', ')})`
  const missing = `o.last_position is null or n.last_position is null`
  const unlike = (name: string) => `o.${quote(name)} is distinct from n.${quote(name)}`
  const others = names.filter(name => !key.includes(name))
  const isDifferent = [missing, ...others.map(unlike)].join(' or ')
  const perColumn = others.map(
    name => `count(*) filter (where ${unlike(name)} and not (${missing}))::int as ${quote(name)}`,
  )
  const counts = [`count(*) filter (where ${isDifferent})::int as different`, ...perColumn]
  const { rows: sums } = await client.query<Record<string, number>>(`select ${counts.join(', ')} from ${both}`)
  const { different = 0, ...differing } = sums[0] ?? {}
  const side = (alias: 'o' | 'n') => names.map(name => `'${name}', ${shown(alias, name, declared)}`).join(', ')
  const { rows } = await client.query<DifferentRow>({
    text: `select concat_ws('/', ${key.map(quote).join(', ')}) as key,
       case when o.last_position is not null then jsonb_build_object(${side('o')}) end as old,
       case when n.last_position is not null then jsonb_build_object(${side('n')}) end as new
     from ${both} where ${isDifferent} order by ${key.map(quote).join(', ')} limit ${SAMPLE}`,
    types: rowTypes,
  })
  return {
    different,
    columns: Object.fromEntries(Object.entries(differing).filter(([, count]) => count > 0)),
    sample: rows,
  }
}

/** Personal values are not for operators; two that differ are shown as such. */
const shown = (alias: 'o' | 'n', name: string, { key, columns }: Table): string => {
  if (key.includes(name)) return quote(name)
  const value = `${alias}.${quote(name)}`
  if (columns[name]?.personal !== true) return value
  const other = alias === 'o' ? 'n' : 'o'
  const word = alias === 'o' ? '[personal]' : '[personal, another]'
  return `case when ${value} is null then null when ${value} is distinct from ${other}.${quote(name)} then '${word}' else '[personal]' end`
}
