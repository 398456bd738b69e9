export const orderTotals = {
  'delivery.removing.open': 'Offene Bestellungen werden noch mit ihr versandt und bleiben, wie sie sind:',
  'field.extra': 'Adresszusatz',
  'field.delivery': 'Versandart',
  'field.order.delivery': 'Versandart',
  'field.order.payment': 'Zahlungsart',
  'field.order.source': 'Eingegangen über',
  'field.source': 'Eingegangen über',
  'value.order.source.back_office': 'Backoffice',
  'value.order.source.phone': 'Telefon',
  'value.order.source.email': 'E-Mail',
  'value.order.source.shop': 'Shop',
  'order.billing': 'Rechnungsadresse',
  'order.billing.hint': 'Auch die Ware geht dorthin, solange keine Lieferadresse eingetragen ist.',
  'order.shipping': 'Lieferadresse',
  'order.shipping.elsewhere': 'An eine andere Adresse liefern',
  'order.shipping.hint': 'Lassen Sie sie leer, wenn die Ware an die Rechnungsadresse geht.',
  'order.terms': 'Versand und Zahlung',
  'order.new.ways': 'Versand und Zahlung',
  'order.new.ways.hint': 'Was versandt wird, braucht eine Adresse. Ohne Zahlungsart wird auf kein Geld gewartet.',
  'order.preview.hint': 'Tragen Sie Produkte ein, um die Summe der Bestellung zu sehen.',
  'order.preview.show': 'Summe zeigen',
  'order.line.tax': 'Steuer',
  'order.sum.subtotal': 'Zwischensumme',
  'order.sum.discount': 'Rabatte',
  'order.sum.tax': '{rate} Steuer',
  'order.sum.taxIn': 'Darin {rate} Steuer',
  'order.sum.exempt': 'Steuerfrei',
  'order.sum.of': 'auf {net}',
  'order.sum.paid': 'Bezahlt',
  'order.sum.due': 'Noch zu zahlen',
  'order.sum.toRefund': 'Zu erstatten',
  'done.PreviewOrder': 'Summe gezeigt',
  'rejection.ProductWithoutNetPrice':
    'Das Produkt {sku} hat im Store {store}, dessen Preise ohne Steuer sind, keinen Nettopreis in {currency}. Entfernen Sie die Position, oder legen Sie erst den Preis fest.',
  'rejection.ProductNotTaxed':
    'Die Steuergruppe des Produkts {sku} hat heute keinen Satz für das Lieferland. Nehmen Sie einen Satz in die Gruppe auf, oder geben Sie dem Produkt eine andere Gruppe.',
  'rejection.OrderAddressMissing': 'Tragen Sie die Lieferadresse ein, oder die Rechnungsadresse.',
  'rejection.OrderCountryMissing':
    'Die Preise im Store {store} sind ohne Steuer. Tragen Sie die Adresse ein: Vom Land hängt ab, wie viel Steuer dazukommt.',
  'rejection.OrderNotSoldThere':
    'Der Store {store} verkauft nicht in dieses Land. Wählen Sie eine andere Adresse oder einen anderen Store.',
  'rejection.OrderDeliveryUnknown': 'Es gibt keine Versandart {delivery}. Wählen Sie eine, die es gibt.',
  'rejection.OrderDeliveryNotOffered':
    '{delivery} wird für diese Bestellung nicht angeboten: {reason, select, methodInactive {die Versandart ist inaktiv} carrierInactive {ihr Versanddienstleister ist inaktiv} otherStores {sie ist für andere Stores} notSoldTo {der Store verkauft nicht in dieses Land} otherCountries {sie geht nicht in dieses Land} noPrice {sie hat in diesem Store keinen Preis in dieser Währung} tooHeavy {das Paket ist zu schwer} other {die Bestellung ist zu wenig wert}}. Wählen Sie eine andere.',
  'rejection.OrderDeliveryNotTaxed':
    'Die Steuergruppe der Versandart {delivery} hat heute keinen Satz für das Lieferland. Nehmen Sie einen Satz in die Gruppe auf, oder wählen Sie eine andere Versandart.',
  'rejection.OrderPaymentNotOffered':
    '{payment} wird für diese Bestellung nicht angeboten: {reason, select, methodUnknown {diese Zahlungsart gibt es nicht} methodInactive {die Zahlungsart ist inaktiv} noStore {sie wird in keinem Store angeboten} otherStores {sie ist für andere Stores} storeInactive {der Store ist inaktiv} other {sie ist nicht für diese Währung}}. Wählen Sie eine andere.',
  'rejection.OrderPaymentNotTaxed':
    'Die Steuergruppe der Zahlungsart {payment} hat heute keinen Satz für das Lieferland. Nehmen Sie einen Satz in die Gruppe auf, oder wählen Sie eine andere Zahlungsart.',
} as const
