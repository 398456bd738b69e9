import { bulks } from '../api/index.ts'
import type { AnyPage } from '../api/special-pages.ts'
import { accessPage } from './audit/access.ts'
import { activityPage } from './audit/activity.ts'
import { asOfPage } from './audit/as-of.ts'
import { eventPage } from './audit/event.ts'
import { eventProofPage } from './audit/event-proof.ts'
import { eventsPage } from './audit/events.ts'
import { exportsPage } from './audit/exports.ts'
import { proofPage } from './audit/proof.ts'
import { replayPages } from './audit/replay.ts'
import { bulkRunsPage } from './bulk/mine.ts'
import { bulkPage } from './bulk/run.ts'
import { categoryPages } from './catalog/category.ts'
import { productPages } from './catalog/product.ts'
import { stockPages } from './catalog/stock.ts'
import { customerPages } from './customers/customer.ts'
import { dashboardPage } from './dashboard.ts'
import { firstStepsPage } from './first-steps.ts'
import { freshnessPage } from './freshness.ts'
import { projectionPage } from './operations/projection.ts'
import { projectionsPage } from './operations/projections.ts'
import { draftPages } from './orders/draft.ts'
import { orderPages } from './orders/order.ts'
import { orderActPages } from './orders/order-acts.ts'
import { orderAdvancePage } from './orders/order-advance.ts'
import { orderCancelPage } from './orders/order-cancel.ts'
import { orderProcessPages } from './orders/order-process.ts'
import { orderShipPage } from './orders/order-ship.ts'
import { returnPages } from './orders/return.ts'
import { returnFormPage } from './orders/return-form.ts'
import { paymentPages } from './payment/payment.ts'
import { paymentMethodPages } from './payment/payment-method.ts'
import { statementPage } from './payment/statement.ts'
import { accountPage } from './people/account.ts'
import { apiKeyPages } from './people/api-key.ts'
import { groupPages } from './people/group.ts'
import { identityProviderPages } from './people/identity-provider.ts'
import { rightsPage } from './people/rights.ts'
import { rolePages } from './people/role.ts'
import { secondFactorPage } from './people/second-factor.ts'
import { userPages } from './people/user.ts'
import { viewAsPage } from './people/view-as.ts'
import { pickPages } from './pick/pages.ts'
import { saveViewPage } from './save-view.ts'
import { savedViewsPage } from './saved-views.ts'
import { searchPage } from './search.ts'
import { settingsPage } from './settings.ts'
import { carrierPages } from './shipping/carrier.ts'
import { deliveryMethodPages } from './shipping/delivery-method.ts'
import { pickListPages } from './shipping/pick-list.ts'
import { stockTakingPages } from './shipping/stock-taking.ts'
import { transferPages } from './shipping/transfer.ts'
import { warehousePages } from './shipping/warehouse.ts'
import { numberRangePages } from './shop/number-range.ts'
import { configurationPages } from './shop/settings.ts'
import { storePages } from './shop/store.ts'
import { taxRatePages } from './shop/tax-rate.ts'
import { taxSetPages } from './shop/tax-set.ts'
import { withTrails } from './trail.ts'

/** Every page of the shop. One line per thing; nothing is discovered. */
const shown: readonly AnyPage[] = [
  dashboardPage,
  firstStepsPage,
  freshnessPage,
  savedViewsPage(() => pages),
  settingsPage,
  saveViewPage,
  ...pickPages,
  ...productPages,
  ...categoryPages,
  ...stockPages,
  ...customerPages,
  ...draftPages,
  orderCancelPage,
  orderAdvancePage,
  orderShipPage,
  ...orderActPages,
  ...orderPages,
  ...orderProcessPages,
  returnFormPage,
  ...returnPages,
  ...warehousePages,
  ...storePages,
  ...configurationPages,
  ...transferPages,
  ...pickListPages,
  ...stockTakingPages,
  ...carrierPages,
  ...deliveryMethodPages,
  ...taxRatePages,
  ...taxSetPages,
  ...numberRangePages,
  ...paymentMethodPages,
  statementPage,
  ...paymentPages,
  ...rolePages,
  ...groupPages,
  rightsPage,
  ...userPages,
  viewAsPage,
  accountPage,
  ...apiKeyPages,
  ...identityProviderPages,
  secondFactorPage,
  ...bulks.map(bulkPage),
  ...bulks.map(bulkRunsPage),
  ...replayPages,
  activityPage,
  eventsPage,
  eventPage,
  asOfPage,
  proofPage,
  eventProofPage,
  exportsPage,
  accessPage,
  projectionsPage,
  projectionPage,
]

/** And the one that finds all others. */
export const pages: readonly AnyPage[] = withTrails([...shown, searchPage(shown)])
