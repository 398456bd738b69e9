/** What an order holds in warehouses, and what it waits for. */
export const orderStock = {
  'do.ReserveOrder': 'Reserve stock',
  'done.ReserveOrder': 'Stock is being asked for',
  'right.action.ReserveOrder': 'Reserve stock for orders',
  'event.UnitsReserved': 'Stock reserved for {lines, plural, one {# line} other {# lines}}',
  'event.ReservationRequested': 'Stock to be asked for again: {lines, plural, one {# line} other {# lines}}',
  'event.StockAsked':
    'Stock asked for {lines, plural, one {# line} other {# lines}}, of {places, plural, =0 {no warehouse: none serves the store} one {# warehouse} other {# warehouses}}',
  'event.UnitsBackordered': 'What {lines, plural, one {# line waits} other {# lines wait}} for in stock has changed',
  'event.UnitsReleased': 'Stock of {lines, plural, one {# line} other {# lines}} let go',
  'rejection.NothingLacksStock':
    'Stock is reserved for every unit of this order that needs it. Reload the order to see how it stands.',
  'order.lacking':
    'No stock is reserved for {units, plural, one {# unit} other {# units}} of this order. What warehouses were asked for is reserved by itself as soon as it arrives, the oldest order first. Ask them again where one was opened since.',
} as const
