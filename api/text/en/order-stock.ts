/** What an order holds in warehouses, and what it waits for. */
export const orderStock = {
  'do.ReserveOrder': 'Reserve stock',
  'done.ReserveOrder': 'Stock is being asked for',
  'right.action.ReserveOrder': 'Reserve stock for orders',
  'event.UnitsReserved': 'Stock reserved for {lines, plural, one {# line} other {# lines}}',
  'event.ReservationRequested': 'Stock to be asked for again: {lines, plural, one {# line} other {# lines}}',
  'event.StockAsked':
    'Stock asked for {lines, plural, one {# line} other {# lines}}, of {places, plural, =0 {no warehouse: none serves the store} one {# warehouse} other {# warehouses}}',
  'event.UnitsBackordered': 'Backorder of {lines, plural, one {# line} other {# lines}} changed',
  'event.UnitsReleased': 'Stock of {lines, plural, one {# line} other {# lines}} let go',
  'rejection.NothingLacksStock':
    'Stock is reserved for every unit of this order that needs it. Reload the order to see how it stands.',
  'order.lacking':
    '{units, plural, one {# unit of this order has} other {# units of this order have}} no stock reserved. As soon as stock arrives it is reserved by itself, for the oldest order first. If a warehouse was opened since, ask again.',
} as const
