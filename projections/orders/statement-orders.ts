import { type Kysely, type SqlBool, sql } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { anyOf, ofStores } from '../engine/list/list-conditions.ts'

/** An order as far as money that came for it is concerned. */
export type OpenOrder = {
  readonly id: string
  readonly number: string
  readonly store: string
  readonly currency: string
  readonly due: number
  readonly paid: number
  readonly reference: string | null
}

/** What was booked of an order by hand. */
export type BookedLine = { readonly order: string; readonly amount: number; readonly valueDate: string }

/** More orders than these are not gone through for one statement. */
const MOST_ORDERS = 5_000

/** Whose money somebody may book: orders that they may see, at stores where they may do that. */
const bookable = (viewer: Viewer, db: Kysely<Database>, currency: string) =>
  db
    .selectFrom('sales_order')
    .select(['id', 'number', 'store', 'currency', 'due', 'paid', 'reference'])
    .where('currency', '=', currency)
    .where(ofStores(viewer, readOf.order, 'store'))
    .where(ofStores(viewer, 'order:BookPayment', 'store'))
    .limit(MOST_ORDERS)

const WAITING = ['open', 'authorised', 'partly_paid'] as const

/** The orders of a currency that have one of these names, in capitals: their number, their id, or what the buyer calls them. */
export const readOrdersNamed = async (
  viewer: Viewer,
  db: Kysely<Database>,
  names: readonly string[],
  currency: string,
): Promise<OpenOrder[]> => {
  if (names.length === 0) return []
  // Ids and numbers of ranges are written as they are; nobody types them in small letters on purpose.
  const all = [...new Set(names.flatMap(name => [name, name.toLowerCase()]))]
  const seen = bookable(viewer, db, currency)
  const [numbered, called] = await Promise.all([
    seen.where(eb => eb.or([anyOf('number', all), anyOf('id', all)])).execute(),
    seen
      .where('paymentState', 'in', WAITING)
      .where('reference', 'is not', null)
      .where(sql<SqlBool>`upper(reference) = any(${[...names]})`)
      .execute(),
  ])
  return [...new Map([...numbered, ...called].map(order => [order.id, order])).values()]
}

/** The orders of a currency that came to one of these amounts, and lack as much. */
export const readOrdersOwing = async (
  viewer: Viewer,
  db: Kysely<Database>,
  amounts: readonly number[],
  currency: string,
): Promise<OpenOrder[]> =>
  amounts.length === 0
    ? []
    : bookable(viewer, db, currency)
        .where('paymentState', 'in', WAITING)
        .where(sql<SqlBool>`total = any(${[...amounts]})`)
        .where(sql<SqlBool>`due - paid = total`)
        .execute()

/** The orders on which lines of statements are booked, by the id of the line. */
export const readBooked = async (
  viewer: Viewer,
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<(OpenOrder & { readonly booking: string })[]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('order_payment as money')
    .innerJoin('sales_order as of', 'of.id', 'money.order')
    .select(['money.booking', 'of.id', 'of.number', 'of.store', 'of.currency', 'of.due', 'of.paid', 'of.reference'])
    .where(anyOf('money.booking', ids))
    .where('money.kind', '=', 'captured')
    .where(ofStores(viewer, readOf.order, 'of.store'))
    .execute()
  return rows.flatMap(({ booking, ...row }) => (booking === null ? [] : [{ ...row, booking }]))
}

/** What somebody booked by hand on these orders. */
export const readTyped = async (
  viewer: Viewer,
  db: Kysely<Database>,
  orders: readonly string[],
): Promise<BookedLine[]> => {
  if (orders.length === 0) return []
  const rows = await db
    .selectFrom('order_payment')
    .select(['order', 'amount', 'valueDate'])
    .where(anyOf('order', orders))
    .where('way', '=', 'hand')
    .where(ofStores(viewer, readOf.order, 'store'))
    .execute()
  return rows.flatMap(({ order, amount, valueDate }) =>
    amount === null || valueDate === null ? [] : [{ order, amount, valueDate }],
  )
}
