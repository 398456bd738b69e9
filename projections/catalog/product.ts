import type { Kysely } from 'kysely'
import type { Availability } from '../../domain/catalog/availability.ts'
import { ENGLISH, GERMAN, type Names, nameIn } from '../../domain/shared/locale.ts'
import { readOf, type Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListPage, type ListQuery, list } from '../engine/list/list.ts'
import { ofStores } from '../engine/list/list-conditions.ts'
import { type Count, countList } from '../engine/list/list-count.ts'
import { readList } from '../engine/list/list-read.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import {
  flag,
  integer,
  json,
  nullable,
  price,
  type Stored,
  table,
  text,
  texts,
  timestamp,
} from '../engine/model/table.ts'
import { readTaxSetNamesOf } from '../shop/tax-set.ts'
import { readCategoryNames } from './category-tree.ts'
import { readAvailability } from './stock-availability.ts'

const listing = {
  key: 'sku',
  sorts: {
    sku: { column: 'sku', direction: 'asc' },
    name: { column: sortKey('name'), direction: 'asc' },
    germanName: { column: sortKey('germanName'), direction: 'asc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: {
    status: { kind: 'choice', column: 'status', values: ['active', 'inactive', 'discontinued'] },
    category: { kind: 'choice', column: 'category', thing: 'category' },
    taxSet: { kind: 'choice', column: 'taxSet', isApart: true },
    hasTaxSet: { kind: 'flag', column: 'hasTaxSet' },
    priced: { kind: 'choice', column: 'priced', isListed: 'always', storeFirst: readOf.product },
  },
} as const

export const productList = list({ table: 'product', ...listing, defaultSort: 'sku', search: true })

const tables = {
  product: table({
    key: ['sku'],
    columns: {
      sku: text(),
      /** As whoever reads English is shown it. */
      name: text(),
      /** As whoever reads German is shown it, and sorts by it. */
      germanName: text(),
      names: texts(),
      descriptions: texts(),
      category: nullable(text()),
      taxSet: nullable(text()),
      /** For those who look for products that nobody has said it of. */
      hasTaxSet: flag(),
      /** The stores that it has a price in, and with which currency: `DE`, `DE/EUR`. */
      priced: json<readonly string[]>(),
      status: text<'inactive' | 'active' | 'discontinued'>(),
      createdAt: timestamp(),
      /** When it was last put on sale; null while it is not. */
      onSaleSince: nullable(timestamp()),
      changedAt: timestamp(),
      /** Of the stream, for If-Match. */
      revision: integer(),
    },
    indexes: indexesFor(listing),
    search: ['sku', 'names', 'descriptions'],
    sorted: ['name', 'germanName'],
    holding: ['priced'],
  }),
  product_price: table({
    key: ['sku', 'store', 'currency'],
    columns: { sku: text(), store: text(), currency: text(), gross: nullable(price()), net: nullable(price()) },
  }),
}

const called = (names: Names) => ({ names, name: nameIn(names, ENGLISH), germanName: nameIn(names, GERMAN) })

/** Places of prices, with the stores that they are in. */
const pricedIn = (known: readonly string[]): string[] => {
  const places = known.filter(place => place.includes('/'))
  return [...new Set(places.flatMap(place => [place.split('/')[0] ?? '', place]))].sort()
}

export const products = projection({
  name: 'products',
  version: 9,
  tables,
  on: {
    ProductCreated: ({ id, at, revision, data }, { product }) =>
      product.put({
        sku: id,
        ...called(data.names),
        descriptions: {},
        category: data.category ?? null,
        taxSet: null,
        hasTaxSet: false,
        priced: [],
        status: 'inactive',
        createdAt: at,
        onSaleSince: null,
        changedAt: at,
        revision,
      }),
    ProductRenamed: (event, { product }) => product.amend(event, called(event.data.names)),
    ProductDescribed: (event, { product }) => product.amend(event, { descriptions: event.data.descriptions }),
    ProductMovedToCategory: (event, { product }) => product.amend(event, { category: event.data.category }),
    ProductTaxSetAssigned: (event, { product }) =>
      product.amend(event, { taxSet: event.data.taxSet, hasTaxSet: event.data.taxSet !== null }),
    ProductActivated: (event, { product }) => product.amend(event, { status: 'active', onSaleSince: event.at }),
    ProductDeactivated: (event, { product }) => product.amend(event, { status: 'inactive', onSaleSince: null }),
    ProductDiscontinued: (event, { product }) => product.amend(event, { status: 'discontinued', onSaleSince: null }),
    PriceChanged: ({ id, revision, data: { store, currency, price } }, { product, product_price }) => [
      product_price.put({ sku: id, store, currency, gross: price.gross ?? null, net: price.net ?? null }),
      product.change({ sku: id }, row => ({
        ...row,
        priced: pricedIn([...row.priced, `${store}/${currency}`]),
        revision,
      })),
    ],
    PriceRemoved: ({ id, revision, data: { store, currency } }, { product, product_price }) => [
      product_price.remove({ sku: id, store, currency }),
      product.change({ sku: id }, row => ({
        ...row,
        priced: pricedIn(row.priced.filter(place => place !== `${store}/${currency}`)),
        revision,
      })),
    ],
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof products> {}
}

type ProductRow = Stored<(typeof products)['tables']['product']['columns']>
type PriceRow = Stored<(typeof products)['tables']['product_price']['columns']>

/** Without what only the engine needs: the event that changed it last, and prices, may be of a store that not everybody sees. */
type Shown<Row> = Omit<Row, 'last_position' | 'last_event_id' | 'priced'>

const shown = <Row extends ProductRow | PriceRow>({
  last_position: _position,
  last_event_id: _event,
  priced: _places,
  ...row
}: Row & { readonly priced?: readonly string[] }): Shown<Row> => row

export type ListedProduct = Shown<ProductRow> & {
  readonly prices: readonly Shown<PriceRow>[]
  /** Null without a category, or when its category is no longer there. */
  readonly categoryNames: Names | null
  /** Null without a tax set, or when that is no longer there. */
  readonly taxSetName: string | null
  /** Over all warehouses; null when none has ever had it. */
  readonly availability: Availability | null
}

/** A page of the product list, each with its prices, the name of its category and what is available. */
export const readProducts = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedProduct>> => {
  const page = await readList<ProductRow>(viewer, db, productList, query)
  return { ...page, rows: await listed(viewer, db, page.rows) }
}

const listed = async (viewer: Viewer, db: Kysely<Database>, rows: readonly ProductRow[]): Promise<ListedProduct[]> => {
  const skus = rows.map(({ sku }) => sku)
  const [prices, categories, taxSets, available] = await Promise.all([
    readPrices(viewer, db, skus),
    readCategoryNames(
      viewer,
      db,
      rows.map(({ category }) => category),
    ),
    readTaxSetNamesOf(
      viewer,
      db,
      rows.map(({ taxSet }) => taxSet),
    ),
    readAvailability(viewer, db, skus),
  ])
  return rows.map(row => ({
    ...shown(row),
    prices: prices.filter(({ sku }) => sku === row.sku).map(shown),
    categoryNames: categories.get(row.category ?? '') ?? null,
    taxSetName: taxSets.get(row.taxSet ?? '') ?? null,
    availability: available.get(row.sku) ?? null,
  }))
}

/** The prices at the stores whose prices the viewer may see. */
const readPrices = (viewer: Viewer, db: Kysely<Database>, skus: readonly string[]): Promise<PriceRow[]> =>
  skus.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('product_price')
        .selectAll()
        .where('sku', 'in', skus)
        .where(ofStores(viewer, readOf.product, 'store'))
        .orderBy('sku')
        .orderBy('store')
        .orderBy('currency')
        .execute()

/** These products as the list shows them; what is none is left out. */
export const readProductsBySku = async (
  viewer: Viewer,
  db: Kysely<Database>,
  skus: readonly string[],
): Promise<ListedProduct[]> => {
  if (skus.length === 0) return []
  return listed(viewer, db, await db.selectFrom('product').selectAll().where('sku', 'in', skus).execute())
}

/** One product as the list shows it; undefined when there is none. */
export const readProduct = async (
  viewer: Viewer,
  db: Kysely<Database>,
  sku: string,
): Promise<ListedProduct | undefined> => {
  const [found] = await readProductsBySku(viewer, db, [sku])
  return found
}

/** A product with its prices, as its own stream tells it; undefined when there is none. */
export const readProductRecord = async (viewer: Viewer, db: Kysely<Database>, sku: string) => {
  const [row, prices] = await Promise.all([
    db.selectFrom('product').selectAll().where('sku', '=', sku).executeTakeFirst(),
    readPrices(viewer, db, [sku]),
  ])
  return row === undefined ? undefined : { ...shown(row), prices }
}

/** How many products match a filter of the list. */
export const countProducts = (viewer: Viewer, db: Kysely<Database>, filter: string): Promise<Count> =>
  countList(viewer, db, productList, filter)
