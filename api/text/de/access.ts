/** Who looked at what. */
export const access = {
  'access.title': 'Wer hat was eingesehen',
  'access.intro':
    'Jede Seite, jede Liste und jeder Export für die Prüfung wird hier aufgezeichnet, bevor sie angezeigt werden: wer gefragt hat, wann und wonach. Auch der Aufruf dieser Seite. Von einem Text, der eine Person nennen könnte, wird nur die Länge aufbewahrt: Ob jemand nach einer E-Mail-Adresse oder einem Namen gesucht hat, finden Sie mit „Gesucht nach“, wenn Sie dort den vollständigen Text eingeben.',
  'access.caption': 'Einsichten, neueste zuerst',
  'access.at': 'Zeitpunkt',
  'access.viewer': 'Wer (ID)',
  'access.kind': 'Was',
  'access.kind.view': 'angesehen',
  'access.kind.search': 'gesucht',
  'access.kind.export': 'exportiert',
  'access.kind.rewrite': 'überschrieben',
  'access.path': 'Seite',
  'access.query': 'Gefragt nach',
  'access.asked': 'Gesucht nach',
  'access.term': '{name} mit {characters, plural, one {# Zeichen} other {# Zeichen}} (nicht aufbewahrt)',
  'access.term.q': 'eine Suche',
  'access.rewritten':
    'Suchbegriffe wurden aus {accesses, plural, one {# Einsicht} other {# Einsichten}} und {exports, plural, one {# Manifest} other {# Manifesten}} entfernt, die eine frühere Version im Klartext aufbewahrt hatte',
  'access.empty.title': 'Das hat niemand eingesehen',
  'access.empty.hint':
    'Erweitern Sie den Zeitraum oder entfernen Sie einen Filter. Eine Suche wird an ihren ganzen Wörtern erkannt, in beliebiger Reihenfolge und Groß- und Kleinschreibung.',
} as const
