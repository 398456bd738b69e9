import type { z } from 'zod'
import type { BulkAction, BulkActions } from './bulk.ts'
import { category } from './catalog/category.ts'
import { categoryTree } from './catalog/category-tree.ts'
import { categoryTreeUndo } from './catalog/category-tree-undo.ts'
import { categoryUndo } from './catalog/category-undo.ts'
import { product } from './catalog/product.ts'
import { productBulk } from './catalog/product-bulk.ts'
import { productUndo } from './catalog/product-undo.ts'
import { stock } from './catalog/stock.ts'
import { stockBulk } from './catalog/stock-bulk.ts'
import { stockUndo } from './catalog/stock-undo.ts'
import { customer } from './customers/customer.ts'
import { customerUndo } from './customers/customer-undo.ts'
import type { AnyDecider, Schemas } from './decider.ts'
import { draft } from './orders/draft.ts'
import { draftUndo } from './orders/draft-undo.ts'
import { order } from './orders/order.ts'
import { orderBulk } from './orders/order-bulk.ts'
import { orderUndo } from './orders/order-undo.ts'
import { orderReturn } from './orders/return.ts'
import { returnUndo } from './orders/return-undo.ts'
import { payment } from './payment/payment.ts'
import { paymentMethod } from './payment/payment-method.ts'
import { paymentMethodUndo } from './payment/payment-method-undo.ts'
import { paymentUndo } from './payment/payment-undo.ts'
import { administrators } from './people/administrators.ts'
import { administratorsUndo } from './people/administrators-undo.ts'
import { apiKey } from './people/api-key.ts'
import { apiKeyUndo } from './people/api-key-undo.ts'
import { group } from './people/group.ts'
import { groupUndo } from './people/group-undo.ts'
import { identityProvider } from './people/identity-provider.ts'
import { identityProviderUndo } from './people/identity-provider-undo.ts'
import { role } from './people/role.ts'
import { roleUndo } from './people/role-undo.ts'
import { user } from './people/user.ts'
import { userUndo } from './people/user-undo.ts'
import { claim } from './shared/claim.ts'
import { claimUndo } from './shared/claim-undo.ts'
import { carrier } from './shipping/carrier.ts'
import { carrierUndo } from './shipping/carrier-undo.ts'
import { deliveryMethod } from './shipping/delivery-method.ts'
import { deliveryMethodUndo } from './shipping/delivery-method-undo.ts'
import { pickList } from './shipping/pick-list.ts'
import { pickListUndo } from './shipping/pick-list-undo.ts'
import { stockTaking } from './shipping/stock-taking.ts'
import { stockTakingUndo } from './shipping/stock-taking-undo.ts'
import { transfer } from './shipping/transfer.ts'
import { transferUndo } from './shipping/transfer-undo.ts'
import { warehouse } from './shipping/warehouse.ts'
import { warehouseUndo } from './shipping/warehouse-undo.ts'
import { numberBook } from './shop/number-book.ts'
import { numberBookUndo } from './shop/number-book-undo.ts'
import { numberRange } from './shop/number-range.ts'
import { numberRangeUndo } from './shop/number-range-undo.ts'
import { settings } from './shop/settings.ts'
import { settingsUndo } from './shop/settings-undo.ts'
import { store } from './shop/store.ts'
import { storeUndo } from './shop/store-undo.ts'
import { taxRate } from './shop/tax-rate.ts'
import { taxRateUndo } from './shop/tax-rate-undo.ts'
import { taxSet } from './shop/tax-set.ts'
import { taxSetUndo } from './shop/tax-set-undo.ts'
import type { Irreversible, TakeBack, Undo } from './undo.ts'

/** Every aggregate of the shop, by the area whose folder it is in. The one place of the domain that names it. */
const aggregates = {
  orders: { order, draft, return: orderReturn },
  catalog: { product, category, categoryTree, stock },
  customers: { customer },
  shipping: { warehouse, transfer, stockTaking, pickList, carrier, deliveryMethod },
  shop: { settings, store, taxRate, taxSet, numberRange, numberBook },
  payment: { paymentMethod, payment },
  people: { role, group, user, apiKey, identityProvider, administrators },
  shared: { claim },
} as const

type Together<U> = (U extends unknown ? (part: U) => void : never) extends (all: infer All) => void
  ? { [K in keyof All]: All[K] }
  : never

const together = <T extends object>(parts: readonly T[]): Together<T> => Object.assign({}, ...parts) as Together<T>

export type Area = keyof typeof aggregates
export const areas = Object.keys(aggregates) as readonly Area[]

export const deciders = together(Object.values(aggregates))
export type DeciderName = keyof typeof deciders

/** Every event type of the shop with its current schema. */
export const events = together(Object.values(deciders).map(({ events }) => events))
export type Events = typeof events
export type EventType = keyof Events
export type EventData<T extends EventType> = z.infer<Events[T]>

/** Those that only rules look at: they are nobody's to see. */
export type Hidden = 'claim' | 'administrators' | 'numberBook'

/** The decider whose streams start with `<category>-`. */
export const deciderOf = (category: string): AnyDecider | undefined =>
  Object.values<AnyDecider>(deciders).find(decider => decider.category === category)

/** How every command of the shop is taken back, or why it is not. */
export const undos: { readonly [K in DeciderName]: Undo<(typeof deciders)[K]> } = {
  order: orderUndo,
  draft: draftUndo,
  return: returnUndo,
  product: productUndo,
  category: categoryUndo,
  categoryTree: categoryTreeUndo,
  stock: stockUndo,
  customer: customerUndo,
  warehouse: warehouseUndo,
  settings: settingsUndo,
  store: storeUndo,
  transfer: transferUndo,
  stockTaking: stockTakingUndo,
  pickList: pickListUndo,
  carrier: carrierUndo,
  deliveryMethod: deliveryMethodUndo,
  taxRate: taxRateUndo,
  taxSet: taxSetUndo,
  numberRange: numberRangeUndo,
  numberBook: numberBookUndo,
  paymentMethod: paymentMethodUndo,
  payment: paymentUndo,
  role: roleUndo,
  group: groupUndo,
  user: userUndo,
  apiKey: apiKeyUndo,
  identityProvider: identityProviderUndo,
  administrators: administratorsUndo,
  claim: claimUndo,
}

type AnyUndo = Readonly<Record<string, Irreversible | TakeBack<unknown, Schemas, Schemas>>>

/** How a command is taken back, or why it is not; undefined for one that is known no more. */
export const undoOf = (category: string, command: string): AnyUndo[string] | undefined =>
  // Each takes the state and the events of its own aggregate, which is what it is called with.
  (undos as Readonly<Record<string, AnyUndo | undefined>>)[category]?.[command]

/** What can be done with many things at once, by the aggregate. */
export const bulks: { readonly [K in DeciderName]?: BulkActions } = {
  product: productBulk,
  stock: stockBulk,
  order: orderBulk,
}

/** An action on many things of a category; undefined for one that is known no more. */
export const bulkActionOf = (category: string, action: string): BulkAction | undefined => {
  const actions = (bulks as Readonly<Record<string, BulkActions | undefined>>)[category] ?? {}
  return Object.hasOwn(actions, action) ? actions[action] : undefined
}

/** The categories of the streams of an area. */
export const categoriesOf = (area: Area): readonly string[] =>
  Object.values<AnyDecider>(aggregates[area]).map(({ category }) => category)
