import type { Kysely } from 'kysely'
import { newCategory } from '../../domain/catalog/category.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { ListPage, ListQuery } from '../engine/list/list.ts'
import { readList } from '../engine/list/list-read.ts'
import { type ProjectedEvent, projection, type TablesOf } from '../engine/model/projection.ts'
import { flag, integer, type Row, type Stored, table, text, texts, timestamp } from '../engine/model/table.ts'
import {
  categoryList,
  type PlacedCategory,
  type PlaceRow,
  readCategoryTree,
  readTreeRevision,
} from './category-tree.ts'

const details = {
  category: text(),
  descriptions: texts(),
  active: flag(),
  inMenu: flag(),
  searchable: flag(),
  changedAt: timestamp(),
  /** Of the stream, for If-Match. */
  revision: integer(),
}
type Details = Row<typeof details>

const edited = (
  { id, at, revision }: Pick<ProjectedEvent, 'id' | 'at' | 'revision'>,
  row: Details | undefined,
  fields: Partial<Details>,
): Details => ({ ...newCategory, ...row, ...fields, category: id, changedAt: at, revision })

/** The details of categories; one without a row has those of `newCategory`. */
export const categories = projection({
  name: 'category',
  version: 3,
  tables: { category: table({ key: ['category'], columns: details }) },
  on: {
    CategoryDescribed: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { descriptions: event.data.descriptions })),
    CategoryActivated: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { active: true })),
    CategoryDeactivated: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { active: false })),
    CategoryShownInMenu: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { inMenu: true })),
    CategoryHiddenFromMenu: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { inMenu: false })),
    CategoryMadeSearchable: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { searchable: true })),
    CategoryHiddenFromSearch: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { searchable: false })),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof categories> {}
}

type DetailsRow = Stored<typeof details>

/** What is known of a category beside its place. */
export type CategoryDetails = Pick<DetailsRow, 'descriptions' | 'active' | 'inMenu' | 'searchable'> & {
  /** Of the category's own stream; null until its details are edited for the first time. */
  readonly revision: number | null
  /** How many products are in it, those of categories below it not counted. */
  readonly products: number
}

/** Details of all categories, or of those with these keys, as far as they differ from `newCategory`. */
const readDetails = async (db: Kysely<Database>, keys?: readonly string[]) => {
  const counting = db
    .selectFrom('product')
    .select(({ fn, cast }) => ['category', cast<number>(fn.countAll(), 'bigint').as('products')])
    .groupBy('category')
  const describing = db.selectFrom('category').selectAll()
  // One more than the keys, because an empty list is no SQL.
  const wanted = keys && ['', ...keys]
  const [counts, rows] = await Promise.all([
    (wanted === undefined ? counting : counting.where('category', 'in', wanted)).execute(),
    (wanted === undefined ? describing : describing.where('category', 'in', wanted)).execute(),
  ])
  const products = new Map(counts.map(row => [row.category, row.products]))
  const recorded = new Map(rows.map(row => [row.category, row]))
  return (key: string): CategoryDetails => detailsOf(recorded.get(key), products.get(key) ?? 0)
}

const detailsOf = (row: DetailsRow | undefined, products: number): CategoryDetails => {
  const { descriptions, active, inMenu, searchable } = row ?? newCategory
  return { descriptions, active, inMenu, searchable, revision: row?.revision ?? null, products }
}

export type ListedCategory = Omit<PlaceRow, 'last_position' | 'last_event_id'> & CategoryDetails

const withoutProvenance = ({ last_position: _1, last_event_id: _2, ...row }: PlaceRow) => row

/** A page of all categories by key. */
export const readCategories = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedCategory>> => {
  const page = await readList<PlaceRow>(viewer, db, categoryList, query)
  const details = await readDetails(
    db,
    page.rows.map(({ category }) => category),
  )
  return { ...page, rows: page.rows.map(row => ({ ...withoutProvenance(row), ...details(row.category) })) }
}

export type CategoryTree = {
  /** Of the tree's stream; undefined while there has never been a category. */
  readonly revision: number | undefined
  /** In the order of the tree. */
  readonly categories: readonly (PlacedCategory & CategoryDetails)[]
}

/** The whole tree with what is known of each category. */
export const readCategoryTreeDetails = async (viewer: Viewer, db: Kysely<Database>): Promise<CategoryTree> => {
  const [placed, details, revision] = await Promise.all([
    readCategoryTree(viewer, db),
    readDetails(db),
    readTreeRevision(viewer, db),
  ])
  return { revision, categories: placed.map(row => ({ ...row, ...details(row.category) })) }
}

/** One category, which all stores share; undefined when there is none under that key. */
export const readCategory = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  category: string,
): Promise<ListedCategory | undefined> => {
  const [row, details] = await Promise.all([
    db.selectFrom('category_place').selectAll().where('category', '=', category).executeTakeFirst(),
    readDetails(db, [category]),
  ])
  return row === undefined ? undefined : { ...withoutProvenance(row), ...details(category) }
}

/** One category with its place, without what products make of it; undefined when there is none under that key. */
export const readCategoryRecord = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const { products: _products, ...category } = (await readCategory(viewer, db, id)) ?? { category: undefined }
  return category.category === undefined ? undefined : category
}
