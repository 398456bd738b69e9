export const orders = {
  'rejection.OrderUnknown': 'There is no order {order}. Check the number.',
  'rejection.OrderExists': 'There is already an order {order}. Open it, or start a new one.',
  'rejection.StoreUnknown': 'There is no store {store}. Choose one of the shop’s stores.',
  'rejection.ProductNotForSale': 'Product {sku} is not on sale. Remove the line, or put the product on sale first.',
  'rejection.ProductWithoutPrice':
    'Product {sku} has no gross price in {currency} at store {store}. Remove the line, or set the price first.',
  'rejection.AmountTooLarge': 'The amounts are too large to be kept exactly. Check quantities and prices.',
  'rejection.OrderLineUnknown': 'The order has no line {line}. Reload the order and choose again.',
  'rejection.TooFewUnitsLeft':
    '{left, plural, =0 {Nothing is left of line {line}: all of it was cancelled or returned.} one {Only # unit is left of line {line}. Enter 1.} other {Only # units are left of line {line}. Enter # or fewer.}}',
  'rejection.ReturnUnknown': 'There is no return {return}. Check the number.',
  'rejection.ReturnExists': 'There is already a return {return}. Open it, or start a new one.',
  'rejection.ReturnLinkIncomplete':
    'Line {line} names an order without its line, or a line without its order. Give both or neither.',
  'rejection.ReturnNotOfOrder': 'Return {return} has no line of order {order}. Check the order’s number.',
  'event.OrderPlaced': 'Order {number} placed with {lines, plural, one {# line} other {# lines}}',
  'event.OrderCommented': 'Comment added',
  'rejection.OrderCustomerUnknown':
    'There is no customer {customer}. Register the customer first, or order as a guest.',
  'rejection.OrderCustomerErased': 'Customer {customer} was erased. Order as a guest, or register the person anew.',
  'event.CustomReferenceSet': 'Customer’s reference set',
  'event.CustomReferenceCleared': 'Customer’s reference cleared',
  'event.GuestErased': 'Guest erased',
  'event.GuestKeyDestroyed': 'Key of the personal data destroyed',
  'rejection.OrderOfCustomer':
    'This order belongs to customer {customer}. Erase the customer: that erases the order’s contact and comments, too.',
  'rejection.GuestNotErased': 'The guest of order {order} is not erased. Erase the guest first.',
  'event.OrderLinesCancelled': 'Cancelled {lines, plural, one {# line} other {# lines}}',
  'event.OrderLinesReturned': 'Return {return} took back units of {lines, plural, one {# line} other {# lines}}',
  'event.OrderReturnRefused':
    'Return {return} refused: {reason, select, lineUnknown {it names a line the order does not have} other {it is more than what is left of a line}}',
  'event.ReturnRecorded': 'Return {number} recorded with {lines, plural, one {# line} other {# lines}}',
  'event.ReturnValued': 'Order {order} gives another amount back for {lines, plural, one {# line} other {# lines}}',
  'event.ReturnRefused':
    'Refused by order {order}: {reason, select, lineUnknown {it has no such line} tooFewLeft {fewer units are left there} other {{reason}}}',
} as const
