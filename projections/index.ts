import { type DeciderName, deciders, type Hidden } from '../domain/index.ts'
import { activity } from './audit/activity.ts'
import { categories } from './catalog/category.ts'
import { categoryTrees } from './catalog/category-tree.ts'
import { products } from './catalog/product.ts'
import { removedCategories } from './catalog/removed-category.ts'
import { stocks } from './catalog/stock.ts'
import { stockMovements } from './catalog/stock-movement.ts'
import { customers } from './customers/customer.ts'
import type { AnyProjection } from './engine/model/projection.ts'
import type { Table } from './engine/model/table.ts'
import { timers } from './operations/timer.ts'
import { drafts } from './orders/draft.ts'
import { orders } from './orders/order.ts'
import { orderTags } from './orders/order-notes.ts'
import { orderPayments } from './orders/order-payment.ts'
import { orderShipments } from './orders/order-shipment.ts'
import { orderTerms } from './orders/order-terms.ts'
import { ordersUnasked } from './orders/order-unasked.ts'
import { returns } from './orders/return.ts'
import { sales } from './orders/sales.ts'
import { payments } from './payment/payment.ts'
import { paymentMethods } from './payment/payment-method.ts'
import { apiKeys } from './people/api-key.ts'
import { groups } from './people/group.ts'
import { identityProviders } from './people/identity-provider.ts'
import { roles } from './people/role.ts'
import { users } from './people/user.ts'
import { carriers } from './shipping/carrier.ts'
import { deliveryMethods } from './shipping/delivery-method.ts'
import { pickLists } from './shipping/pick-list.ts'
import { stockTakings } from './shipping/stock-taking.ts'
import { transfers } from './shipping/transfer.ts'
import { warehouses } from './shipping/warehouse.ts'
import { givenNumbers } from './shop/given-number.ts'
import { numberRanges } from './shop/number-range.ts'
import { settings } from './shop/settings.ts'
import { stores } from './shop/store.ts'
import { taxRates } from './shop/tax-rate.ts'
import { taxSets } from './shop/tax-set.ts'

/**
 * The detail read model of every aggregate: fed by its own stream alone, so that history and as-of fold in memory. What only
 * rules look at is nobody's to see.
 */
const details = {
  product: products,
  categoryTree: categoryTrees,
  category: categories,
  stock: stocks,
  customer: customers,
  order: orders,
  draft: drafts,
  return: returns,
  warehouse: warehouses,
  settings,
  store: stores,
  transfer: transfers,
  stockTaking: stockTakings,
  pickList: pickLists,
  carrier: carriers,
  deliveryMethod: deliveryMethods,
  taxRate: taxRates,
  taxSet: taxSets,
  numberRange: numberRanges,
  paymentMethod: paymentMethods,
  payment: payments,
  role: roles,
  group: groups,
  user: users,
  apiKey: apiKeys,
  identityProvider: identityProviders,
} as const satisfies Readonly<Record<Exclude<DeciderName, Hidden>, AnyProjection>>

/** Every read model of the shop. */
export const projections = [
  ...Object.values(details),
  removedCategories,
  stockMovements,
  orderTags,
  orderTerms,
  orderPayments,
  orderShipments,
  ordersUnasked,
  sales,
  givenNumbers,
  activity,
  timers,
] as const

const tables: ReadonlyMap<string, Table> = new Map(projections.flatMap(({ tables }) => Object.entries<Table>(tables)))

/** Whether what is personal in a read model is about customers, and not about the people who work here. */
export const isOfCustomers = ({ name }: AnyProjection): boolean => name !== users.name

/** The read tables in which what is personal is about customers. */
export const customerTables: ReadonlyMap<string, Table> = new Map(
  projections.filter(isOfCustomers).flatMap(({ tables }) => Object.entries<Table>(tables)),
)

/** A read table by its name. */
export const tableOf = (name: string): Table | undefined => tables.get(name)

const byCategory: ReadonlyMap<string, AnyProjection> = new Map(
  Object.entries(details).map(([name, model]) => [deciders[name as keyof typeof details].category, model]),
)

export const detailOf = (category: string): AnyProjection | undefined => byCategory.get(category)

/** Columns of detail read models that say nothing of an event: they change with every one, or with the text beside them. */
export const bookkeeping: ReadonlySet<string> = new Set([
  'changedAt',
  'revision',
  'germanName',
  'hasReference',
  'hasReason',
  'hasTaxSet',
])
