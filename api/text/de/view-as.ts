/** The shop as somebody else sees it. */
export const viewAs = {
  'viewAs.title': 'Ansicht als',
  'viewAs.open': 'Ansicht als',
  'viewAs.intro':
    'Zeigt den ganzen Shop so, wie eine Rolle ihn sieht, oder von der Seite einer Benutzerin oder eines Benutzers aus so, wie diese ihn sehen, in deren Sprache und Zeitzone. Währenddessen lässt sich nichts ändern, Sie sehen nichts, was Sie nicht selbst sehen dürfen, und jede angesehene Seite wird aufgezeichnet.',
  'viewAs.roles': 'Rollen',
  'viewAs.caption': 'Rollen, als die sich der Shop ansehen lässt',
  'viewAs.none': 'Noch keine Rolle',
  'viewAs.banner':
    'Sie sehen den Shop so wie {name}. Hier lässt sich nichts ändern, Seiten folgen nicht dem, was geschieht, und von gespeicherten Ansichten gibt es die gemeinsamen.',
  'viewAs.leave': 'Beenden',
} as const
