import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import type { Pool } from 'pg'
import { schemaName } from './generation-schema.ts'
import type { AnyProjection } from './projection.ts'
import { qualifyTables, refuseUnbuilt, type Serving } from './qualify.ts'
import { type Registered, readRegistry, servingOf } from './registry.ts'
import { rowTypes } from './rows.ts'
import { connect, release } from './transaction.ts'

/** The read tables as this process sees them. */
export type ReadDatabase<Database> = {
  /** One per request: all its queries read the same generations. A query throws NotBuilt where there is none. */
  readonly queries: () => Kysely<Database>
  /** Looks up again which generations are read, and how far they are. */
  readonly refresh: () => Promise<readonly Registered[]>
}

export type ReadDatabaseOptions = {
  readonly pool: Pool
  readonly projections: readonly AnyProjection[]
  readonly onError: (error: unknown) => void
}

export const openReadDatabase = async <Database>({
  pool,
  projections,
  onError,
}: ReadDatabaseOptions): Promise<ReadDatabase<Database>> => {
  let asked = 0
  let answered = 0
  const refresh = async () => {
    asked += 1
    const turn = asked
    const registered = await readRegistry(pool, projections)
    // An answer that was overtaken by a later one is older than what we know.
    if (turn > answered) current = base.withPlugin(qualifyTables(servingTables(registered, projections)))
    answered = Math.max(turn, answered)
    return registered
  }
  const onMissingTable = () => void refresh().catch(onError)
  const base = new Kysely<Database>({ dialect: new PostgresDialect({ pool: typedPool(pool, onMissingTable) }) })
  let current = base
  await refresh()
  return { queries: () => current, refresh }
}

const servingTables = (registered: readonly Registered[], projections: readonly AnyProjection[]): Serving => {
  const serving = new Map<string, { model: string; schema: string | undefined }>()
  for (const projection of projections) {
    const row = servingOf(registered, projection)
    const schema = row && schemaName(row.model, row.version, row.generation)
    for (const table of Object.keys(projection.tables)) serving.set(table, { model: projection.name, schema })
  }
  return serving
}

const MISSING_TABLE = '42P01'

/** The pool as kysely uses it, with values parsed as tables declare them. It is not kysely's to end. */
const typedPool = (pool: Pool, onMissingTable: () => void) => ({
  end: async () => undefined,
  connect: async (): Promise<PostgresPoolClient> => {
    const client = await connect(pool)
    const query = async (text: string, values: readonly unknown[]) => {
      refuseUnbuilt(text)
      try {
        return await client.query({ text, values: [...values], types: rowTypes })
      } catch (error) {
        // The generation was swapped and dropped, and we have not heard of it: the next request will know.
        if (error instanceof Error && 'code' in error && error.code === MISSING_TABLE) onMissingTable()
        throw error
      }
    }
    // kysely also streams through cursors, which takes the driver's own query; nobody here does.
    return { query, release: () => release(client) } as unknown as PostgresPoolClient
  },
})
