import { activityList, eventList, readActivity } from '../projections/audit/activity.ts'
import {
  categoryList,
  readCategories,
  readCategoryRecord,
  readCategoryTreeRecord,
} from '../projections/catalog/category.ts'
import { productList, readProductRecord, readProducts } from '../projections/catalog/product.ts'
import { readStockRecord, readStocks, stockList } from '../projections/catalog/stock.ts'
import { customerList, readCustomer, readCustomers } from '../projections/customers/customer.ts'
import { orderList, readOrders } from '../projections/orders/order.ts'
import { readOrderRecord } from '../projections/orders/order-detail.ts'
import { readReturnRecord, readReturns, returnList } from '../projections/orders/return.ts'
import { readWarehouse, readWarehouseList, warehouseList } from '../projections/shipping/warehouse.ts'
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
import type { ThingRoute } from './things.ts'

/** Every command that can be sent from outside. One line per aggregate. */
export const commands: readonly CommandRoute[] = [
  ...Object.values(productCommands),
  ...Object.values(categoryCommands),
  ...Object.values(categoryTreeCommands),
  ...Object.values(stockCommands),
  ...Object.values(customerCommands),
  ...Object.values(orderCommands),
  ...Object.values(returnCommands),
  ...Object.values(warehouseCommands),
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

/** Every thing that programs can read by its id. */
export const things: readonly ThingRoute[] = [
  { path: '/products/:id', may: 'catalog:read', read: readProductRecord },
  // Its name and place are told by the tree.
  { path: '/categories/:id', may: 'catalog:read', read: readCategoryRecord, isShared: true },
  { path: '/category-trees/:id', may: 'catalog:read', read: readCategoryTreeRecord },
  { path: '/stock/:id', may: 'stock:read', read: readStockRecord },
  { path: '/warehouses/:id', may: 'stock:read', read: readWarehouse },
  { path: '/customers/:id', may: 'customers:read', read: readCustomer },
  { path: '/orders/:id', may: 'orders:read', read: readOrderRecord },
  { path: '/returns/:id', may: 'orders:read', read: readReturnRecord },
]
