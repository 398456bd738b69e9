import type { Kysely } from 'kysely'
import type { Viewer } from '../domain/viewer.ts'
import { type ListedProduct, productList, readProduct, readProducts } from './catalog/product.ts'
import { customerList } from './customers/customer.ts'
import { readCustomer } from './customers/customer-detail.ts'
import { readCustomers } from './customers/customer-list.ts'
import type { Database } from './database.ts'
import { type ListDefinition, type ListPage, type ListQuery, MAX_LIMIT } from './engine/list/list.ts'
import { parseListQuery } from './engine/list/list-query.ts'
import { hasWords } from './engine/model/words.ts'
import { readCustomerNames } from './orders/order-customer.ts'
import { readOrder } from './orders/order-detail.ts'
import { readOrders } from './orders/order-list.ts'
import { orderList } from './orders/orders-listed.ts'

/** The best few of what was found; `total` is how many the list's own search finds, counted like a list. */
export type Found<Row> = {
  readonly rows: readonly Row[]
  readonly total: number
  readonly capped: boolean
  /** Spelt alike, for want of what is spelt so. */
  readonly isAlike?: true | undefined
}

/** How many of each kind are shown at most. */
export const FOUND_SHOWN = 8

const asked = (definition: ListDefinition, search: string) =>
  parseListQuery(definition, new URLSearchParams({ q: search }), FOUND_SHOWN)

/** What came first stays first; each row once. */
const best = <Row>(
  rows: readonly (Row | undefined)[],
  key: (row: Row) => string,
  { total, capped, isAlike }: Pick<ListPage<unknown>, 'total' | 'capped' | 'isAlike'>,
): Found<Row> => {
  const once = new Map(rows.flatMap(row => (row === undefined ? [] : [[key(row), row] as const])).reverse())
  return { rows: [...once.values()].reverse().slice(0, FOUND_SHOWN), total, capped, isAlike }
}

export type FoundOrder = {
  readonly id: string
  readonly number: string
  readonly customerName: string | null
  readonly placedAt: Date
  readonly total: number
  readonly currency: string
}

const readExactOrder = async (viewer: Viewer, db: Kysely<Database>, id: string): Promise<FoundOrder | undefined> => {
  const order = await readOrder(viewer, db, id)
  if (order === undefined) return undefined
  const names = await readCustomerNames(viewer, db, [order.customer])
  return { ...order, customerName: names.get(order.customer ?? '') ?? order.contactName }
}

/** Orders by number, by whom they name as contact, and by the customer's name; the order of that very number first. */
export const findOrders = async (viewer: Viewer, db: Kysely<Database>, search: string): Promise<Found<FoundOrder>> => {
  const [exact, page] = await Promise.all([
    readExactOrder(viewer, db, search),
    readOrders(viewer, db, asked(orderList, search)),
  ])
  const numbered = page.rows.filter(({ number }) => number === search.toUpperCase())
  return best<FoundOrder>([exact, ...numbered, ...page.rows], ({ id }) => id, page)
}

/** Products by SKU, name and description; the one of that very SKU first. */
export const findProducts = async (
  viewer: Viewer,
  db: Kysely<Database>,
  search: string,
): Promise<Found<ListedProduct>> => {
  const [exact, page] = await Promise.all([
    readProduct(viewer, db, search.toUpperCase()),
    readProducts(viewer, db, asked(productList, search)),
  ])
  return best<ListedProduct>([exact, ...page.rows], ({ sku }) => sku, page)
}

export type FoundCustomer = {
  readonly id: string
  readonly reference: string | null
  readonly name: string | null
  readonly email: string | null
  readonly status: 'active' | 'erased'
}

/** Customers by id, number, name and e-mail address; the one of that very id first. */
export const findCustomers = async (
  viewer: Viewer,
  db: Kysely<Database>,
  search: string,
): Promise<Found<FoundCustomer>> => {
  const [exact, page] = await Promise.all([
    readCustomer(viewer, db, search),
    readCustomers(viewer, db, asked(customerList, search)),
  ])
  return best<FoundCustomer>([exact, ...page.rows], ({ id }) => id, page)
}

type Listed = {
  readonly definition: ListDefinition
  readonly read: (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => Promise<ListPage<object>>
}

/** Things of any kind, as their own list finds them. One that is not searched is looked through by its words, as far as it goes. */
export const findListed = async (
  viewer: Viewer,
  db: Kysely<Database>,
  { definition, read }: Listed,
  search: string,
): Promise<Found<object>> => {
  if (definition.search) return read(viewer, db, asked(definition, search))
  const { rows } = await read(viewer, db, parseListQuery(definition, new URLSearchParams(), MAX_LIMIT))
  const texts = (row: object) => Object.values(row).filter(value => typeof value === 'string')
  const found = rows.filter(row => hasWords(texts(row).join(' '), search))
  return { rows: found.slice(0, FOUND_SHOWN), total: found.length, capped: false }
}
