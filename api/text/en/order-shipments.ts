/** What of an order goes where, how, and when. */
export const orderShipments = {
  'do.CreateShipment': 'New shipment',
  'do.MoveToShipment': 'Move units',
  'do.MergeShipment': 'Merge shipments',
  'do.ChangeShipment': 'Change shipment',
  'do.SplitByWarehouse': 'Split by warehouse',
  'do.SetTrackingNumbers': 'Save tracking numbers',
  'done.CreateShipment': 'Shipment created',
  'done.MoveToShipment': 'Units moved',
  'done.MergeShipment': 'Shipments merged',
  'done.ChangeShipment': 'Shipment changed',
  'done.SplitByWarehouse': 'Split by warehouse',
  'done.SetTrackingNumbers': 'Tracking numbers saved',
  'right.action.CreateShipment': 'Create shipments',
  'right.action.MoveToShipment': 'Move units between shipments',
  'right.action.SplitByWarehouse': 'Split orders by warehouse',
  'right.action.SetTrackingNumbers': 'Set tracking numbers',
  'event.ShipmentCreated':
    'Shipment {shipment, number} created with units of {units, plural, one {# line} other {# lines}}',
  'event.UnitsMovedToShipment':
    'Units of {units, plural, one {# line} other {# lines}} moved to shipment {shipment, number}',
  'event.ShipmentMethodChanged': 'Delivery method of shipment {shipment, number} changed',
  'event.ShipmentAddressChanged': 'Delivery address of shipment {shipment, number} changed',
  'event.ShipmentAddressDropped': 'Shipment {shipment, number} goes where the order goes again',
  'event.DeliveryDateRequested': 'Shipment {shipment, number} wished for {requestedOn}',
  'event.DeliveryDateRequested.short': 'Shipment {shipment, number} wished for as soon as possible',
  'event.TrackingNumbersSet':
    'Shipment {shipment, number}: {tracking, plural, =0 {tracking numbers removed} one {# tracking number set} other {# tracking numbers set}}',
  'rejection.ShipmentUnknown':
    'This order has no shipment {shipment, number} (any more). Reload the order and choose one that is there.',
  'rejection.TooFewInShipment':
    '{left, plural, =0 {Shipment {shipment, number} has no unit of line {line, number} for that. Choose another line or shipment.} one {Shipment {shipment, number} has only # unit of line {line, number} for that. Enter 1.} other {Shipment {shipment, number} has only # units of line {line, number} for that. Enter # or fewer.}}',
  'rejection.ShipmentOfAll':
    'These are all units that the shipment still has: there would be the same shipment under another number. Leave some out, or change the shipment instead.',
  'rejection.TooManyShipments':
    'An order has {most, number} shipments in its life at most. Move units to one that is there instead.',
  'rejection.ShipmentIsSent':
    'All of shipment {shipment, number} was sent: there is nothing left that could go another way. Create a shipment of units that are still here.',
  'rejection.NothingToDivide':
    'What each shipment still has to send lies in one warehouse, or waits as a whole. Create a shipment to divide it another way.',
  'rejection.DeliveryDatePast':
    'This day is over at the store. Choose today or a later day, or none for as soon as possible.',
  'rejection.DeliveryDateTooFar':
    'Deliveries are planned {days, number} days ahead at most. Choose an earlier day, or none for as soon as possible.',
  'rejection.DeliveryToAnotherCountry':
    '{delivery} was chosen for another country. Choose a delivery method that goes there.',
  'rejection.ShipmentAddressTwice':
    'It can go to one address. Clear the fields of the other address, or do not send it where the order goes.',
  'rejection.ParcelUnknown':
    'Shipment {shipment, number} has no such parcel. Reload the order and choose one of its parcels.',
  'rejection.TrackingOfSeveral':
    'These units go with several shipments, and a tracking number is of one. Ship each shipment by itself.',
  'order.shipments': 'Shipments',
  'order.shipment.title': 'Shipment {shipment, number}',
  'order.shipment.to': 'Goes to',
  'order.shipment.toOrder': 'where the order goes',
  'order.shipment.erased': 'The address was erased.',
  'order.shipment.noMethod': 'none chosen',
  'order.shipment.soon': 'as soon as possible',
  'order.shipment.progress':
    '{shipped, number} of {units, plural, one {# unit} other {# units}} sent, {delivered, number} delivered',
  'order.shipment.lines': 'Lines of shipment {shipment, number}',
  'order.shipment.sent': 'Sent',
  'order.shipment.arrived': 'Delivered',
  'order.shipment.more': 'and {lines, plural, one {# further line} other {# further lines}}',
  'order.shipment.parcels': 'Parcels',
  'order.shipment.parcel': '{units, plural, one {# unit} other {# units}} sent',
  'order.shipment.untracked': 'no tracking number',
  'order.shipment.track': 'Tracking numbers',
  'order.shipment.ship': 'Ship with tracking number … ({units, number})',
  'order.shipment.mergeInto': 'Merge into shipment {shipment, number}',
  'order.shipment.merge.confirm':
    'What shipment {shipment, number} still has to send goes with shipment {into, number}: to its address, by its method. Do it?',
  'order.shipment.others': 'Units of another shipment',
  'order.shipment.creating': 'New shipment of order {number}',
  'order.shipment.creating.hint':
    'Units of this shipment go by themselves. What the customer pays stays as it is. What is left empty is as it was.',
  'order.shipment.moving': 'Move units between shipments of order {number}',
  'order.shipment.moveTo': 'Move to',
  'order.shipment.changing': 'Change shipment {shipment, number} of order {number}',
  'order.shipment.tracking': 'Tracking numbers of shipment {shipment, number} of order {number}',
  'order.shipment.elsewhere': 'To another address',
  'order.shipment.elsewhere.hint': 'Left empty it goes where it goes now. It changes for these units alone.',
  'field.shipment': 'Shipment',
  'field.toOrder': 'As the order’s: it goes where the order goes',
  'order.cancel.anyShipment': 'any, the last one first',
  'order.shipment.cancel': 'Cancel units',
  'field.into': 'Into shipment',
  'field.parcel': 'Parcel',
  'field.tracking': 'Tracking numbers',
  'field.requestedOn': 'Wished for',
  'hint.order.tracking': 'Scan or type them; several are parted by commas.',
  'hint.order.requestedOn': 'A day at the store, today or later. Empty: as soon as possible.',
  'invalid.tracking': 'A tracking number has at most 64 characters. Check it, or part several by commas.',
} as const
