/** Who looked at what. */
export const access = {
  'access.title': 'Who looked at what',
  'access.intro':
    'Every page, list and export for auditors is recorded here before it is shown: who asked, when, and for what. That of this page, too. Of a text that may name a person only its length is kept: whether somebody searched for an e-mail address or a name is found with “Searched for”, where it is written in full.',
  'access.caption': 'Accesses of auditors, newest first',
  'access.at': 'When',
  'access.viewer': 'Who (id)',
  'access.kind': 'What',
  'access.kind.view': 'looked at',
  'access.kind.search': 'searched',
  'access.kind.export': 'took along',
  'access.kind.rewrite': 'rewritten',
  'access.path': 'Page',
  'access.query': 'Asked for',
  'access.asked': 'Searched for',
  'access.term': '{name} of {characters, plural, one {# character} other {# characters}} (not kept)',
  'access.term.q': 'a search',
  'access.rewritten':
    'What was searched for was taken out of {accesses, plural, one {# access} other {# accesses}} and {exports, plural, one {# manifest} other {# manifests}} that an earlier release had kept in clear',
  'access.empty.title': 'Nobody has looked at this',
  'access.empty.hint':
    'Widen the days, or remove a filter. A search is found by its whole words, in any order and spelt in any case.',
} as const
