import type { Kysely } from 'kysely'
import type { Names } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list.ts'
import { readList } from '../engine/list-read.ts'
import { projection } from '../engine/projection.ts'
import { json, nullable, type Stored, table, text, timestamp } from '../engine/table.ts'
import type { Database } from '../index.ts'

const listing = {
  key: 'sku',
  sorts: {
    sku: { column: 'sku', direction: 'asc' },
    name: { column: 'name', direction: 'asc' },
    changed: { column: 'changed_at', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: ['active', 'inactive', 'discontinued'] },
    category: { kind: 'choice', column: 'category' },
  },
} as const

export const productList = list({ table: 'product', ...listing, defaultSort: 'sku', search: true })

export const products = projection({
  name: 'products',
  version: 1,
  tables: {
    product: table({
      key: ['sku'],
      columns: {
        sku: text(),
        name: text(),
        names: json<Names>(),
        description: text(),
        category: nullable(text()),
        status: text<'inactive' | 'active' | 'discontinued'>(),
        created_at: timestamp(),
        changed_at: timestamp(),
      },
      indexes: indexesFor(listing),
      search: ['sku', 'name', 'description'],
    }),
    product_price: table({
      key: ['sku', 'store', 'currency'],
      columns: { sku: text(), store: text(), currency: text(), gross: nullable(text()), net: nullable(text()) },
    }),
  },
  on: {
    ProductCreated: ({ id, at, data }, { product }) =>
      product.put({
        sku: id,
        name: data.names.en,
        names: data.names,
        description: '',
        category: data.category ?? null,
        status: 'inactive',
        created_at: at,
        changed_at: at,
      }),
    ProductRenamed: ({ id, at, data: { names } }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, names, name: names.en, changed_at: at })),
    ProductDescribed: ({ id, at, data: { description } }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, description, changed_at: at })),
    ProductMovedToCategory: ({ id, at, data: { category } }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, category, changed_at: at })),
    ProductActivated: ({ id, at }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, status: 'active', changed_at: at })),
    ProductDeactivated: ({ id, at }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, status: 'inactive', changed_at: at })),
    ProductDiscontinued: ({ id, at }, { product }) =>
      product.change({ sku: id }, row => ({ ...row, status: 'discontinued', changed_at: at })),
    PriceChanged: ({ id, data: { store, currency, price } }, { product_price }) =>
      product_price.put({ sku: id, store, currency, gross: price.gross ?? null, net: price.net ?? null }),
    PriceRemoved: ({ id, data: { store, currency } }, { product_price }) =>
      product_price.remove({ sku: id, store, currency }),
  },
})

type ProductRow = Stored<(typeof products)['tables']['product']['columns']>
type PriceRow = Stored<(typeof products)['tables']['product_price']['columns']>

export type ListedProduct = ProductRow & { readonly prices: readonly PriceRow[] }

/** A page of the product list, each with its prices. */
export const readProducts = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedProduct>> => {
  const page = await readList<ProductRow>(db, productList, query)
  const prices = await readPrices(
    db,
    page.rows.map(({ sku }) => sku),
  )
  return { ...page, rows: page.rows.map(row => ({ ...row, prices: prices.filter(({ sku }) => sku === row.sku) })) }
}

const readPrices = (db: Kysely<Database>, skus: readonly string[]): Promise<PriceRow[]> =>
  skus.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('product_price')
        .selectAll()
        .where('sku', 'in', skus)
        .orderBy('sku')
        .orderBy('store')
        .orderBy('currency')
        .execute()

/** One product with its prices; undefined when there is none. */
export const readProduct = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  sku: string,
): Promise<ListedProduct | undefined> => {
  const row = await db.selectFrom('product').selectAll().where('sku', '=', sku).executeTakeFirst()
  return row === undefined ? undefined : { ...row, prices: await readPrices(db, [sku]) }
}
