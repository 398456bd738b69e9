import { Pool } from 'pg'

/** Its projector works event by event: a million of them would take longer than all other figures together. */
const PEER_EVENTS = 20_000

type Event = { readonly type: string; readonly data: { readonly lines?: readonly unknown[] } }
type Order = { readonly _id?: string; readonly status: string; readonly lines: number; readonly changes: number }

/** As much of `@event-driven-io/emmett-postgresql` as is used here. */
export type EmmettRebuild = {
  readonly getPostgreSQLEventStore: (url: string) => {
    readonly schema: { readonly migrate: () => Promise<unknown> }
    readonly close: () => Promise<void>
  }
  readonly pongoSingleStreamProjection: (options: {
    readonly collectionName: string
    readonly canHandle: readonly string[]
    readonly initialState: () => Order
    readonly evolve: (order: Order, event: Event) => Order
  }) => object
  readonly rebuildPostgreSQLProjections: (options: {
    readonly connectionString: string
    readonly projections: readonly object[]
    readonly pulling: { readonly batchSize: number; readonly pullingFrequencyInMs: number }
  }) => { readonly start: () => Promise<void>; readonly close: () => Promise<void> }
}

/** The first events of our log as its own table has them. */
const COPY = `insert into emt_messages
    (stream_id, stream_position, message_data, message_metadata, message_schema_version, message_type, message_id, transaction_id)
  select stream, revision + 1, data, metadata, '1', type, event_id::text, pg_current_xact_id()
  from log.events where stream like 'order-%' order by position limit $1`

/**
 * Rebuilds a document per order from the same events with Emmett: fewer columns than ours, and no rows of lines.
 * @returns events per second
 */
export const rebuildWithEmmett = async (emmett: EmmettRebuild, url: string): Promise<number> => {
  const pool = new Pool({ connectionString: url })
  const store = emmett.getPostgreSQLEventStore(url)
  try {
    await store.schema.migrate()
    const { rowCount: events } = await pool.query(COPY, [PEER_EVENTS])
    await pool.query('vacuum analyze emt_messages')
    const { rows } = await pool.query<{ type: string }>('select distinct message_type as type from emt_messages')
    const orders = emmett.pongoSingleStreamProjection({
      collectionName: 'bench_orders',
      canHandle: rows.map(({ type }) => type),
      initialState: () => ({ status: 'none', lines: 0, changes: 0 }),
      evolve: (order, { type, data }) => ({
        ...order,
        status: type,
        lines: type === 'OrderPlaced' ? (data.lines?.length ?? 0) : order.lines,
        changes: order.changes + 1,
      }),
    })
    const pulling = { batchSize: 1_000, pullingFrequencyInMs: 1 }
    const consumer = emmett.rebuildPostgreSQLProjections({ connectionString: url, projections: [orders], pulling })
    const startedAt = performance.now()
    await consumer.start()
    const took = performance.now() - startedAt
    await consumer.close()
    const { rows: found } = await pool.query<{ changes: string }>(
      `select sum((data->>'changes')::int) as changes from bench_orders`,
    )
    if (Number(found[0]?.changes) !== events) throw new Error(`Emmett took ${found[0]?.changes} of ${events} events`)
    return Math.round((events * 1000) / took)
  } finally {
    await store.close()
    await pool.end()
  }
}
