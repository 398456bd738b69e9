import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import type { AnyProjection } from '../model/projection.ts'
import { quote, schemaName } from './generation-schema.ts'
import { preparedAs } from './prepared.ts'
import { qualifyTables, refuseUnbuilt, type Serving } from './qualify.ts'
import { type GenerationId, type Registered, readRegistry, servingOf } from './registry.ts'
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
}

export const openReadDatabase = async <Database>({
  pool,
  projections,
}: ReadDatabaseOptions): Promise<ReadDatabase<Database>> => {
  let asked = 0
  let answered = 0
  const refresh = async (client: ClientBase | Pool = pool) => {
    asked += 1
    const turn = asked
    const registered = await readRegistry(client, projections)
    // An answer that was overtaken by a later one is older than what we know.
    if (turn > answered)
      current = base.withPlugin(
        qualifyTables(servingTables(projections, projection => servingOf(registered, projection))),
      )
    answered = Math.max(turn, answered)
    return registered
  }
  // On the connection that asks: one more could be one too many when all of them are in use.
  const repoint = async (text: string, client: ClientBase) => repointed(text, await refresh(client), projections)
  const base = new Kysely<Database>({ dialect: new PostgresDialect({ pool: typedPool(pool, repoint) }) })
  let current = base
  await refresh()
  return { queries: () => current, refresh: () => refresh() }
}

/** The read tables of a shop as of a moment, through a pool that may read those. A query throws NotBuilt for a model that it has not. */
export const openAsOfDatabase = async <Database>(
  { pool, projections, reader }: ReadDatabaseOptions & { readonly reader: Pool },
  id: string,
): Promise<Kysely<Database>> => {
  const { rows } = await pool.query<GenerationId>(
    'select model, version, generation from projections.generation where as_of = $1',
    [id],
  )
  const serving = servingTables(projections, ({ name, version }) =>
    rows.find(row => row.model === name && row.version === version),
  )
  // What was dropped stays dropped: there is no other generation to read in its place.
  const dialect = new PostgresDialect({ pool: typedPool(reader, async text => text) })
  return new Kysely<Database>({ dialect }).withPlugin(qualifyTables(serving))
}

/** A query's text with the generations that are read now in place of those it was written for. */
const repointed = (text: string, registered: readonly Registered[], projections: readonly AnyProjection[]): string => {
  const now = new Map(
    projections.flatMap(projection => {
      const row = servingOf(registered, projection)
      return row === undefined
        ? []
        : [[`${row.model}_v${row.version}`, schemaName(row.model, row.version, row.generation)]]
    }),
  )
  return text.replaceAll(/"(\w+_v\d+)_g\d+"/g, (whole, model: string) => quote(now.get(model) ?? whole.slice(1, -1)))
}

const servingTables = (
  projections: readonly AnyProjection[],
  read: (projection: AnyProjection) => GenerationId | undefined,
): Serving => {
  const serving = new Map<string, { model: string; schema: string | undefined }>()
  for (const projection of projections) {
    const row = read(projection)
    const schema = row && schemaName(row.model, row.version, row.generation)
    for (const table of Object.keys(projection.tables)) serving.set(table, { model: projection.name, schema })
  }
  return serving
}

const MISSING_TABLE = '42P01'

/** The pool as kysely uses it, with values parsed as tables declare them. It is not kysely's to end. */
const typedPool = (pool: Pool, repoint: (text: string, client: ClientBase) => Promise<string>) => ({
  end: async () => undefined,
  connect: async (): Promise<PostgresPoolClient> => {
    const client = await connect(pool)
    const ask = (text: string, values: readonly unknown[]) =>
      client.query({ text, values: [...values], types: rowTypes, ...preparedAs(text) })
    const query = async (text: string, values: readonly unknown[]) => {
      refuseUnbuilt(text)
      try {
        return await ask(text, values)
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === MISSING_TABLE)) throw error
        // The generation was swapped and dropped before we heard of it: nobody who reads has to know.
        return await ask(await repoint(text, client), values)
      }
    }
    // kysely also streams through cursors, which takes the driver's own query; nobody here does.
    return { query, release: () => release(client) } as unknown as PostgresPoolClient
  },
})
