/**
 * The largest numbers a command may bring. They are far beyond what shops do, and so small that no sum over a day, a
 * customer or a warehouse leaves the safe integers that columns and JSON hold. Events know no such limits: what is in
 * the log stays readable.
 */

/** Units of one line. The largest line of the Online Retail shop has 80,995. */
export const MAX_UNITS = 1_000_000
/** Lines of one order or return. The largest real orders have more than 1,100. */
export const MAX_LINES = 2_000
/** Shipments that one order is ever divided into. */
export const MAX_SHIPMENTS = 1_000
/** Positions of one pick list: what somebody takes along in one round, and a page shows at once. */
export const MAX_PICKS = 500
/** Orders of one pick list. */
export const MAX_PICKED_ORDERS = 100
/** Lines of one transfer between warehouses: what a form shows at once. */
export const MAX_TRANSFER_LINES = 500
/** How often a transfer can be tried to be sent. */
export const MAX_ATTEMPTS = 10_000
/** What one order or return comes to, in minor units: ninety thousand such orders a day can still be added up. */
export const MAX_AMOUNT = 100_000_000_000
/** Pieces of one SKU in one warehouse, below zero too; also one movement of them. */
export const MAX_STOCK = 1_000_000_000
/** Warehouses that one order is asked of. */
export const MAX_PLACES = 100
