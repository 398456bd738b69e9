import { categoryTree } from '../../domain/catalog/category-tree.ts'
import { readCategoryTreeRecord } from '../../projections/catalog/category-tree.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes } from '../commands.ts'

// `:id` is the tree; what its commands are about, and whose pages follow, is one of its categories.
const tree = '/category-trees/:id'
const about = 'category'
const detail = '/categories/:id'

export const categoryTreeCommands = commandRoutes(categoryTree, {
  PlaceCategory: { path: `${tree}/categories`, form: '/categories/new', then: detail, about },
  MoveCategory: { path: `${tree}/moves`, form: `${detail}/place`, then: '/categories', about },
  RenameCategory: { path: `${tree}/names`, form: `${detail}/name`, then: detail, about },
  RemoveCategory: { path: `${tree}/removals`, form: `${detail}/removal`, then: '/categories', about },
  ResortChildren: { path: `${tree}/child-orders`, form: '/categories', then: '/categories' },
})

export const categoryTrees = {
  decider: categoryTree,
  path: '/category-trees',
  may: 'category:read',
  // The categories are one page.
  page: '/categories',
  commands: categoryTreeCommands,
  read: readCategoryTreeRecord,
} satisfies Aggregate
