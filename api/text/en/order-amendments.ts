/** An order that was placed, and is to be another one. */
export const orderAmendments = {
  'do.AmendOrder': 'Amend order',
  'done.AmendOrder': 'Order amended',
  'event.OrderAmended':
    'Amended{lines, plural, =0 {} one {, # line added} other {, # lines added}}: {before} before, {total} now',
  'order.amending': 'Amend order {number}',
  'order.amending.hint':
    'What is taken out is cancelled at once. What is added, also of a product that is there already, is a line of its own at the price of today. Nothing is changed before you have seen what it comes to.',
  'order.amending.lines.caption': 'Items of the order, with how many of each it is to have',
  'order.amending.least': 'at least {least, number}: these have gone further',
  'order.amending.added': 'Further products',
  'order.amending.add': 'Add product',
  'order.amending.ways': 'Where and how it is delivered',
  'order.amending.ways.hint': 'Left empty the address stays as it is.',
  'order.amending.partlySent':
    'A part of this order has been sent. Where the rest goes, and how, is changed at its shipment on the page of the order.',
  'order.amending.shipping': 'Another delivery address',
  'order.amending.figures': 'What it comes to',
  'order.amending.before': 'Before',
  'order.amending.same': 'It comes to the same as before.',
  'order.amending.more': '{amount} more to be paid',
  'order.amending.less': '{amount} less to be paid',
  'order.amending.refund': '{amount} to be refunded',
  'order.amending.nothing': 'Nothing is changed yet.',
  'order.amending.refused': 'It can not be amended so yet:',
  'field.added': 'Further products',
  'hint.order.added': 'By name in any language, SKU or bar code.',
  'field.amendedAt': 'Amended',
  'field.returnedBefore': 'Came back before the amendment',
  'field.lowered': 'Lowered by amendments',
  'rejection.OrderNotAmendable':
    'Nothing of order {number} can be amended any more: all of it was sent, cancelled or came back. Place another order instead.',
  'rejection.OrderOfElsewhere':
    'This order was placed elsewhere, at prices of there. Cancel lines here, or place another order for what is added.',
  'rejection.OrderPersonErased':
    'Whoever placed this order was erased, and nothing is written of them again. Cancel lines here, or place another order.',
  'rejection.AmendmentBelowSent':
    '{least, plural, one {One unit of {product} has gone further already. Enter 1 or more.} other {# units of {product} have gone further already. Enter # or more.}}',
  'rejection.AmendmentLineTwice': 'Line {line, number} is named twice. Say once how many units it is to have.',
  'rejection.AmendmentPartlySent':
    'A part of this order has been sent, so address and method stay. Change the shipment of the rest instead.',
  'rejection.AmendmentUnpaid':
    'The payment of this order was refused, so nothing is added to it. Book a payment first, or place another order.',
  'rejection.AmendmentOfNothing': 'Nothing would be left of the order. Leave something in it, or cancel its lines.',
  'rejection.AmendmentTotalChanged':
    'It comes to {now} {currency} by now, not to {seen} {currency} as you have seen. Look at it again, then amend the order.',
  'rejection.OrderTooManyLines': 'An order has {most, number} lines at most. Add less, or place another order.',
} as const
