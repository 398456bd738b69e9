import { productList, readProducts } from '../projections/catalog/product.ts'
import { customerList, readCustomers } from '../projections/customers/customer.ts'
import { productCommands } from './catalog/product.ts'
import type { CommandRoute } from './commands.ts'
import { customerCommands } from './customers/customer.ts'
import type { ListRoute } from './lists.ts'

/** Every command that can be sent from outside. One line per aggregate. */
export const commands: readonly CommandRoute[] = [...productCommands, ...customerCommands]

/** Every list that programs and spreadsheets can read. */
export const lists: readonly ListRoute[] = [
  { path: '/products', may: 'catalog:read', definition: productList, read: readProducts },
  { path: '/customers', may: 'customers:read', definition: customerList, read: readCustomers },
]
