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
  'rejection.ParcelUnknown':
    'Shipment {shipment, number} has no such parcel. Reload the order and choose one of its parcels.',
  'rejection.TrackingOfSeveral':
    'These units go with several shipments, and a tracking number is of one. Ship each shipment by itself.',
} as const
