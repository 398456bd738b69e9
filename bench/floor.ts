import Fastify from 'fastify'
import { Pool } from 'pg'

// A process of its own: a bare Fastify route that reads fifty indexed rows of the order table and prints them as an
// HTML table, with nothing around it. What the order list is compared with.

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
type Value = string | number | Date | null
const escape = (value: Value) => String(value ?? '').replace(/[&<>"]/g, character => escapes[character] ?? '')

const COLUMNS = ['number', 'placedAt', 'customer', 'country', 'store', 'paymentState', 'itemCount', 'total'] as const
type Row = Readonly<Record<(typeof COLUMNS)[number], Value>>

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 20 })
const generation = await pool.query<{ schema: string }>(
  `select format('%I', model || '_v' || version || '_g' || generation) as schema
   from projections.generation where model = 'orders' and state = 'active'`,
)
const statement = `select ${COLUMNS.map(name => `"${name}"`).join(', ')} from ${generation.rows[0]?.schema}.sales_order
  order by "placedAt" desc, id desc limit 50`
const head = `<!doctype html><title>Orders</title><table><thead><tr>${COLUMNS.map(name => `<th>${name}</th>`).join('')}</tr></thead>`

const app = Fastify()
app.get('/', async (_request, reply) => {
  const { rows } = await pool.query<Row>(statement)
  const body = rows.map(row => `<tr>${COLUMNS.map(name => `<td>${escape(row[name])}</td>`).join('')}</tr>`).join('')
  return reply.type('text/html; charset=utf-8').send(`${head}<tbody>${body}</tbody></table>`)
})
console.log(await app.listen({ host: '127.0.0.1', port: 0 }))
