export const returns = {
  'thing.return': 'Rücksendung',
  'things.return': 'Rücksendungen',
  'nav.returns': 'Rücksendungen',
  'search.return': 'Rücksendenummer, Kundennummer, Name oder E-Mail',
  'empty.return': 'Noch keine Rücksendungen',
  'empty.return.hint': 'Öffnen Sie eine Bestellung und wählen Sie „Rücksendung anlegen“, wenn etwas zurückkommt.',
  'field.hasReason': 'Hat einen Grund',
  'field.return': 'Rücksendung',
  'field.recordedAt': 'Erfasst',
  'field.recordedOn': 'Erfasst am',
  'field.orders': 'Bestellungen',
  'field.refusedLines': 'Abgelehnte Positionen',
  'field.unlinked': 'Positionen ohne Bestellung',
  'field.refusedAmount': 'Abgelehnter Betrag',
  'field.orderLine': 'Position der Bestellung',
  'field.refused': 'Abgelehnt',
  'hint.return.reason':
    'Er darf den Kunden nennen: Er wird zusammen mit dessen Daten gelöscht und danach nicht mehr aufbewahrt.',
  'value.return.status.recorded': 'zurückgenommen',
  'value.return.status.partly_refused': 'teilweise abgelehnt',
  'value.return.status.refused': 'abgelehnt',
  'row.return_line': 'Position',
  'rows.return_line': 'Positionen',
  'return.title': 'Rücksendung {number}',
  'return.order.line': '{order}, Position {line}',
  'return.unlinked': 'nicht zugeordnet',
  'return.unlinked.hint': 'Es ist nicht bekannt, mit welcher Bestellung dies gekauft wurde.',
  'return.unlinked.count':
    '{count, plural, one {# Position nennt keine Bestellung} other {# Positionen nennen keine Bestellung}}',
  'return.items': 'Positionen',
  'return.items.caption': 'Positionen der Rücksendung',
  'return.facts': 'Angaben',
  'return.noReason': 'Nicht erfasst',
  'return.erasedReason': 'gelöscht',
  'return.totals': 'Summen',
  'return.totals.credited': 'Gutschrift für den Kunden',
  'return.creating': 'Rücksendung zur Bestellung {number}',
  'return.create.which': 'Welche Bestellung?',
  'return.create.which.hint':
    'Eine Rücksendung beginnt bei ihrer Bestellung: Öffnen Sie die Bestellung und wählen Sie „Rücksendung anlegen“.',
  'return.create.which.open': 'Zu den Bestellungen',
  'event.ReturnRecorded':
    'Rücksendung {number} mit {lines, plural, one {# Position} other {# Positionen}} erfasst: {total}',
  'event.ReturnValued':
    'Bestellung {order} erstattet für {lines, plural, one {# Position} other {# Positionen}} einen anderen Betrag: {difference}',
  'event.ReturnRefused':
    'Von Bestellung {order} abgelehnt: {reason, select, lineUnknown {Sie hat keine solche Position} tooFewLeft {Dort sind weniger Stück übrig} other {{reason}}}',
  'rejection.ReturnUnknown': 'Es gibt keine Rücksendung {return}. Prüfen Sie die Nummer.',
  'rejection.ReturnExists': 'Es gibt schon eine Rücksendung {return}. Öffnen Sie diese oder beginnen Sie eine neue.',
  'rejection.ReturnTooLate':
    'Store {store} nimmt Waren {days, plural, one {# Tag} other {# Tage}} lang nach der Bestellung zurück, und diese ist {passed, plural, one {# Tag} other {# Tage}} alt. Wer die Konfiguration des Stores ändern darf, kann mehr erlauben.',
  'rejection.ReturnLinkIncomplete':
    'Position {line} nennt eine Bestellung ohne deren Position oder eine Position ohne deren Bestellung. Geben Sie beides an oder keines.',
  'rejection.ReturnNotOfOrder':
    'Rücksendung {return} hat keine Position der Bestellung {order}. Prüfen Sie die Nummer der Bestellung.',
} as const
