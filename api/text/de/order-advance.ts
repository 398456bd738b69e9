export const orderAdvance = {
  'advance.done.done': 'erledigt',
  'advance.done.nothing': 'war schon so',
  'advance.done.known': 'wurde schon erledigt',
  'advance.done.refused': 'abgelehnt',
  'advance.tried.done': 'würde erledigt',
  'advance.tried.nothing': 'ist schon so',
  'advance.tried.known': 'wurde schon erledigt',
  'advance.tried.refused': 'würde abgelehnt',
  'advance.bad': 'nicht lesbar',
  'advance.missing':
    'Die erste Zeile nennt die Spalten, und {missing} fehlt. Nennen Sie mindestens diese: {steps}, oder diese: {parcels}.',
  'advance.empty': 'Unter den Namen der Spalten stehen keine Zeilen.',
  'advance.tooMany': 'Es sind mehr als {most, number} Zeilen. Teilen Sie die Datei.',
  'advance.damaged':
    'Zeile {line, number} ist kein CSV: Ein Anführungszeichen fehlt oder steht, wo keines stehen darf. Berichtigen Sie sie und versuchen Sie es noch einmal.',
  'advance.fault.columns': 'Die Zeile endet vor den Spalten, die sie braucht.',
  'advance.fault.order': 'Es ist keine Bestellung genannt. Geben Sie ihre Nummer ein.',
  'advance.fault.orderLong': 'Das ist keine Nummer einer Bestellung.',
  'advance.fault.step': '„{step}“ ist kein Schritt. Geben Sie einen von diesen ein: {steps}.',
  'advance.fault.line':
    '„{line}“ ist keine Position einer Bestellung. Positionen zählen ab 1; lassen Sie das Feld für die ganze Bestellung leer.',
  'advance.fault.quantity':
    '„{quantity}“ ist keine Menge. Geben Sie eine ganze Zahl ab 1 ein oder lassen Sie das Feld leer für alles, was geht.',
  'advance.fault.quantityLarge':
    '{quantity} ist mehr, als eine Position haben kann. Ist es ein gescannter Strichcode? Geben Sie höchstens {most, number} ein.',
  'advance.fault.quantityAlone':
    'Eine Menge braucht die Position, zu der sie gehört. Geben Sie die Position ein oder lassen Sie die Menge leer.',
  'advance.fault.shipment':
    '„{shipment}“ ist für diesen Schritt keine Sendung der Bestellung. Geben Sie ihre Nummer ab 1 ein oder lassen Sie das Feld leer.',
  'advance.fault.tracking': 'Es ist keine Sendungsnummer angegeben. Geben Sie sie ein.',
  'advance.fault.trackingLong':
    'Das ist keine Sendungsnummer. Geben Sie höchstens {most, number} Buchstaben und Ziffern ein.',
  'advance.fault.trackingAlone':
    'Eine Sendungsnummer gehört zu etwas, das versandt wird. Geben Sie einen Schritt ein, der versendet oder die Nummer setzt, oder lassen Sie das Feld leer.',
  'advance.fault.reason': 'Warum wird storniert? Geben Sie einen Grund ein.',
  'advance.fault.reasonLong': 'Der Grund ist zu lang. Geben Sie höchstens {most, number} Zeichen ein.',
  'orderStep.track': 'Sendungsnummer',
  'rejection.NothingSent':
    'Von Bestellung {order} ist noch nichts versandt, oder nichts von dieser Sendung. Versenden Sie es zuerst.',
  'rejection.ParcelAmbiguous':
    'Mehrere Pakete der Bestellung {order} könnten diese Nummer haben. Nennen Sie die Sendung, oder tragen Sie die Nummer auf der Seite der Bestellung ein.',
  'rejection.OrderAmbiguous': 'Mehrere Bestellungen haben die Nummer {order}. Geben Sie die Kennung der gemeinten ein.',
  'advance.tooLong':
    'Die Datei ist länger als {most, number} Zeichen. Senden Sie sie in Teilen: Keine Zeile wird zweimal ausgeführt.',
  'advance.file': 'Oder eine Datei',
  'advance.file.hint':
    'CSV mit denselben Spalten. Sie wird wie eine eingefügte Tabelle ausprobiert und nicht aufbewahrt.',
  'advance.file.try': 'Datei ausprobieren',
  'advance.report.more':
    'Was nicht möglich ist, steht zuerst; {shown, number} Zeilen werden gezeigt, {hidden, number} nicht.',
  'advance.left': 'noch nicht erreicht',
  'advance.left.tried': 'Zum Ausprobieren reichte die Zeit nicht. Es entscheidet sich bei der Ausführung.',
  'advance.goOn': 'Mit dem Rest weitermachen',
  'advance.title': 'Schritte vieler Bestellungen',
  'advance.hint':
    'Fügen Sie eine Tabelle ein, zum Beispiel die Pakete, die ein Versanddienstleister abgeholt hat. Sie wird zuerst ausprobiert, was nichts ändert. Zweimal gesendet wird sie einmal ausgeführt.',
  'advance.rows': 'Zeilen',
  'advance.rows.hint':
    'CSV oder aus einer Tabellenkalkulation kopiert. Die erste Zeile nennt die Spalten, soweit sie gebraucht werden: {columns}. Ohne Position gilt der Schritt für alles an der Bestellung, das ihn gehen kann; eine Stornierung braucht einen Grund; Zeilen, die dasselbe sagen, unterscheidet ein Schlüssel. Schritte: {steps}. Eine Liste nur aus {parcels} setzt die Sendungsnummern dessen, was versandt ist.',
  'advance.template': 'Leere Tabelle zum Ausfüllen',
  'advance.column.order': 'Bestellung',
  'advance.column.line': 'Position',
  'advance.column.quantity': 'Menge',
  'advance.column.step': 'Schritt',
  'advance.column.shipment': 'Sendung',
  'advance.column.tracking': 'Sendungsnummer',
  'advance.column.reason': 'Grund',
  'advance.column.key': 'Schlüssel',
  'advance.try': 'Ausprobieren',
  'advance.take': '{rows, plural, one {# Schritt} other {# Schritte}} ausführen',
  'advance.confirm':
    '{rows, plural, one {# Schritt wird} other {# Schritte werden}} ausgeführt, abgelehnte Zeilen bleiben weg, und nichts davon lässt sich rückgängig machen. Ausführen?',
  'advance.report': 'Was aus jeder Zeile wird',
  'advance.line': 'Zeile',
  'advance.outcome': 'Ergebnis',
  'done.TrySteps': 'Schritte ausprobiert',
  'done.TakeSteps': 'Schritte ausgeführt',
  'rejection.StepNotAllowed':
    'Sie dürfen diesen Schritt der Bestellung {order} nicht ausführen. Bitten Sie um das Recht dazu oder überlassen Sie ihn jemand anderem.',
  'advance.report.caption': 'Zeilen und was aus ihnen wird',
} as const
