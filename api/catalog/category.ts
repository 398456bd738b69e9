import { category } from '../../domain/catalog/category.ts'
import { commandRoutes } from '../commands.ts'

const detail = '/categories/:id'

export const categoryCommands = commandRoutes(category, {
  EditCategory: { path: detail, may: 'catalog:write', form: `${detail}/edit`, then: detail },
})
