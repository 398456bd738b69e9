import { access } from './de/access.ts'
import { activity } from './de/activity.ts'
import { amounts } from './de/amounts.ts'
import { apiKeys } from './de/api-keys.ts'
import { asOf } from './de/as-of.ts'
import { bulk } from './de/bulk.ts'
import { carriers } from './de/carriers.ts'
import { categories } from './de/categories.ts'
import { claims } from './de/claims.ts'
import { configuration } from './de/configuration.ts'
import { customers } from './de/customers.ts'
import { dashboard } from './de/dashboard.ts'
import { deliveryMethods } from './de/delivery-methods.ts'
import { documents } from './de/documents.ts'
import { drafts } from './de/drafts.ts'
import { events } from './de/events.ts'
import { exports } from './de/exports.ts'
import { fields } from './de/fields.ts'
import { find } from './de/find.ts'
import { firstSteps } from './de/first-steps.ts'
import { forms } from './de/forms.ts'
import { freshness } from './de/freshness.ts'
import { history } from './de/history.ts'
import { identityProviders } from './de/identity-providers.ts'
import { lists } from './de/lists.ts'
import { numberRanges } from './de/number-ranges.ts'
import { operations } from './de/operations.ts'
import { orderAdvance } from './de/order-advance.ts'
import { orderAmendments } from './de/order-amendments.ts'
import { orderList } from './de/order-list.ts'
import { orderNotes } from './de/order-notes.ts'
import { orderPayments } from './de/order-payments.ts'
import { orderProcess } from './de/order-process.ts'
import { orderShip } from './de/order-ship.ts'
import { orderShipments } from './de/order-shipments.ts'
import { orderSteps } from './de/order-steps.ts'
import { orderStock } from './de/order-stock.ts'
import { orderTotals } from './de/order-totals.ts'
import { orders } from './de/orders.ts'
import { payments } from './de/payments.ts'
import { people } from './de/people.ts'
import { picking } from './de/picking.ts'
import { problems } from './de/problems.ts'
import { products } from './de/products.ts'
import { proof } from './de/proof.ts'
import { replay } from './de/replay.ts'
import { returns } from './de/returns.ts'
import { savedViews } from './de/saved-views.ts'
import { settings } from './de/settings.ts'
import { shell } from './de/shell.ts'
import { signIn } from './de/sign-in.ts'
import { stock } from './de/stock.ts'
import { stockTakings } from './de/stock-takings.ts'
import { stores } from './de/stores.ts'
import { taxes } from './de/taxes.ts'
import { transfers } from './de/transfers.ts'
import { users } from './de/users.ts'
import { viewAs } from './de/view-as.ts'
import { warehouses } from './de/warehouses.ts'
import type { TextKey } from './en.ts'

/** Every word in German: the compiler asks for each that English has. Its glossary is in docs/glossary-de.md. */
export const de = {
  ...products,
  ...categories,
  ...stock,
  ...signIn,
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
} as const satisfies Record<TextKey, string>
