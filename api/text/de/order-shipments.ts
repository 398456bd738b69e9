/** What of an order goes where, how, and when. */
export const orderShipments = {
  'do.CreateShipment': 'Neue Sendung',
  'do.MoveToShipment': 'Stück verschieben',
  'do.MergeShipment': 'Sendungen zusammenlegen',
  'do.ChangeShipment': 'Sendung ändern',
  'do.SplitByWarehouse': 'Nach Lagern aufteilen',
  'do.SetTrackingNumbers': 'Sendungsnummern speichern',
  'done.CreateShipment': 'Sendung angelegt',
  'done.MoveToShipment': 'Stück verschoben',
  'done.MergeShipment': 'Sendungen zusammengelegt',
  'done.ChangeShipment': 'Sendung geändert',
  'done.SplitByWarehouse': 'Nach Lagern aufgeteilt',
  'done.SetTrackingNumbers': 'Sendungsnummern gespeichert',
  'right.action.CreateShipment': 'Sendungen anlegen',
  'right.action.MoveToShipment': 'Stück zwischen Sendungen verschieben',
  'right.action.SplitByWarehouse': 'Bestellungen nach Lagern aufteilen',
  'right.action.SetTrackingNumbers': 'Sendungsnummern setzen',
  'event.ShipmentCreated':
    'Sendung {shipment, number} mit Stück von {units, plural, one {# Position} other {# Positionen}} angelegt',
  'event.UnitsMovedToShipment':
    'Stück von {units, plural, one {# Position} other {# Positionen}} in Sendung {shipment, number} verschoben',
  'event.ShipmentMethodChanged': 'Versandart der Sendung {shipment, number} geändert',
  'event.ShipmentAddressChanged': 'Lieferadresse der Sendung {shipment, number} geändert',
  'event.DeliveryDateRequested': 'Sendung {shipment, number} gewünscht für {requestedOn}',
  'event.DeliveryDateRequested.short': 'Sendung {shipment, number} so bald wie möglich gewünscht',
  'event.TrackingNumbersSet':
    'Sendung {shipment, number}: {tracking, plural, =0 {Sendungsnummern entfernt} one {# Sendungsnummer gesetzt} other {# Sendungsnummern gesetzt}}',
  'rejection.ShipmentUnknown':
    'Diese Bestellung hat keine Sendung {shipment, number} (mehr). Laden Sie die Bestellung neu und wählen Sie eine, die es gibt.',
  'rejection.TooFewInShipment':
    '{left, plural, =0 {Sendung {shipment, number} hat dafür kein Stück von Position {line, number}. Wählen Sie eine andere Position oder Sendung.} one {Sendung {shipment, number} hat dafür nur # Stück von Position {line, number}. Geben Sie 1 ein.} other {Sendung {shipment, number} hat dafür nur # Stück von Position {line, number}. Geben Sie höchstens # ein.}}',
  'rejection.ShipmentOfAll':
    'Das sind alle Stück, die die Sendung noch hat: Es gäbe dieselbe Sendung unter einer anderen Nummer. Lassen Sie einige weg, oder ändern Sie stattdessen die Sendung.',
  'rejection.TooManyShipments':
    'Eine Bestellung hat im Laufe der Zeit höchstens {most, number} Sendungen. Verschieben Sie die Stück stattdessen in eine, die es gibt.',
  'rejection.ShipmentIsSent':
    'Sendung {shipment, number} ist vollständig versandt: Nichts davon kann noch einen anderen Weg nehmen. Legen Sie eine Sendung aus Stück an, die noch da sind.',
  'rejection.NothingToDivide':
    'Was jede Sendung noch zu versenden hat, liegt in einem Lager oder wartet als Ganzes. Legen Sie eine Sendung an, um anders aufzuteilen.',
  'rejection.DeliveryDatePast':
    'Dieser Tag ist beim Store schon vorbei. Wählen Sie heute oder einen späteren Tag, oder keinen für so bald wie möglich.',
  'rejection.DeliveryDateTooFar':
    'Lieferungen werden höchstens {days, number} Tage im Voraus geplant. Wählen Sie einen früheren Tag, oder keinen für so bald wie möglich.',
  'rejection.DeliveryToAnotherCountry':
    '{delivery} wurde für ein anderes Land gewählt. Wählen Sie eine Versandart, die dorthin geht.',
  'rejection.ParcelUnknown':
    'Sendung {shipment, number} hat kein solches Paket. Laden Sie die Bestellung neu und wählen Sie eines ihrer Pakete.',
  'rejection.TrackingOfSeveral':
    'Diese Stück gehören zu mehreren Sendungen, und eine Sendungsnummer ist von einer. Versenden Sie jede Sendung für sich.',
} as const
