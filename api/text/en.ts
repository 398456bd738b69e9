import { access } from './en/access.ts'
import { activity } from './en/activity.ts'
import { amounts } from './en/amounts.ts'
import { apiKeys } from './en/api-keys.ts'
import { asOf } from './en/as-of.ts'
import { bulk } from './en/bulk.ts'
import { carriers } from './en/carriers.ts'
import { categories } from './en/categories.ts'
import { claims } from './en/claims.ts'
import { configuration } from './en/configuration.ts'
import { customers } from './en/customers.ts'
import { dashboard } from './en/dashboard.ts'
import { deliveryMethods } from './en/delivery-methods.ts'
import { documents } from './en/documents.ts'
import { drafts } from './en/drafts.ts'
import { events } from './en/events.ts'
import { exports } from './en/exports.ts'
import { fields } from './en/fields.ts'
import { find } from './en/find.ts'
import { firstSteps } from './en/first-steps.ts'
import { forms } from './en/forms.ts'
import { freshness } from './en/freshness.ts'
import { history } from './en/history.ts'
import { identityProviders } from './en/identity-providers.ts'
import { lists } from './en/lists.ts'
import { numberRanges } from './en/number-ranges.ts'
import { operations } from './en/operations.ts'
import { orderAdvance } from './en/order-advance.ts'
import { orderAmendments } from './en/order-amendments.ts'
import { orderList } from './en/order-list.ts'
import { orderNotes } from './en/order-notes.ts'
import { orderPayments } from './en/order-payments.ts'
import { orderProcess } from './en/order-process.ts'
import { orderShip } from './en/order-ship.ts'
import { orderShipments } from './en/order-shipments.ts'
import { orderSteps } from './en/order-steps.ts'
import { orderStock } from './en/order-stock.ts'
import { orderTotals } from './en/order-totals.ts'
import { orders } from './en/orders.ts'
import { payments } from './en/payments.ts'
import { people } from './en/people.ts'
import { picking } from './en/picking.ts'
import { problems } from './en/problems.ts'
import { products } from './en/products.ts'
import { proof } from './en/proof.ts'
import { replay } from './en/replay.ts'
import { returns } from './en/returns.ts'
import { savedViews } from './en/saved-views.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import { stock } from './en/stock.ts'
import { stockTakings } from './en/stock-takings.ts'
import { stores } from './en/stores.ts'
import { taxes } from './en/taxes.ts'
import { transfers } from './en/transfers.ts'
import { users } from './en/users.ts'
import { viewAs } from './en/view-as.ts'
import { warehouses } from './en/warehouses.ts'

/** Every word a person reads, in ICU message syntax. English is complete; another language is held to its keys. */
export const en = {
  ...products,
  ...categories,
  ...stock,
  ...taxes,
  ...payments,
  ...warehouses,
  ...numberRanges,
  ...stores,
  ...configuration,
  ...transfers,
  ...picking,
  ...stockTakings,
  ...carriers,
  ...deliveryMethods,
  ...documents,
  ...customers,
  ...drafts,
  ...orderNotes,
  ...orderSteps,
  ...orderStock,
  ...orders,
  ...orderAdvance,
  ...orderShip,
  ...orderProcess,
  ...orderTotals,
  ...orderPayments,
  ...orderAmendments,
  ...orderShipments,
  ...orderList,
  ...returns,
  ...users,
  ...viewAs,
  ...signIn,
  ...apiKeys,
  ...claims,
  ...people,
  ...identityProviders,
  ...shell,
  ...lists,
  ...forms,
  ...freshness,
  ...fields,
  ...amounts,
  ...problems,
  ...history,
  ...activity,
  ...events,
  ...asOf,
  ...replay,
  ...proof,
  ...access,
  ...exports,
  ...operations,
  ...dashboard,
  ...firstSteps,
  ...find,
  ...savedViews,
  ...settings,
  ...bulk,
} as const

export type TextKey = keyof typeof en
