export const exports = {
  'exports.title': 'Exports',
  'exports.intro':
    'Every export of events that was completed. Its signed manifest says what was asked for, how many events it has, and the digest of the file. Of a text that may name a person only its length is kept.',
  'exports.caption': 'Exports of events, newest first',
  'exports.at': 'Completed',
  'exports.format': 'Format',
  'exports.query': 'Filter',
  'exports.query.none': 'all events',
  'exports.asOf': '{query}, as of {bound}',
  'exports.count': 'Events',
  'exports.by': 'By',
  'exports.sha256': 'SHA-256',
  'exports.manifest': 'Manifest',
  'exports.manifest.of': 'Manifest of the export of {at}',
  'exports.empty.title': 'Nothing was exported yet',
  'exports.empty.hint': 'The page Events exports whatever it is narrowed to, as CSV or NDJSON.',
} as const
