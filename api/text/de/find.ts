/** The page of what a search found. */
export const find = {
  'find.title': 'Suche',
  'find.for': 'Ergebnisse für „{query}“',
  'find.recent': 'Zuletzt geöffnet',
  'find.commands': 'Befehle',
  'find.pages': 'Seiten',
  'find.orders': 'Bestellungen',
  'find.products': 'Produkte',
  'find.customers': 'Kunden',
  'find.alike': '{title}, ähnlich geschrieben',
  'find.all': 'Alle {count} anzeigen',
  'find.all.capped': 'Mehr als {count} anzeigen',
  'find.none': 'Nichts gefunden',
  'find.none.hint':
    'Versuchen Sie es mit einer Bestellnummer, einer Artikelnummer, einem Namen oder einer E-Mail-Adresse. Jedes Wort muss ein Wort des Gesuchten beginnen.',
  'find.start': 'Was suchen Sie?',
  'find.start.hint':
    'Eine Bestell- oder Kundennummer, eine Artikelnummer, einen Namen, eine E-Mail-Adresse, eine Seite oder was Sie tun möchten.',
} as const
