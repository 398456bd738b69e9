import { type Kysely, sql } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import { productList } from '../catalog/product.ts'
import { customerList } from '../customers/customer.ts'
import type { Database } from '../database.ts'
import type { ListDefinition } from '../engine/list/list.ts'
import { type Count, countList } from '../engine/list/list-count.ts'
import { orderList } from '../orders/orders-listed.ts'

/** Lists whose rows need something of a store, and what is asked of them. */
const lists = {
  product: { definition: productList, path: '/products' },
  customer: { definition: customerList, path: '/customers' },
  order: { definition: orderList, path: '/orders' },
} as const satisfies Readonly<Record<string, { readonly definition: ListDefinition; readonly path: string }>>

const OPEN = { open: 'yes' }

/** How many rows of a list need something, with the list of them. */
export type Need = {
  readonly of: keyof typeof lists
  readonly value: string
  readonly count: Count
  readonly href: string
}

type Filter = Readonly<Record<string, string | readonly string[]>>

const needs = async (
  viewer: Viewer,
  db: Kysely<Database>,
  asked: { readonly of: keyof typeof lists; readonly value?: string; readonly filter: Filter },
): Promise<Need[]> => {
  const { of, value = '', filter } = asked
  if (!viewer.may.has(`${of}:read`)) return []
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([name, some]) => [some].flat().map(it => [name, it] as [string, string])),
  ).toString()
  const { definition, path } = lists[of]
  const count = await countList(viewer, db, definition, query)
  return count.count === 0 ? [] : [{ of, value, count, href: `${path}?${query}` }]
}

type Removed = { readonly languages: readonly string[]; readonly currencies: readonly string[] }

/** What needs the languages and currencies that a store is to have no more, as far as a viewer sees it. */
export const readNeedsOf = async (
  viewer: Viewer,
  db: Kysely<Database>,
  store: string,
  { languages, currencies }: Removed,
): Promise<Need[]> => {
  const asked = [
    ...currencies.flatMap(value => [
      needs(viewer, db, { of: 'product', value, filter: { priced: `${store}/${value}` } }),
      needs(viewer, db, { of: 'order', value, filter: { store, currency: value, ...OPEN } }),
    ]),
    ...languages.map(value => needs(viewer, db, { of: 'customer', value, filter: { store, locale: value } })),
  ]
  return (await Promise.all(asked)).flat()
}

/** What needs a store that is to take nothing new any more. */
export const readNeedsOfStore = async (viewer: Viewer, db: Kysely<Database>, store: string): Promise<Need[]> => {
  const asked = [
    needs(viewer, db, { of: 'order', filter: { store, ...OPEN } }),
    needs(viewer, db, { of: 'customer', filter: { store, status: 'active' } }),
    needs(viewer, db, { of: 'product', filter: { priced: store } }),
  ]
  return (await Promise.all(asked)).flat()
}

/** So many are named; of more it is said that there are. */
export const NAMED_AT_MOST = 20

/** The open warehouses that serve no other store. */
export const readWarehousesOnlyFor = async (viewer: Viewer, db: Kysely<Database>, store: string) =>
  viewer.may.has('warehouse:read')
    ? db
        .selectFrom('warehouse')
        .select(['warehouse as id', 'name'])
        .where('status', '=', 'open')
        .where('stores', '=', sql<never>`${JSON.stringify([store])}::jsonb`)
        .orderBy('name')
        .limit(NAMED_AT_MOST + 1)
        .execute()
    : []

/** The roles with a rule that names a store. */
export const readRolesNaming = async (viewer: Viewer, db: Kysely<Database>, store: string) =>
  viewer.may.has('role:read')
    ? db
        .selectFrom('role')
        .select(['role as id', 'name'])
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom('role_rule')
              .select('role_rule.role')
              .whereRef('role_rule.role', '=', 'role.role')
              .where(sql<boolean>`role_rule.stores ? ${store}`),
          ),
        )
        .orderBy('name')
        .limit(NAMED_AT_MOST + 1)
        .execute()
    : []
