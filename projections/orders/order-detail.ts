import { type Kysely, type SqlBool, sql } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { whole } from '../engine/model/sum.ts'
import type { Stored } from '../engine/model/table.ts'
import { hasWords } from '../engine/model/words.ts'
import type { OrderRow, orders } from './order.ts'
import type { OrderTermsRow } from './order-terms.ts'
import { readOrderTerms } from './order-terms-detail.ts'

/** The customer of an order as far as it is known; an order can name one that is erased or was never recorded. */
export type OrderCustomer = {
  readonly id: string
  readonly status: 'active' | 'erased' | 'unknown'
  /** The number that people use. */
  readonly reference: string | null
  readonly name: string | null
  readonly email: string | null
}

export type OrderDetail = OrderRow & {
  readonly buyer: OrderCustomer | null
  readonly terms: OrderTermsRow | undefined
  /** What was ordered per kind of line, in minor units. */
  readonly kinds: readonly { readonly kind: OrderLine['kind']; readonly total: number }[]
}

export type OrderLine = Stored<(typeof orders)['tables']['order_line']['columns']>
export type OrderComment = Stored<(typeof orders)['tables']['order_comment']['columns']>

const readBuyer = async (db: Kysely<Database>, id: string | null): Promise<OrderCustomer | null> => {
  if (id === null) return null
  const found = await db
    .selectFrom('customer')
    .select(['reference', 'name', 'email', 'status'])
    .where('id', '=', id)
    .executeTakeFirst()
  return { id, reference: null, name: null, email: null, status: 'unknown', ...found }
}

/** The order's row, where the viewer may see it. */
const rowOf = (viewer: Viewer, db: Kysely<Database>, id: string) =>
  db
    .selectFrom('sales_order')
    .selectAll()
    .where('id', '=', id)
    .where(ofStores(viewer, readOf.order, 'store'))
    .executeTakeFirst()

/** One order with its customer, without its lines; undefined when there is none. */
export const readOrder = async (viewer: Viewer, db: Kysely<Database>, id: string): Promise<OrderDetail | undefined> => {
  const [row, terms, kinds] = await Promise.all([
    rowOf(viewer, db, id),
    readOrderTerms(viewer, db, id),
    db
      .selectFrom('order_line')
      .select(({ fn }) => ['kind', whole(fn.sum('total')).as('total')])
      .where('order', '=', id)
      .groupBy('kind')
      .execute(),
  ])
  return row === undefined ? undefined : { ...row, terms, kinds, buyer: await readBuyer(db, row.customer) }
}

/** Which lines of an order to read: those with this text in SKU or name, from this line on. */
export type LineQuery = { readonly search: string; readonly from: number; readonly limit: number }

export type LinePage = {
  readonly rows: readonly OrderLine[]
  /** How many lines match, on all pages. */
  readonly total: number
  /** The first line of the next and of the previous page. */
  readonly next?: number
  readonly previous?: number
}

/** Of an order that the viewer may see. Its lines and comments do not say themselves whose store they are of. */
const ofSeenOrder = (viewer: Viewer, db: Kysely<Database>, order: string) =>
  db
    .selectFrom('sales_order as seen')
    .select('seen.id')
    .where('seen.id', '=', order)
    .where(ofStores(viewer, readOf.order, 'seen.store'))

/** The lines whose SKU and name have the words of a search, as those of a list have. */
const linesWith = async (db: Kysely<Database>, order: string, search: string): Promise<number[]> => {
  const lines = await db.selectFrom('order_line').select(['line', 'sku', 'name']).where('order', '=', order).execute()
  return lines.filter(({ sku, name }) => hasWords(`${sku} ${name}`, search)).map(({ line }) => line)
}

/** A page of an order's lines, in their order; an order can have thousands. */
export const readOrderLines = async (
  viewer: Viewer,
  db: Kysely<Database>,
  order: string,
  { search, from, limit }: LineQuery,
): Promise<LinePage> => {
  const all = db.selectFrom('order_line').where('order', 'in', ofSeenOrder(viewer, db, order))
  const found = search === '' ? undefined : await linesWith(db, order, search)
  const matching = found === undefined ? all : all.where(sql<SqlBool>`line = any(${found})`)
  const [rows, before, counted] = await Promise.all([
    matching
      .selectAll()
      .where('line', '>=', from)
      .orderBy('line')
      .limit(limit + 1)
      .execute(),
    matching.select('line').where('line', '<', from).orderBy('line', 'desc').limit(limit).execute(),
    matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirst(),
  ])
  const next = rows[limit]?.line
  const previous = before.at(-1)?.line
  return {
    rows: rows.slice(0, limit),
    total: counted?.total ?? 0,
    ...(next === undefined ? {} : { next }),
    ...(previous === undefined ? {} : { previous }),
  }
}

/** What was said about an order, newest first; a comment's text is null once its subject is erased. */
export const readOrderComments = (viewer: Viewer, db: Kysely<Database>, order: string): Promise<OrderComment[]> =>
  db
    .selectFrom('order_comment')
    .selectAll()
    .where('order', 'in', ofSeenOrder(viewer, db, order))
    .orderBy('revision', 'desc')
    .execute()
