export const exports = {
  'exports.title': 'Exporte',
  'exports.intro':
    'Jeder vollständige Export von Ereignissen. Sein signiertes Manifest nennt, wonach gefragt wurde, wie viele Ereignisse er enthält und die Prüfsumme der Datei. Von einem Text, der eine Person nennen könnte, wird nur die Länge aufbewahrt.',
  'exports.caption': 'Exporte von Ereignissen, neueste zuerst',
  'exports.at': 'Fertiggestellt',
  'exports.format': 'Format',
  'exports.query': 'Filter',
  'exports.query.none': 'alle Ereignisse',
  'exports.asOf': '{query}, Stand: {bound}',
  'exports.count': 'Ereignisse',
  'exports.by': 'Von',
  'exports.sha256': 'SHA-256',
  'exports.manifest': 'Manifest',
  'exports.manifest.of': 'Manifest des Exports vom {at}',
  'exports.empty.title': 'Noch nichts exportiert',
  'exports.empty.hint': 'Die Seite „Ereignisse“ exportiert, worauf sie eingegrenzt ist, als CSV oder NDJSON.',
} as const
