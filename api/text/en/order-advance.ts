/** Steps of many orders by a file. */
export const orderAdvance = {
  'advance.done.done': 'done',
  'advance.done.nothing': 'was so already',
  'advance.done.known': 'was done before',
  'advance.done.refused': 'refused',
  'advance.tried.done': 'would be done',
  'advance.tried.nothing': 'is so already',
  'advance.tried.known': 'was done before',
  'advance.tried.refused': 'would be refused',
  'advance.bad': 'can not be read',
  'advance.missing':
    'The first line names the columns, and {missing} is missing. Name at least these: {steps}, or these: {parcels}.',
  'advance.empty': 'There are no rows below the names of the columns.',
  'advance.tooMany': 'There are more than {most, number} rows. Divide the file.',
  'advance.damaged':
    'Line {line, number} is no CSV: a quotation mark is missing or stands where none may. Mend it, and try again.',
  'advance.fault.columns': 'The row ends before the columns that it needs.',
  'advance.fault.order': 'No order is named. Enter its number.',
  'advance.fault.orderLong': 'This is no number of an order.',
  'advance.fault.step': '“{step}” is no step. Enter one of {steps}.',
  'advance.fault.line':
    '“{line}” is no line of an order. Lines are counted from 1; leave it blank for the whole order.',
  'advance.fault.quantity':
    '“{quantity}” is no quantity. Enter a whole number from 1, or leave it blank for all that can.',
  'advance.fault.quantityLarge':
    '{quantity} is more than a line can have. Is it a scanned bar code? Enter at most {most, number}.',
  'advance.fault.quantityAlone':
    'A quantity needs the line that it is of. Enter the line, or leave the quantity blank.',
  'advance.fault.shipment':
    '“{shipment}” is no shipment of the order for this step. Enter its number, from 1, or leave it blank.',
  'advance.fault.tracking': 'No tracking number is given. Enter it.',
  'advance.fault.trackingLong': 'This is no tracking number. Enter at most {most, number} letters and digits.',
  'advance.fault.trackingAlone':
    'A tracking number is of what is sent. Enter a step that sends, or that sets the number, or leave it blank.',
  'advance.fault.reason': 'Why are these cancelled? Enter a reason.',
  'advance.fault.reasonLong': 'The reason is too long. Enter at most {most, number} characters.',
  'orderStep.track': 'Tracking number',
  'rejection.NothingSent': 'Nothing of order {order} was sent yet, or not of this shipment. Ship it first.',
  'rejection.ParcelAmbiguous':
    'Several parcels of order {order} could have this number. Name the shipment, or enter it on the page of the order.',
  'rejection.OrderAmbiguous': 'Several orders have the number {order}. Enter the id of the one that is meant.',
  'advance.tooLong':
    'The file is longer than {most, number} characters. Send it in parts: no row is carried out twice.',
  'advance.file': 'Or a file',
  'advance.file.hint': 'CSV with the same columns. It is tried as a pasted table is, and not kept.',
  'advance.file.try': 'Try file',
  'advance.report.more': 'What can not be done comes first; {shown, number} rows are shown, {hidden, number} are not.',
  'advance.left': 'not reached yet',
  'advance.left.tried': 'There was no time to try it. It is decided when it is taken.',
  'advance.goOn': 'Go on with the rest',
  'advance.title': 'Steps of many orders',
  'advance.hint':
    'Paste a table, such as the list of parcels that a carrier has taken. It is tried first, which changes nothing. Sent twice it is done once.',
  'advance.rows': 'Rows',
  'advance.rows.hint':
    'CSV, or copied from a spreadsheet. The first line names the columns, as far as they are needed: {columns}. Without a line it is all of the order that can; to cancel needs a reason; rows that say the same are told apart by a key. Steps: {steps}. A list of {parcels} alone sets the tracking numbers of what was sent.',
  'advance.template': 'Blank table to fill in',
  'advance.column.order': 'order',
  'advance.column.line': 'line',
  'advance.column.quantity': 'quantity',
  'advance.column.step': 'step',
  'advance.column.shipment': 'shipment',
  'advance.column.tracking': 'tracking',
  'advance.column.reason': 'reason',
  'advance.column.key': 'key',
  'advance.try': 'Try it',
  'advance.take': 'Take {rows, plural, one {# step} other {# steps}}',
  'advance.confirm':
    '{rows, plural, one {# step is} other {# steps are}} taken, rows that would be refused are left out, and nothing of it can be taken back. Do it?',
  'advance.report': 'What becomes of each row',
  'advance.line': 'Line',
  'advance.outcome': 'Outcome',
  'done.TrySteps': 'Steps tried',
  'done.TakeSteps': 'Steps taken',
  'rejection.StepNotAllowed':
    'You may not take this step of order {order}. Ask for the right to, or leave it to a colleague.',
  'advance.report.caption': 'Rows, and what becomes of them',
} as const
