/** What moves the units of an order. */
export const orderSteps = {
  'do.AdvanceOrder': 'Go on',
  'do.ShipUnits': 'Ship',
  'do.DeliverUnits': 'Mark as delivered',
  'do.HoldOrder': 'Hold order',
  'do.ReleaseOrder': 'Release order',
  'done.AdvanceOrder': 'Units went on',
  'done.ShipUnits': 'Units shipped',
  'done.DeliverUnits': 'Units delivered',
  'done.HoldOrder': 'Order held',
  'done.ReleaseOrder': 'Order released',
  'right.action.AdvanceOrder': 'Take the next step',
  'right.action.ShipUnits': 'Ship units',
  'right.action.DeliverUnits': 'Record deliveries',
  'event.OrderAdvanced':
    '{step, select, skip_grace {Grace period skipped} skip_wait {Waiting skipped} close {Closed} other {Went on by itself}}{moves, plural, =0 {} one {: units of # line} other {: units of # lines}}',
  'event.UnitsShipped': 'Shipped units of {lines, plural, one {# line} other {# lines}}',
  'event.UnitsDelivered': 'Units of {lines, plural, one {# line} other {# lines}} delivered',
  'event.OrderHeld': 'Order held: time stands still for it',
  'event.OrderReleased': 'Order released',
  'rejection.OrderIsHeld': 'The order is held. Release it first, then take the step.',
  'rejection.StepImpossible':
    '{possible, plural, =0 {No unit of line {line} can} one {Only # unit of line {line} can} other {Only # units of line {line} can}} {act, select, ship {be shipped: it has to be ready to pack} deliver {be marked as delivered: it has to be shipped} cancel {be cancelled: what was shipped comes back as a return} pay {be paid for by themselves: they do not wait for money} return {come back: it has to be shipped} other {take this step}} now. Reload the order and choose again.',
  'rejection.NoUnitCan':
    'No unit of this order can {act, select, ship {be shipped: none is ready to pack} deliver {be marked as delivered: none is on its way} cancel {be cancelled any more} pay {be paid for by itself} other {take this step}} now. Reload the order to see how it stands.',
} as const
