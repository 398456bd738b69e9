import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { type Stored, table, text, timestamp } from '../engine/model/table.ts'

const tables = {
  removed_category: table({
    key: ['category'],
    columns: {
      category: text(),
      /** The event that removed it, from which the ids of commands derive. */
      eventId: text(),
      /** That event's, which the commands carry on. */
      correlationId: text(),
      removedAt: timestamp(),
    },
  }),
}

/**
 * Categories that were removed and not placed again. Those that an import removed are left out: what came of it is its own
 * to tell.
 */
export const removedCategories = projection({
  name: 'removed_categories',
  version: 2,
  tables,
  on: {
    CategoryPlaced: ({ data: { category } }, { removed_category }) => removed_category.remove({ category }),
    CategoryRemoved: ({ eventId, correlationId, at, origin, data: { category } }, { removed_category }) =>
      origin === 'live' ? removed_category.put({ category, eventId, correlationId, removedAt: at }) : [],
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof removedCategories> {}
}

export type RemovedCategory = Stored<(typeof tables)['removed_category']['columns']>

/** Removed categories that still have products: one look into an index for each, however many products there are. */
export const readDeserted = (db: Kysely<Database>): Promise<RemovedCategory[]> =>
  db
    .selectFrom('removed_category')
    .innerJoinLateral(
      eb =>
        eb
          .selectFrom('product')
          // The next one that is in use. Asked whether this one is, Postgres reads all products, as if many were in each.
          .select(({ fn }) => fn.min('product.category').as('category'))
          .whereRef('product.category', '>=', 'removed_category.category')
          .as('next'),
      join => join.onRef('next.category', '=', 'removed_category.category'),
    )
    .selectAll('removed_category')
    .orderBy('removed_category.category')
    .execute()

/**
 * Products of a category, by SKU.
 * @param after the last one that is known already; '' for the first page
 */
export const readSkusIn = async (
  db: Kysely<Database>,
  category: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> => {
  const rows = await db
    .selectFrom('product')
    .select('sku')
    .where('category', '=', category)
    .where('sku', '>', after)
    .orderBy('sku')
    .limit(limit)
    .execute()
  return rows.map(({ sku }) => sku)
}
