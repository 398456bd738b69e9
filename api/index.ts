import type { DeciderName, Hidden } from '../domain/index.ts'
import { activityList, eventList, readActivity, readShopActivity } from '../projections/audit/activity.ts'
import type { Action } from './actions.ts'
import { type Aggregate, listOf, thingOf } from './aggregate.ts'
import { type Bulked, bulkActions } from './bulk/actions.ts'
import { categories } from './catalog/category.ts'
import { categoryTrees } from './catalog/category-tree.ts'
import { products } from './catalog/product.ts'
import { stockMovements, stocks } from './catalog/stock.ts'
import type { CommandRoute } from './commands.ts'
import { customers } from './customers/customer.ts'
import { displayActions } from './display.ts'
import type { ListRoute } from './lists.ts'
import { pastActions } from './operations/as-of.ts'
import { operations } from './operations/projections.ts'
import { advanceActions } from './orders/advance/actions.ts'
import { drafts } from './orders/draft.ts'
import { orders } from './orders/order.ts'
import { amendmentActions } from './orders/preview-amendment.ts'
import { draftActions } from './orders/preview-draft.ts'
import { orderActions } from './orders/preview-order.ts'
import { returns } from './orders/return.ts'
import { shipActions } from './orders/ship/actions.ts'
import { payments } from './payment/payment.ts'
import { paymentMethods } from './payment/payment-method.ts'
import { statementActions } from './payment/statement/actions.ts'
import { trialActions } from './payment/try-payment.ts'
import { webhookSecretActions } from './payment/webhook-secret.ts'
import { accountActions } from './people/account.ts'
import { apiKeys, ownKeys } from './people/api-key.ts'
import { clientSecretActions } from './people/client-secret.ts'
import { factorActions } from './people/factor-actions.ts'
import { groups } from './people/group.ts'
import { identityProviders } from './people/identity-provider.ts'
import { passkeyActions } from './people/passkey-actions.ts'
import { roles } from './people/role.ts'
import { mappingActions } from './people/try-mapping.ts'
import { users } from './people/user.ts'
import { proofActions } from './proofs.ts'
import { viewActions } from './saved-views.ts'
import { carriers } from './shipping/carrier.ts'
import { deliveryMethods } from './shipping/delivery-method.ts'
import { pickLists } from './shipping/pick-list.ts'
import { deliveryActions } from './shipping/preview-delivery.ts'
import { stockTakings } from './shipping/stock-taking.ts'
import { transfers } from './shipping/transfer.ts'
import { warehouses } from './shipping/warehouse.ts'
import { numberRanges } from './shop/number-range.ts'
import { shopSettings } from './shop/settings.ts'
import { stores } from './shop/store.ts'
import { taxRates } from './shop/tax-rate.ts'
import { taxSets } from './shop/tax-set.ts'
import type { ThingRoute } from './things.ts'

/** Every aggregate, as it is reached from outside. What only rules look at is nobody's to see. */
export const aggregates = {
  product: products,
  category: categories,
  categoryTree: categoryTrees,
  stock: stocks,
  customer: customers,
  order: orders,
  draft: drafts,
  return: returns,
  warehouse: warehouses,
  settings: shopSettings,
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
} as const satisfies Readonly<Record<Exclude<DeciderName, Hidden>, Aggregate>>

const all: readonly Aggregate[] = Object.values(aggregates)

/** Every command that can be sent from outside. */
export const commands: readonly CommandRoute[] = all.flatMap(({ commands }) => Object.values(commands))

/** Every aggregate of which many can be worked at at once. */
export const bulks: readonly Bulked[] = all.flatMap(one => {
  const { bulk, list } = one
  return bulk === undefined || list === undefined ? [] : [{ ...one, bulk, list }]
})

/** Every list that programs and spreadsheets can read. */
export const lists: readonly ListRoute[] = [
  ...[...all, ownKeys, stockMovements].flatMap(listOf),
  { path: '/activity', may: 'audit:read', definition: activityList, read: readShopActivity, isAudited: true },
  { path: '/events', may: 'audit:read', definition: eventList, read: readActivity, isAudited: true },
]

/** Everything that is asked of the running system and not of the shop, and of many things at once. */
export const actions: readonly Action[] = [
  ...operations,
  ...pastActions,
  ...proofActions,
  ...displayActions,
  ...accountActions,
  ...factorActions,
  ...passkeyActions,
  ...viewActions(lists),
  ...mappingActions,
  ...deliveryActions,
  ...orderActions,
  ...draftActions,
  ...amendmentActions,
  ...clientSecretActions,
  ...webhookSecretActions,
  ...trialActions,
  ...statementActions,
  ...bulks.flatMap(bulkActions),
  ...advanceActions,
  ...shipActions,
]

/** Every thing that programs can read by its id. */
export const things: readonly ThingRoute[] = all.map(thingOf)
