import { type Kysely, sql } from 'kysely'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { plus, whole } from '../engine/model/sum.ts'
import { date, integer, money, type Row, type Stored, table, text } from '../engine/model/table.ts'

const salesDay = table({
  key: ['store', 'currency', 'day'],
  columns: {
    store: text(),
    currency: text(),
    /** The day at the store. */
    day: date(),
    orders: integer(),
    /** Units of products ordered. */
    units: integer(),
    /** What was ordered, in minor units, before anything was cancelled or came back. */
    revenue: money(),
    /** What was cancelled that day, of orders of any day. */
    cancelledAmount: money(),
    returns: integer(),
    /** What goes back to customers for the returns of that day; lines an order refused do not count. */
    returnedAmount: money(),
  },
  indexes: [['day', 'store', 'currency']],
})

type Day = Row<typeof salesDay.columns>
type Key = Pick<Day, 'store' | 'currency' | 'day'>
type Sums = Omit<Day, keyof Key>

const nothing: Sums = { orders: 0, units: 0, revenue: 0, cancelledAmount: 0, returns: 0, returnedAmount: 0 }

/** Adds to the sums of a day, the first of it included. */
const adding =
  (key: Key, more: Partial<Sums>) =>
  (row: Day | undefined): Day => {
    const was = row ?? { ...key, ...nothing }
    return {
      ...was,
      orders: was.orders + (more.orders ?? 0),
      units: plus(was.units, more.units ?? 0),
      revenue: plus(was.revenue, more.revenue ?? 0),
      cancelledAmount: plus(was.cancelledAmount, more.cancelledAmount ?? 0),
      returns: was.returns + (more.returns ?? 0),
      returnedAmount: plus(was.returnedAmount, more.returnedAmount ?? 0),
    }
  }

type Dated = Omit<Key, 'day'> & { readonly placedOn?: string; readonly on?: string; readonly recordedOn?: string }

const dayOf = ({ store, currency, placedOn, on, recordedOn }: Dated): Key => ({
  store,
  currency,
  day: placedOn ?? on ?? recordedOn ?? '',
})

export const sales = projection({
  name: 'sales',
  version: 2,
  tables: { sales_day: salesDay },
  // A day is not one stream: everything that adds to it waits behind what failed there.
  sequence: ({ data }) => {
    // The handled events all have a store, a currency and one of the days.
    const { store, currency, day } = dayOf(data as unknown as Dated)
    return `${store}/${currency}/${day}`
  },
  on: {
    OrderPlaced: ({ data }, { sales_day }) => {
      const key = dayOf(data)
      const units = plus(...data.lines.map(({ kind, quantity }) => (kind === 'product' ? quantity : 0)))
      return sales_day.upsert(key, adding(key, { orders: 1, units, revenue: data.total }))
    },
    // What it comes to more; what was taken out of it is cancelled.
    OrderAmended: ({ data }, { sales_day }) => {
      const key = dayOf(data)
      const units = plus(...data.lines.map(({ kind, quantity }) => (kind === 'product' ? quantity : 0)), 0)
      const revenue = plus(data.total, data.cancelled, -data.before)
      return sales_day.upsert(key, adding(key, { units, revenue }))
    },
    OrderLinesCancelled: ({ data }, { sales_day }) => {
      const key = dayOf(data)
      return sales_day.upsert(key, adding(key, { cancelledAmount: data.amount }))
    },
    ReturnRecorded: ({ data }, { sales_day }) => {
      const key = dayOf(data)
      return sales_day.upsert(key, adding(key, { returns: 1, returnedAmount: data.total }))
    },
    ReturnValued: ({ data }, { sales_day }) => {
      const key = dayOf(data)
      return sales_day.upsert(key, adding(key, { returnedAmount: data.difference }))
    },
    ReturnRefused: ({ data }, { sales_day }) => {
      const key = dayOf(data)
      return sales_day.upsert(key, adding(key, { returnedAmount: -data.amount }))
    },
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof sales> {}
}

export type SalesDay = Stored<typeof salesDay.columns>

/** The days of the stores whose orders the viewer may see. */
const seenDays = (viewer: Viewer, db: Kysely<Database>) =>
  db.selectFrom('sales_day').where(ofStores(viewer, readOf.order, 'store'))

/** What was sold per store, currency and day from a day on (`YYYY-MM-DD`), in the order of the days. */
export const readSalesSince = (viewer: Viewer, db: Kysely<Database>, day: string): Promise<SalesDay[]> =>
  seenDays(viewer, db).selectAll().where('day', '>=', day).orderBy('day').execute()

/** The newest day on which anything was ordered; undefined while nothing ever was. */
export const readNewestSalesDay = async (viewer: Viewer, db: Kysely<Database>): Promise<string | undefined> => {
  const newest = seenDays(viewer, db).select('day').where('orders', '>', 0).orderBy('day', 'desc').limit(1)
  return (await newest.executeTakeFirst())?.day
}

/** Every currency anything was ordered in, the one with the most orders first. */
export const readSalesCurrencies = async (viewer: Viewer, db: Kysely<Database>): Promise<string[]> => {
  const rows = await seenDays(viewer, db)
    .select('currency')
    .groupBy('currency')
    .having(({ fn }) => fn.sum('orders'), '>', 0)
    .orderBy(({ fn }) => fn.sum('orders'), 'desc')
    .orderBy('currency')
    .execute()
  return rows.map(({ currency }) => currency)
}

/** What was ordered in a calendar month (`YYYY-MM`), in minor units. */
export type SalesMonth = { readonly month: string; readonly revenue: number }

/** What was ordered per month in a currency, oldest first; months without sales are left out. */
export const readSalesByMonth = (
  viewer: Viewer,
  db: Kysely<Database>,
  currency: string,
  from: string,
): Promise<SalesMonth[]> =>
  seenDays(viewer, db)
    .select(({ fn, ref }) => [
      sql<string>`to_char(${ref('day')}, 'YYYY-MM')`.as('month'),
      whole(fn.sum('revenue')).as('revenue'),
    ])
    .where('currency', '=', currency)
    .where('day', '>=', from)
    .where('orders', '>', 0)
    .groupBy('month')
    .orderBy('month')
    .execute()
