/** How orders are paid: what came in, what goes back, and what is booked by hand. */
export const orderPayments = {
  'field.bankReference': 'Reference on the statement',
  'hint.bankReference': 'It may name the customer: it is erased with them.',
  'row.order_payment': 'Payment',
  'rows.order_payment': 'Payments',
  'done.BookPayment': 'Payment booked',
  'done.SettleRefund': 'Refund settled',
  'do.BookPayment': 'Book payment',
  'do.SettleRefund': 'Settle refund',
  'field.valueDate': 'Value date',
  'field.way': 'How it came',
  'value.way.provider': 'by its provider',
  'value.way.hand': 'booked by hand',
  'value.way.statement': 'from a bank statement',
  'field.capture': 'Id of the booking',
  'field.refund': 'Id of the refund',
  'event.PaymentAuthorized': 'Payment authorised: {amount}',
  'event.PaymentFailed': 'Payment refused: {reason}',
  'event.PaymentCaptured':
    '{way, select, provider {Paid {amount}} hand {Payment of {amount} booked} other {Payment of {amount} booked from a bank statement}}',
  'event.RefundSettled': 'Refund of {amount} settled',
  'event.PaymentReceived': 'Payment taken: {amount}',
  'event.PaymentCaptureKept': 'The provider took {amount} before it accepted: it counts once it does',
  'rejection.PaymentInOtherCurrency': 'The order is in {currency}. Pay it in {currency}.',
  'rejection.BookedOtherwise':
    'Another amount is booked under {id} already. Open the order and look at what is booked there, or use another id.',
  'rejection.ValueDateInFuture': 'That day is still to come. Enter the day on which the money came or went.',
  'rejection.ValueDateLongAgo':
    'That is more than a year before the order was placed on {placedOn}. Check the year of the date.',
  'rejection.NoAmount': 'Enter an amount above zero.',
  'rejection.CapturedTooMuch': 'Its provider has authorised {authorised} {currency} and can take no more than that.',
  'rejection.BookedBeyondReach': 'No order can be paid that much. Check the amount.',
  'rejection.NothingToRefund': 'Nothing of this order is to be refunded: no more was paid than is owed.',
  'rejection.RefundTooLarge': 'Only {amount} {currency} are to be refunded. Enter that or less.',
  'rejection.PayingImpossible':
    '{possible, plural, =0 {No unit of line {line} waits for its payment. Leave the line out.} one {Only # unit of line {line} waits for its payment. Enter 1.} other {Only # units of line {line} wait for their payment. Enter # or fewer.}}',
  'rejection.CaptureWithoutId': 'What was taken needs an id at its provider. Send one.',
} as const
