/** Viele gescannte Bestellungen versenden. */
export const orderShip = {
  'ship.title': 'Bestellungen versenden',
  'ship.hint': 'Scannen Sie eine gepackte Bestellung nach der anderen. Versendet wird erst, wenn Sie es sagen.',
  'ship.code': 'Bestellnummer',
  'ship.code.hint': 'Scannen Sie eine Bestellung oder Sendung, oder tippen Sie ihre Nummer und drücken Sie Enter.',
  'ship.tracked': 'Nach jeder Bestellung wird eine Sendungsnummer gescannt',
  'ship.add': 'Hinzufügen',
  'ship.list': 'Viele auf einmal hinzufügen',
  'ship.list.label': 'Bestellnummern',
  'ship.list.hint': 'Eine je Zeile; dahinter, nach Komma, Semikolon oder Tabulator, die Sendungsnummer.',
  'ship.rows': 'Gescannte Bestellungen',
  'ship.rows.none': 'Noch ist nichts gescannt',
  'ship.all': 'alle',
  'ship.units': 'Zu versenden',
  'ship.tracking': 'Sendungsnummer',
  'ship.state': 'Stand',
  'ship.ready': 'bereit',
  'ship.drop': '{order} von der Liste nehmen',
  'ship.ship': '{rows, plural, one {# Bestellung} other {# Bestellungen}} versenden',
  'ship.confirm':
    '{rows, plural, one {# Bestellung wird} other {# Bestellungen werden}} als versendet vermerkt, was sich nicht rückgängig machen lässt. Zeilen, mit denen etwas nicht stimmt, bleiben weg. Ausführen?',
  'ship.merged': '{orders} wurde mehrmals gescannt und zählt einmal.',
  'ship.progress': '{done, number} von {all, number} versendet',
  'ship.goOn': 'Mit dem Rest weitermachen',
  'ship.damaged':
    'Die Liste der gescannten Bestellungen ist nicht lesbar. Öffnen Sie die Seite neu und scannen Sie noch einmal.',
  'ship.empty': 'Noch ist nichts gescannt. Scannen Sie zuerst eine Bestellung.',
  'ship.tooMany':
    'Höchstens {most, number} Bestellungen werden auf einmal versendet. Versenden Sie zuerst die, die da sind.',
  'ship.sent': 'Alles davon ist schon versendet. Legen Sie es beiseite, oder sehen Sie sich die Bestellung an.',
  'done.ScanOrders': 'Gescannt',
  'done.ShipScanned': 'Bestellungen versendet',
} as const
