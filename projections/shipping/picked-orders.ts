import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { whole } from '../engine/model/sum.ts'
// Its tables are read here.
import './pick-list.ts'

/** What lists have to do with an order: units that were picked and wait to be sent, and those that are still looked for. */
export type OrderPicking = { readonly picked: number; readonly open: number }

const sums = [
  whole(sql`sum(pick_position.picked - pick_position.sent)`).as('picked'),
  whole(
    sql`sum(case pick_list.status when 'open' then pick_position.quantity - pick_position.picked - pick_position.missing else 0 end)`,
  ).as('open'),
] as const

const positionsOf = (db: Kysely<Database>, orders: readonly string[]) =>
  db
    .selectFrom('pick_position')
    .innerJoin('pick_list', 'pick_list.id', 'pick_position.pickList')
    .where('pick_position.order', 'in', orders)
    .where('pick_list.status', '!=', 'abandoned')

/** The same of each of these orders, which somebody may see, that is on a list. */
export const readPicking = async (
  db: Kysely<Database>,
  orders: readonly string[],
): Promise<ReadonlyMap<string, OrderPicking>> => {
  if (orders.length === 0) return new Map()
  const rows = await positionsOf(db, orders)
    .select('pick_position.order')
    .select([...sums])
    .groupBy('pick_position.order')
    .execute()
  return new Map(rows.map(({ order, ...picking }) => [order, picking]))
}

export type OrderPickList = OrderPicking & { readonly id: string; readonly number: string }

/** The lists that still look for something of an order, or have picked what was not sent yet; the newest first. */
export const readListsOf = async (db: Kysely<Database>, order: string): Promise<OrderPickList[]> => {
  const rows = await positionsOf(db, [order])
    .select(['pick_list.id', 'pick_list.number'])
    .select([...sums])
    .groupBy(['pick_list.id', 'pick_list.number', 'pick_list.drawnAt'])
    .orderBy('pick_list.drawnAt', 'desc')
    .execute()
  return rows.filter(({ picked, open }) => picked > 0 || open > 0)
}
