import { bookReturnOnOrder } from './book-return-on-order.ts'
import { bookStockTaking } from './book-stock-taking.ts'
import { closeDrafts } from './close-drafts.ts'
import { countAdministrators } from './count-administrators.ts'
import { eraseCustomer } from './erase-customer.ts'
import { eraseGuest } from './erase-guest.ts'
import { freeEmail } from './free-email.ts'
import { freeNames } from './free-names.ts'
import { giveNumbers } from './give-numbers.ts'
import { giveRoles } from './give-roles.ts'
import { giveTaxRates } from './give-tax-rates.ts'
import { joinGroups } from './join-groups.ts'
import { moveTransferredStock } from './move-transferred-stock.ts'
import { payOrders } from './pay-orders.ts'
import { pickOrders } from './pick-orders.ts'
import type { Process } from './process.ts'
import { reserveStock } from './reserve-stock.ts'
import { resetFactor } from './reset-factor.ts'
import { shutOut } from './shut-out.ts'
import { useTaxSets } from './use-tax-sets.ts'

/** Every process of the shop. One line each. */
export const processes: readonly Process[] = [
  eraseCustomer,
  eraseGuest,
  freeEmail,
  freeNames,
  giveNumbers,
  giveRoles,
  giveTaxRates,
  useTaxSets,
  joinGroups,
  bookReturnOnOrder,
  payOrders,
  closeDrafts,
  reserveStock,
  pickOrders,
  moveTransferredStock,
  bookStockTaking,
  countAdministrators,
  shutOut,
  resetFactor,
]
