export const orderAmendments = {
  'do.AmendOrder': 'Bestellung ändern',
  'done.AmendOrder': 'Bestellung geändert',
  'event.OrderAmended':
    'Geändert{lines, plural, =0 {} one {, # Position hinzugefügt} other {, # Positionen hinzugefügt}}: vorher {before}, jetzt {total}',
  'order.amending': 'Bestellung {number} ändern',
  'order.amending.hint':
    'Was herausgenommen wird, ist sofort storniert. Was hinzukommt, auch von einem Produkt, das schon dabei ist, wird eine eigene Position zum heutigen Preis. Geändert wird erst, wenn Sie gesehen haben, was es kostet.',
  'order.amending.lines.caption': 'Positionen der Bestellung mit den gewünschten Mengen',
  'order.amending.least': 'mindestens {least, number}: diese sind schon weiter',
  'order.amending.added': 'Weitere Produkte',
  'order.amending.add': 'Produkt hinzufügen',
  'order.amending.ways': 'Wohin und wie geliefert wird',
  'order.amending.ways.hint': 'Bleibt die Adresse leer, gilt sie weiter wie bisher.',
  'order.amending.partlySent':
    'Ein Teil dieser Bestellung wurde schon versandt. Wohin und wie der Rest geht, ändern Sie an seiner Sendung auf der Seite der Bestellung.',
  'order.amending.shipping': 'Andere Lieferadresse',
  'order.amending.figures': 'Was es kostet',
  'order.amending.before': 'Bisher',
  'order.amending.same': 'Es kostet so viel wie bisher.',
  'order.amending.more': '{amount} sind noch zu zahlen',
  'order.amending.less': '{amount} weniger zu zahlen',
  'order.amending.refund': '{amount} sind zu erstatten',
  'order.amending.nothing': 'Noch ist nichts geändert.',
  'order.amending.refused': 'So lässt sich die Bestellung noch nicht ändern:',
  'field.added': 'Weitere Produkte',
  'hint.order.added': 'Nach Name in jeder Sprache, Artikelnummer oder Strichcode.',
  'field.amendedAt': 'Geändert am',
  'field.returnedBefore': 'Vor der Änderung zurückgekommen',
  'field.lowered': 'Durch Änderungen gesenkt',
  'rejection.OrderNotAmendable':
    'An der Bestellung {number} lässt sich nichts mehr ändern: Alles wurde versandt, storniert oder zurückgesandt. Geben Sie stattdessen eine weitere Bestellung auf.',
  'rejection.OrderOfElsewhere':
    'Diese Bestellung wurde anderswo aufgegeben, zu den Preisen von dort. Stornieren Sie hier Positionen oder geben Sie für das, was hinzukommt, eine weitere Bestellung auf.',
  'rejection.OrderPersonErased':
    'Die Daten der Person, die bestellt hat, wurden gelöscht, und es wird nichts Neues über sie gespeichert. Stornieren Sie Positionen oder geben Sie eine weitere Bestellung auf.',
  'rejection.AmendmentBelowSent':
    '{least, plural, one {Ein Stück von {product} ist schon weiter. Geben Sie mindestens 1 ein.} other {# Stück von {product} sind schon weiter. Geben Sie mindestens # ein.}}',
  'rejection.AmendmentLineTwice':
    'Position {line, number} ist zweimal genannt. Geben Sie einmal an, wie viele Stück sie haben soll.',
  'rejection.AmendmentPartlySent':
    'Ein Teil dieser Bestellung wurde schon versandt, deshalb bleiben Adresse und Versandart. Ändern Sie stattdessen die Sendung mit dem Rest.',
  'rejection.AmendmentUnpaid':
    'Die Zahlung dieser Bestellung wurde abgelehnt, deshalb kommt nichts hinzu. Buchen Sie zuerst eine Zahlung oder geben Sie eine weitere Bestellung auf.',
  'rejection.AmendmentOfNothing':
    'Von der Bestellung bliebe nichts übrig. Lassen Sie etwas darin oder stornieren Sie ihre Positionen.',
  'rejection.AmendmentTotalChanged':
    'Es kostet inzwischen {now} {currency}, nicht {seen} {currency} wie angezeigt. Sehen Sie es sich noch einmal an und ändern Sie dann die Bestellung.',
  'rejection.OrderTooManyLines':
    'Eine Bestellung hat höchstens {most, number} Positionen. Fügen Sie weniger hinzu oder geben Sie eine weitere Bestellung auf.',
} as const
