import type { Kysely } from 'kysely'
import { MAIN_TREE } from '../../domain/catalog/category-tree.ts'
import { defaultName, type Names } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, list } from '../engine/list/list.ts'
import { type ProjectedEvent, projection, type TablesOf, type Writers } from '../engine/model/projection.ts'
import { integer, nullable, type Stored, table, text, texts, timestamp } from '../engine/model/table.ts'

const listing = {
  key: 'category',
  sorts: { category: { column: 'category', direction: 'asc' } },
  filters: {},
} as const

/** All categories by their key, for programs and spreadsheets; people see them as a tree. */
export const categoryList = list({ table: 'category_place', ...listing, defaultSort: 'category', search: false })

/** Every event of the tree is one revision more, whichever category it is about. */
const revised = (
  { id, revision, at }: Pick<ProjectedEvent, 'id' | 'revision' | 'at'>,
  { category_tree }: Writers<typeof treeTables>,
) => category_tree.put({ id, revision, changedAt: at })

const treeTables = {
  category_place: table({
    key: ['category'],
    columns: {
      category: text(),
      parent: nullable(text()),
      /** In the default language. */
      name: text(),
      names: texts(),
      /** Orders siblings, ties by key; gaps mean nothing. */
      position: integer(),
      placedAt: timestamp(),
    },
    indexes: [...indexesFor(listing), ['parent', 'position', 'category']],
  }),
  /** One row: the revision that forms about the tree send back. */
  category_tree: table({ key: ['id'], columns: { id: text(), revision: integer(), changedAt: timestamp() } }),
}

/** The tree: which categories there are, with name, parent and order. */
export const categoryTrees = projection({
  name: 'category_tree',
  version: 3,
  tables: treeTables,
  on: {
    CategoryPlaced: (event, tables) => {
      const { category, parent, names, position } = event.data
      const row = { category, parent, name: defaultName(names), names, position, placedAt: event.at }
      return [tables.category_place.put(row), revised(event, tables)]
    },
    CategoryMoved: (event, tables) => {
      const { category, parent, position } = event.data
      return [tables.category_place.change({ category }, row => ({ ...row, parent, position })), revised(event, tables)]
    },
    CategoryRenamed: (event, tables) => {
      const { category, names } = event.data
      return [
        tables.category_place.change({ category }, row => ({ ...row, names, name: defaultName(names) })),
        revised(event, tables),
      ]
    },
    CategoriesResorted: (event, tables) => [
      ...event.data.order.map((category, position) =>
        tables.category_place.change({ category }, row => ({ ...row, position })),
      ),
      revised(event, tables),
    ],
    CategoryRemoved: (event, tables) => [
      tables.category_place.remove({ category: event.data.category }),
      revised(event, tables),
    ],
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof categoryTrees> {}
}

export type PlaceRow = Stored<(typeof treeTables)['category_place']['columns']>

export type PlacedCategory = {
  readonly category: string
  readonly names: Names
  readonly parent: string | null
  /** 0 for those at the top. */
  readonly depth: number
}

/**
 * Every category in the order of the tree: parents before their children, siblings by position. All stores share the tree, so
 * it is the same for every viewer.
 */
export const readCategoryTree = async (_viewer: Viewer, db: Kysely<Database>): Promise<PlacedCategory[]> => {
  const rows = await db
    .selectFrom('category_place')
    .select(['category', 'names', 'parent'])
    .orderBy('position')
    .orderBy('category')
    .execute()
  const below = (parent: string | null, depth: number): PlacedCategory[] =>
    rows.filter(row => row.parent === parent).flatMap(row => [{ ...row, depth }, ...below(row.category, depth + 1)])
  return below(null, 0)
}

/** The revision that forms about the tree send; undefined while there has never been a category. Of one tree for all stores. */
export const readTreeRevision = async (_viewer: Viewer, db: Kysely<Database>): Promise<number | undefined> => {
  const row = await db.selectFrom('category_tree').select('revision').where('id', '=', MAIN_TREE).executeTakeFirst()
  return row?.revision
}

/** The tree of categories by its id, as its own stream tells it; undefined while there has never been a category. */
export const readCategoryTreeRecord = async (viewer: Viewer, db: Kysely<Database>, id: string) => {
  const [revision, categories] = await Promise.all([readTreeRevision(viewer, db), readCategoryTree(viewer, db)])
  return id === MAIN_TREE && revision !== undefined ? { id, revision, categories } : undefined
}

/** The names of these categories, which all stores share; one that is not (or no longer) in the tree is not in the map. */
export const readCategoryNames = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  categories: readonly (string | null)[],
): Promise<ReadonlyMap<string, Names>> => {
  const keys = [...new Set(categories.flatMap(key => key ?? []))]
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('category_place')
    .select(['category', 'names'])
    .where('category', 'in', keys)
    .execute()
  return new Map(rows.map(({ category, names }) => [category, names]))
}
