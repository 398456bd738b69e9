import { category } from '../../domain/catalog/category.ts'
import { readCategories, readCategoryRecord } from '../../projections/catalog/category.ts'
import { categoryList } from '../../projections/catalog/category-tree.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes } from '../commands.ts'

const detail = '/categories/:id'

export const categoryCommands = commandRoutes(category, {
  EditCategory: { path: detail, form: `${detail}/edit`, then: detail },
})

export const categories = {
  decider: category,
  path: '/categories',
  may: 'category:read',
  commands: categoryCommands,
  list: { definition: categoryList, read: readCategories },
  read: readCategoryRecord,
  // Its name and place are told by the tree.
  isShared: true,
} satisfies Aggregate
