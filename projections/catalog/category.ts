import type { Kysely } from 'kysely'
import { newCategory } from '../../domain/catalog/category.ts'
import type { Names } from '../../domain/shared/locale.ts'
import type { Viewer } from '../../domain/viewer.ts'
import { type ProjectedEvent, projection, type Writers } from '../engine/projection.ts'
import { flag, integer, json, nullable, type Row, table, text, timestamp } from '../engine/table.ts'
import type { Database } from '../index.ts'

/** Every event of the tree is one revision more, whichever category it is about. */
const revised = (
  { id, revision, at }: Pick<ProjectedEvent, 'id' | 'revision' | 'at'>,
  { category_tree }: Writers<typeof treeTables>,
) => category_tree.put({ id, revision, changed_at: at })

const treeTables = {
  category_place: table({
    key: ['category'],
    columns: {
      category: text(),
      parent: nullable(text()),
      name: text(),
      names: json<Names>(),
      /** Orders siblings, ties by key; gaps mean nothing. */
      position: integer(),
      placed_at: timestamp(),
    },
    indexes: [['parent', 'position', 'category']],
  }),
  /** One row: the revision that forms about the tree send back. */
  category_tree: table({ key: ['id'], columns: { id: text(), revision: integer(), changed_at: timestamp() } }),
}

/** The tree: which categories there are, with name, parent and order. */
export const categoryTrees = projection({
  name: 'category_tree',
  version: 1,
  tables: treeTables,
  on: {
    CategoryPlaced: (event, tables) => {
      const { category, parent, names, position } = event.data
      const row = { category, parent, name: names.en, names, position, placed_at: event.at }
      return [tables.category_place.put(row), revised(event, tables)]
    },
    CategoryMoved: (event, tables) => {
      const { category, parent, position } = event.data
      return [tables.category_place.change({ category }, row => ({ ...row, parent, position })), revised(event, tables)]
    },
    CategoryRenamed: (event, tables) => {
      const { category, names } = event.data
      return [
        tables.category_place.change({ category }, row => ({ ...row, names, name: names.en })),
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

const details = {
  category: text(),
  description: text(),
  active: flag(),
  in_menu: flag(),
  searchable: flag(),
  changed_at: timestamp(),
  /** Of the stream, for If-Match. */
  revision: integer(),
}
type Details = Row<typeof details>

const edited = (
  { id, at, revision }: Pick<ProjectedEvent, 'id' | 'at' | 'revision'>,
  row: Details | undefined,
  fields: Partial<Details>,
): Details => {
  const { inMenu, ...defaults } = newCategory
  return { ...defaults, in_menu: inMenu, ...row, ...fields, category: id, changed_at: at, revision }
}

/** The details of categories; one without a row has those of `newCategory`. */
export const categories = projection({
  name: 'category',
  version: 1,
  tables: { category: table({ key: ['category'], columns: details }) },
  on: {
    CategoryDescribed: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { description: event.data.description })),
    CategoryActivated: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { active: true })),
    CategoryDeactivated: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { active: false })),
    CategoryShownInMenu: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { in_menu: true })),
    CategoryHiddenFromMenu: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { in_menu: false })),
    CategoryMadeSearchable: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { searchable: true })),
    CategoryHiddenFromSearch: (event, { category }) =>
      category.upsert({ category: event.id }, row => edited(event, row, { searchable: false })),
  },
})

export type PlacedCategory = {
  readonly category: string
  readonly names: Names
  readonly parent: string | null
  /** 0 for those at the top. */
  readonly depth: number
}

/** Every category in the order of the tree: parents before their children, siblings by position. */
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
