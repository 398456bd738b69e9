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
  'event.ShipmentAddressDropped': 'Sendung {shipment, number} geht wieder an die Adresse der Bestellung',
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
  'rejection.ShipmentAddressTwice':
    'Eine Sendung geht an eine Adresse. Leeren Sie die Felder der anderen Adresse, oder lassen Sie die Sendung nicht an die Adresse der Bestellung gehen.',
  'rejection.ParcelUnknown':
    'Sendung {shipment, number} hat kein solches Paket. Laden Sie die Bestellung neu und wählen Sie eines ihrer Pakete.',
  'rejection.TrackingOfSeveral':
    'Diese Stück gehören zu mehreren Sendungen, und eine Sendungsnummer ist von einer. Versenden Sie jede Sendung für sich.',
  'order.shipments': 'Sendungen',
  'order.shipment.title': 'Sendung {shipment, number}',
  'order.shipment.to': 'Geht an',
  'order.shipment.toOrder': 'dorthin, wohin die Bestellung geht',
  'order.shipment.erased': 'Die Adresse wurde gelöscht.',
  'order.shipment.noMethod': 'keine gewählt',
  'order.shipment.soon': 'so bald wie möglich',
  'order.shipment.progress':
    '{shipped, number} von {units, plural, one {# Stück} other {# Stück}} versandt, {delivered, number} zugestellt',
  'order.shipment.lines': 'Positionen der Sendung {shipment, number}',
  'order.shipment.sent': 'Versandt',
  'order.shipment.arrived': 'Zugestellt',
  'order.shipment.more': 'und {lines, plural, one {# weitere Position} other {# weitere Positionen}}',
  'order.shipment.parcels': 'Pakete',
  'order.shipment.parcel': '{units, plural, one {# Stück} other {# Stück}} versandt',
  'order.shipment.untracked': 'keine Sendungsnummer',
  'order.shipment.track': 'Sendungsnummern',
  'order.shipment.ship': 'Mit Sendungsnummer versenden … ({units, number})',
  'order.shipment.mergeInto': 'Mit Sendung {shipment, number} zusammenlegen',
  'order.shipment.merge.confirm':
    'Was Sendung {shipment, number} noch zu versenden hat, geht mit Sendung {into, number}: an deren Adresse, auf deren Versandart. Ausführen?',
  'order.shipment.others': 'Stück einer anderen Sendung',
  'order.shipment.creating': 'Neue Sendung der Bestellung {number}',
  'order.shipment.creating.hint':
    'Stück dieser Sendung gehen für sich. Was der Kunde bezahlt, bleibt, wie es ist. Was leer bleibt, ist wie bisher.',
  'order.shipment.moving': 'Stück zwischen Sendungen der Bestellung {number} verschieben',
  'order.shipment.moveTo': 'Verschieben in',
  'order.shipment.changing': 'Sendung {shipment, number} der Bestellung {number} ändern',
  'order.shipment.tracking': 'Sendungsnummern der Sendung {shipment, number} der Bestellung {number}',
  'order.shipment.elsewhere': 'An eine andere Adresse',
  'order.shipment.elsewhere.hint':
    'Bleibt sie leer, geht es dorthin, wohin es jetzt geht. Sie gilt nur für diese Stück.',
  'field.shipment': 'Sendung',
  'field.toOrder': 'Wie die Bestellung: Sie geht an deren Adresse',
  'order.cancel.anyShipment': 'irgendeine, die letzte zuerst',
  'order.shipment.cancel': 'Einheiten stornieren',
  'field.into': 'In Sendung',
  'field.parcel': 'Paket',
  'field.tracking': 'Sendungsnummern',
  'field.requestedOn': 'Gewünscht für',
  'hint.order.tracking': 'Scannen oder tippen; mehrere werden durch Kommas getrennt.',
  'hint.order.requestedOn': 'Ein Tag am Ort des Stores, heute oder später. Leer: so bald wie möglich.',
  'invalid.tracking':
    'Eine Sendungsnummer hat höchstens 64 Zeichen. Prüfen Sie sie, oder trennen Sie mehrere durch Kommas.',
} as const
