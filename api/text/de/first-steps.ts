export const firstSteps = {
  'firstSteps.title': 'Erste Schritte',
  'firstSteps.open': 'Noch {count, plural, one {# Schritt} other {# Schritte}}, bis der Shop verkaufen kann',
  'firstSteps.ready': 'Der Shop kann verkaufen',
  'firstSteps.state.done': 'erledigt',
  'firstSteps.state.open': 'offen',
  'firstSteps.state.optional': 'freiwillig',
  'firstSteps.store': 'Einen Store eröffnen',
  'firstSteps.store.hint':
    'Wo Sie verkaufen: seine Zeitzone, Sprachen, Währungen und Länder, und wie seine Preise angegeben werden.',
  'firstSteps.taxes': 'Festlegen, was wie besteuert wird',
  'firstSteps.taxes.hint':
    'Ein Satz für jedes Land, in das Sie verkaufen, und Steuergruppen, die den Produkten gegeben werden.',
  'firstSteps.warehouse': 'Ein Lager eröffnen',
  'firstSteps.warehouse.hint': 'Wo die Ware liegt, und für welche Stores sie verschickt wird.',
  'firstSteps.delivery': 'Eine Versandart anbieten',
  'firstSteps.delivery.hint':
    'Ein Versanddienstleister, eine seiner Versandarten, und was sie in jedem Store kostet. Eine neue Versandart muss aktiviert werden.',
  'firstSteps.payment': 'Eine Zahlungsart anbieten',
  'firstSteps.payment.hint':
    'Auf Rechnung, im Voraus oder mit Karte. Eine neue Zahlungsart muss aktiviert werden; vorher kann sie ausprobiert werden.',
  'firstSteps.product': 'Das erste Produkt verkaufen',
  'firstSteps.product.hint':
    'Geben Sie ihm einen Preis für jeden Store und eine Steuergruppe und aktivieren Sie es; dann kann es bestellt werden.',
  'firstSteps.people': 'Einladen, wer mit Ihnen arbeitet',
  'firstSteps.people.hint': 'Sie dürfen, was ihre Gruppen dürfen, und bekommen einen Link per E-Mail.',
  'firstSteps.lacks.store': 'Es gibt noch keinen aktiven Store.',
  'firstSteps.lacks.taxSet': 'Es gibt noch keine Steuergruppe.',
  'firstSteps.lacks.taxes': '{store}: Heute hat keine Steuergruppe einen Satz für {countries}.',
  'firstSteps.lacks.warehouse': '{store}: Kein offenes Lager beliefert ihn.',
  'firstSteps.lacks.delivery': '{store}: Keine aktive Versandart hat dort einen Preis.',
  'firstSteps.lacks.payment': '{store}: Keine aktive Zahlungsart wird dort angeboten.',
  'firstSteps.lacks.product': '{store}: Kein aktives Produkt hat dort einen Preis und eine Steuergruppe.',
  'firstSteps.lacks.people': 'Sonst arbeitet hier noch niemand.',
  'firstSteps.more': '{count} weitere',
  'firstSteps.filling': 'Oder mit dem anfangen, was es gibt',
  'firstSteps.settings': 'Die Einrichtung eines anderen Shops übernehmen',
  'firstSteps.settings.hint':
    'Stores, Steuern, Lager, Versand und Zahlung aus einer Datei, die „settings export“ geschrieben hat. Zuerst wird gesagt, was geschähe:',
  'firstSteps.demo': 'Mit einem Demo-Shop füllen',
  'firstSteps.demo.hint':
    'Ein glaubhaftes Jahr mit Produkten, Kunden, Bestellungen und Retouren, über die Befehlszeile:',
  'firstSteps.import': 'Ein echtes Jahr importieren',
  'firstSteps.import.hint': 'Die Rechnungen des Datensatzes „Online Retail“, über die Befehlszeile:',
  'firstSteps.none': 'Der Shop ist noch leer',
  'firstSteps.none.hint': 'Sobald verkauft wird, steht hier, wie es läuft.',
  'firstSteps.before': 'Bevor er verkauft',
} as const
