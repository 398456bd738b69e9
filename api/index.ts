import { activityList, eventList, readActivity } from '../projections/audit/activity.ts'
import { categoryList, readCategories } from '../projections/catalog/category.ts'
import { productList, readProducts } from '../projections/catalog/product.ts'
import { readStocks, stockList } from '../projections/catalog/stock.ts'
import { customerList, readCustomers } from '../projections/customers/customer.ts'
import { orderList, readOrders } from '../projections/orders/order.ts'
import { readReturns, returnList } from '../projections/orders/return.ts'
import { readWarehouseList, warehouseList } from '../projections/shipping/warehouse.ts'
import type { Action } from './actions.ts'
import { categoryCommands } from './catalog/category.ts'
import { categoryTreeCommands } from './catalog/category-tree.ts'
import { productCommands } from './catalog/product.ts'
import { stockCommands } from './catalog/stock.ts'
import type { CommandRoute } from './commands.ts'
import { customerCommands } from './customers/customer.ts'
import type { ListRoute } from './lists.ts'
import { pastActions } from './operations/as-of.ts'
import { operations } from './operations/projections.ts'
import { orderCommands } from './orders/order.ts'
import { returnCommands } from './orders/return.ts'
import { proofActions } from './proofs.ts'
import { warehouseCommands } from './shipping/warehouse.ts'

/** Every command that can be sent from outside. One line per aggregate. */
export const commands: readonly CommandRoute[] = [
  ...productCommands,
  ...categoryCommands,
  ...categoryTreeCommands,
  ...stockCommands,
  ...customerCommands,
  ...orderCommands,
  ...returnCommands,
  ...warehouseCommands,
]

/** Everything that is asked of the running system and not of the shop. */
export const actions: readonly Action[] = [...operations, ...pastActions, ...proofActions]

/** Every list that programs and spreadsheets can read. */
export const lists: readonly ListRoute[] = [
  { path: '/products', may: 'catalog:read', definition: productList, read: readProducts },
  { path: '/categories', may: 'catalog:read', definition: categoryList, read: readCategories },
  { path: '/stock', may: 'stock:read', definition: stockList, read: readStocks },
  { path: '/warehouses', may: 'stock:read', definition: warehouseList, read: readWarehouseList },
  { path: '/activity', may: 'audit:read', definition: activityList, read: readActivity, isAudited: true },
  { path: '/events', may: 'audit:read', definition: eventList, read: readActivity, isAudited: true },
  { path: '/customers', may: 'customers:read', definition: customerList, read: readCustomers },
  { path: '/orders', may: 'orders:read', definition: orderList, read: readOrders },
  { path: '/returns', may: 'orders:read', definition: returnList, read: readReturns },
]
