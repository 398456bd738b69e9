import { productList, readProducts } from '../projections/catalog/product.ts'
import { productCommands } from './catalog/product.ts'
import type { CommandRoute } from './commands.ts'
import type { ListRoute } from './lists.ts'

/** Every command that can be sent from outside. One line per aggregate. */
export const commands: readonly CommandRoute[] = [...productCommands]

/** Every list that programs and spreadsheets can read. */
export const lists: readonly ListRoute[] = [
  { path: '/products', may: 'catalog:read', definition: productList, read: readProducts },
]
