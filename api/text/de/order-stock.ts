/** What an order holds in warehouses, and what it waits for. */
export const orderStock = {
  'do.ReserveOrder': 'Bestand reservieren',
  'done.ReserveOrder': 'Bestand wird angefragt',
  'right.action.ReserveOrder': 'Bestand für Bestellungen reservieren',
  'event.UnitsReserved': 'Bestand für {lines, plural, one {# Position} other {# Positionen}} reserviert',
  'event.ReservationRequested':
    'Bestand soll noch einmal angefragt werden: {lines, plural, one {# Position} other {# Positionen}}',
  'event.StockAsked':
    'Bestand für {lines, plural, one {# Position} other {# Positionen}} angefragt, in {places, plural, =0 {keinem Lager: Keines beliefert den Shop} one {# Lager} other {# Lagern}}',
  'event.UnitsBackordered': 'Rückstand von {lines, plural, one {# Position} other {# Positionen}} geändert',
  'event.UnitsReleased': 'Bestand von {lines, plural, one {# Position} other {# Positionen}} freigegeben',
  'rejection.NothingLacksStock':
    'Für jedes Stück dieser Bestellung, das Bestand braucht, ist er reserviert. Laden Sie die Bestellung neu, um ihren Stand zu sehen.',
  'order.lacking':
    'Für {units, plural, one {# Stück} other {# Stück}} dieser Bestellung ist kein Bestand reserviert. Sobald welcher eintrifft, wird er von selbst reserviert, für die älteste Bestellung zuerst. Wurde seither ein Lager eröffnet, fragen Sie noch einmal an.',
} as const
