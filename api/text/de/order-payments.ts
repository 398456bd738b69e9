export const orderPayments = {
  'field.bankReference': 'Verwendungszweck',
  'hint.bankReference': 'Er nennt vielleicht, wer bestellt hat: Er wird mit diesen Daten gelöscht.',
  'row.order_payment': 'Zahlung',
  'rows.order_payment': 'Zahlungen',
  'done.BookPayment': 'Zahlung gebucht',
  'done.SettleRefund': 'Erstattung gebucht',
  'do.BookPayment': 'Zahlung buchen',
  'do.SettleRefund': 'Erstattung buchen',
  'field.valueDate': 'Wertstellung',
  'field.way': 'Wie es einging',
  'value.way.provider': 'über den Anbieter',
  'value.way.hand': 'von Hand gebucht',
  'value.way.statement': 'aus einem Kontoauszug',
  'field.capture': 'Kennung der Buchung',
  'field.refund': 'Kennung der Erstattung',
  'event.PaymentAuthorized': 'Zahlung zugesagt: {amount}',
  'event.PaymentFailed': 'Zahlung abgelehnt: {reason}',
  'event.PaymentCaptured':
    '{way, select, provider {{amount} bezahlt} hand {Zahlung über {amount} gebucht} other {Zahlung über {amount} aus einem Kontoauszug gebucht}}',
  'event.RefundSettled': 'Erstattung über {amount} gebucht',
  'event.PaymentReceived': 'Zahlung eingezogen: {amount}',
  'event.PaymentCaptureKept': 'Der Anbieter zog {amount} ein, bevor er annahm: Es zählt, sobald er annimmt',
  'rejection.PaymentInOtherCurrency': 'Die Bestellung lautet auf {currency}. Bezahlen Sie sie in {currency}.',
  'rejection.BookedOtherwise':
    'Unter {id} ist schon ein anderer Betrag gebucht. Öffnen Sie die Bestellung und sehen Sie nach, was dort gebucht ist, oder verwenden Sie eine andere Kennung.',
  'rejection.ValueDateInFuture':
    'Dieser Tag kommt erst noch. Geben Sie den Tag ein, an dem das Geld ein- oder ausging.',
  'rejection.ValueDateLongAgo':
    'Das ist mehr als ein Jahr, bevor am {placedOn} bestellt wurde. Prüfen Sie das Jahr des Datums.',
  'rejection.NoAmount': 'Geben Sie einen Betrag über null ein.',
  'rejection.CapturedTooMuch': 'Der Anbieter hat {authorised} {currency} zugesagt und kann nicht mehr einziehen.',
  'rejection.BookedBeyondReach': 'So viel kann für keine Bestellung bezahlt werden. Prüfen Sie den Betrag.',
  'rejection.NothingToRefund':
    'Für diese Bestellung ist nichts zu erstatten: Es wurde nicht mehr bezahlt als geschuldet.',
  'rejection.RefundTooLarge': 'Zu erstatten sind nur {amount} {currency}. Geben Sie höchstens das ein.',
  'rejection.PayingImpossible':
    '{possible, plural, =0 {Von Position {line} wartet nichts auf die Zahlung. Lassen Sie die Position weg.} one {Von Position {line} wartet nur # Stück auf die Zahlung. Geben Sie 1 ein.} other {Von Position {line} warten nur # Stück auf die Zahlung. Geben Sie höchstens # ein.}}',
  'rejection.CaptureWithoutId': 'Was eingezogen wurde, braucht eine Kennung beim Anbieter. Senden Sie eine.',
} as const
