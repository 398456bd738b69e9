import Fastify from 'fastify'
import { localViewer } from '../bin/local-viewer.ts'
import { openPool } from '../eventstore/postgres/pool.ts'
import type { Database } from '../projections/database.ts'
import { parseListQuery } from '../projections/engine/list/list-query.ts'
import { openReadDatabase } from '../projections/engine/store/read-database.ts'
import { projections } from '../projections/index.ts'
import { readOrders } from '../projections/orders/order-list.ts'
import { orderList } from '../projections/orders/orders-listed.ts'

// A process of its own: a Fastify route that asks what a page of orders asks of the read model, and answers with no more
// than how many there are. What lies between it and the page is the page.

const pool = openPool({ connectionString: process.env['DATABASE_URL'], max: 20 })
const { queries } = await openReadDatabase<Database>({ pool, projections })

const app = Fastify()
app.get('/orders', async request => {
  const asker = { ...localViewer, now: new Date() }
  const asked = parseListQuery(orderList, new URLSearchParams(request.url.split('?')[1]), undefined, asker)
  const { rows, total } = await readOrders(localViewer, queries(), asked)
  return { rows: rows.length, total }
})
console.log(await app.listen({ host: '127.0.0.1', port: 0 }))
