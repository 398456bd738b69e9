import type { ClientBase as Client } from 'pg'
import { storedColumns } from '../projections/engine/model/stored-column.ts'
import type { Column, Table } from '../projections/engine/model/table.ts'
import { createIndexes, quote, schemaName } from '../projections/engine/store/generation-schema.ts'
import { orders } from '../projections/orders/order.ts'

const CUSTOMERS = 20_000
const PRODUCTS = 4_000
const LINES = 2

/** What a column holds where nothing of it is asked. */
const blank: Readonly<Record<Column<unknown>['sql'], string>> = {
  text: `''`,
  bigint: '0',
  boolean: 'false',
  timestamptz: 'o.placed',
  date: 'o.placed::date',
  jsonb: `'[]'::jsonb`,
  tsvector: `''::tsvector`,
}

type Values = Readonly<Record<string, string>>

const insert = async (client: Client, schema: string, name: string, values: Values, from: string) => {
  const table: Table | undefined = (orders.tables as Readonly<Record<string, Table>>)[name]
  if (table === undefined) throw new Error(`no table ${name}`)
  const columns = storedColumns(table)
  const valueOf = (column: string, { sql, nullable }: Column<unknown>) =>
    values[column] ?? (nullable ? 'null' : blank[sql])
  await client.query(`insert into ${schema}.${quote(name)} (${columns.map(it => quote(it.name)).join(', ')}, last_position, last_event_id)
    select ${columns.map(it => valueOf(it.name, it.column)).join(', ')}, '0', '00000000-0000-0000-0000-000000000000' ${from}`)
}

/**
 * An order each, over two years up to now: the newest are on their way, nearly all others are closed, some of them got stuck.
 * Every fortieth has units in two states.
 */
const made = (count: number) => `
  create table bench_order as
  select i, 'B' || lpad(i::text, 8, '0') as id, placed,
    least(now() - random() * interval '1 minute', placed + age_since) as since,
    case when i % 2 = 0 then 'UK' else 'DE' end as store,
    case when i % 2 = 0 then 'GBP' else 'EUR' end as currency,
    (array['invoice-1', 'prepayment-1', 'card-1', 'no-payment-1'])[1 + floor(4 * luck)::int] as process,
    (random() * 100000)::bigint as total, luck, state,
    case when i % 40 = 0 and state <> 'returned' then 'returned' end as other
  from (
    select i, placed, luck, random() * least(interval '14 days', now() - placed) as age_since,
      case
        when days < 0.1 then 'grace_period'
        when days < 1 then (array['confirmed', 'backordered', 'to_pack', 'to_pack'])[1 + floor(4 * luck)::int]
        when days < 5 then (array['backordered', 'to_pack', 'shipped', 'shipped'])[1 + floor(4 * luck)::int]
        when days < 14 then 'delivered'
        when luck < 0.002 then 'backordered'
        when luck < 0.004 then 'payment_pending'
        when luck < 0.03 then 'payment_due'
        when luck < 0.08 then 'cancelled'
        when luck < 0.10 then 'returned'
        else 'closed' end as state
    from (
      select i, now() - ((${count} - i) * (interval '730 days' / ${count})) as placed, random() as luck,
        ((${count} - i) * 730.0 / ${count}) as days
      from generate_series(1, ${count}) i) as aged) as standing`

const orderValues: Values = {
  id: 'o.id',
  number: 'o.id',
  store: 'o.store',
  currency: 'o.currency',
  customer: `(10000 + o.i % ${CUSTOMERS})::text`,
  source: `(array['back_office', 'api', 'import', 'import'])[1 + (o.i / 3 % 4)::int]`,
  process: 'o.process',
  states: `case when o.other is null then jsonb_build_array(o.state) else jsonb_build_array(o.state, o.other) end`,
  units: `'{}'::jsonb`,
  isOpen: `o.state not in ('closed', 'cancelled', 'returned')`,
  since: 'o.since',
  total: 'o.total',
  itemCount: '3',
  lineCount: String(LINES),
  unitCount: '3',
  paymentState: `case when o.state in ('cancelled', 'returned') then 'none'
    when o.state in ('closed', 'shipped', 'delivered') then (array['paid', 'paid', 'none', 'paid'])[1 + (o.i % 4)::int]
    when o.luck < 0.001 then 'refund_due' when o.luck < 0.01 then 'partly_paid' else 'open' end`,
  due: 'o.total',
  hasReference: 'o.i % 50 = 0',
  reference: `case when o.i % 50 = 0 then 'PO-' || o.i end`,
  isHeld: 'o.i % 5000 = 0',
  isFlagged: 'o.i % 3000 = 0',
  assignee: `case when o.i % 500 = 0 then 'user-' || o.i % 7 end`,
  tags: `case when o.i % 200 = 0 then '["gift"]' else '[]' end::jsonb`,
  subject: `'customer-' || (10000 + o.i % ${CUSTOMERS})`,
  contactName: `'Customer ' || (10000 + o.i % ${CUSTOMERS})`,
  search_vector: `array_to_tsvector(array[lower(o.id), (10000 + o.i % ${CUSTOMERS})::text])`,
  personal_search_vector: `array_to_tsvector(array['customer', (10000 + o.i % ${CUSTOMERS})::text])`,
}

const lineValues: Values = {
  order: 'o.id',
  line: 'n',
  kind: `'product'`,
  sku: `'SKU-' || (o.i * 7 + n * 13) % ${PRODUCTS}`,
  name: `'Product'`,
  unitPrice: `'1.00'`,
  quantity: '1',
  placedAt: 'o.placed',
}

const stateValues = (state: string): Values => ({
  order: 'o.id',
  state,
  since: 'o.since',
  process: 'o.process',
  store: 'o.store',
  currency: 'o.currency',
  placedAt: 'o.placed',
  total: 'o.total',
})

const dropIndexes = async (client: Client, schema: string) => {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, indexname) as name from pg_indexes
     where schemaname = $1 and indexname not like '%\\_pkey'`,
    [schema],
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
}

/** The schema of the orders that are read; undefined before there are any. */
const activeSchema = async (client: Client): Promise<string | undefined> => {
  const { rows } = await client.query<{ version: number; generation: number }>(
    `select version, generation from projections.generation
     where model = 'orders' and version = $1 and state = 'active'`,
    [orders.version],
  )
  const [active] = rows
  return active && schemaName('orders', active.version, active.generation)
}

/** How many orders are in the read model. */
export const countOrderRows = async (client: Client): Promise<number> => {
  const schema = await activeSchema(client).catch(() => undefined)
  if (schema === undefined) return 0
  const { rows } = await client.query<{ orders: number }>(`select count(*)::int as orders from ${schema}.sales_order`)
  return rows[0]?.orders ?? 0
}

/**
 * Writes so many orders straight into the tables of the read model, without events: a list reads nothing else, and a million
 * orders through the log would take hours. The rows have the spread of orders, not their contents.
 */
export const writeOrderRows = async (client: Client, count: number): Promise<void> => {
  const schema = await activeSchema(client)
  if (schema === undefined) throw new Error('there is no read model of orders')
  await dropIndexes(client, schema)
  await client.query(made(count))
  await insert(client, schema, 'sales_order', { ...orderValues, placedAt: 'o.placed' }, 'from bench_order o')
  await insert(client, schema, 'order_line', lineValues, `from bench_order o, generate_series(1, ${LINES}) n`)
  await insert(client, schema, 'order_in_state', stateValues('o.state'), 'from bench_order o')
  await insert(client, schema, 'order_in_state', stateValues('o.other'), 'from bench_order o where o.other is not null')
  await client.query('drop table bench_order')
  await createIndexes(client, schema, orders.tables)
}
