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
  'event.UnitsBackordered':
    'Was {lines, plural, one {# Position} other {# Positionen}} an Bestand noch fehlt, hat sich geändert',
  'event.UnitsReleased': 'Bestand von {lines, plural, one {# Position} other {# Positionen}} freigegeben',
  'rejection.NothingLacksStock':
    'Für jedes Stück dieser Bestellung, das Bestand braucht, ist er reserviert. Laden Sie die Bestellung neu, um ihren Stand zu sehen.',
  'order.lacking':
    'Für {units, plural, one {# Stück} other {# Stück}} dieser Bestellung ist kein Bestand reserviert. Was bei Lagern angefragt ist, wird von selbst reserviert, sobald es eintrifft, die älteste Bestellung zuerst. Fragen Sie noch einmal an, wenn seither ein Lager eröffnet wurde.',
} as const
