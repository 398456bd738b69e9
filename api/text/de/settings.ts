export const settings = {
  'settings.title': 'Einstellungen',
  'settings.card': 'Sprache, Zeiten und Zahlen',
  'settings.now': 'Es ist jetzt',
  'settings.language': 'Sprache und Format',
  'settings.language.hint': 'Auch Zahlen, die Sie eingeben, werden in diesem Format gelesen.',
  'settings.asBrowser': 'Wie in meinem Konto',
  'settings.languages': 'Sprachen',
  'settings.languages.said': '{said, number} von {all, number} Sätzen',
  'settings.languages.hint': 'Was eine Sprache noch nicht sagt, wird auf Englisch angezeigt.',
  'settings.zone': 'Zeitzone',
  'settings.zone.hint':
    'Alle Zeiten werden in dieser Zone angezeigt, und Zeiten und Tage, die Sie eingeben, sind darin gemeint.',
  'settings.asServer': 'Wie in meinem Konto',
  'settings.zoneOfPage': 'Zeiten in {zone}.',
  'settings.change': 'Zeitzone ändern',
  'invalid.timeZone': 'Wählen Sie eine Zeitzone aus der Liste, zum Beispiel Europe/Berlin.',
  'done.SetDisplay': 'Einstellungen gespeichert',
} as const
