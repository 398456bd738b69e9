export const warehouses = {
  'thing.warehouse': 'Lager',
  'things.warehouse': 'Lager',
  'nav.warehouses': 'Lager',
  'search.warehouse': 'Schlüssel oder Name',
  'empty.warehouse': 'Noch kein Lager',
  'empty.warehouse.hint': 'Eröffnen Sie eines: Darin wird der Bestand geführt.',
  'field.warehouse.id': 'Schlüssel',
  'field.warehouse.warehouse': 'Schlüssel',
  'hint.warehouse.id':
    'Kleinbuchstaben und Ziffern, zum Beispiel nord. Der Bestand wird darunter geführt; er lässt sich später nicht ändern.',
  'value.warehouse.status.open': 'offen',
  'value.warehouse.status.closed': 'geschlossen',
  'warehouse.stock': 'Bestand des Lagers',
  'do.OpenWarehouse': 'Lager eröffnen',
  'do.RenameWarehouse': 'Umbenennen',
  'do.CloseWarehouse': 'Lager schließen',
  'done.OpenWarehouse': 'Lager eröffnet',
  'done.RenameWarehouse': 'Lager umbenannt',
  'done.CloseWarehouse': 'Lager geschlossen',
  'event.WarehouseOpened': 'Lager als {name} eröffnet',
  'event.WarehouseRenamed': 'Lager umbenannt in {name}',
  'event.WarehouseClosed': 'Lager geschlossen: {reason}',
  'rejection.WarehouseIsClosed':
    'Lager {warehouse} ist geschlossen und nimmt nichts an. Eröffnen Sie es zuerst wieder.',
  'rejection.WarehouseUnknown': 'Es gibt kein Lager {warehouse}. Eröffnen Sie es zuerst.',
  'rejection.WarehouseSpelledOtherwise':
    'Es gibt kein Lager {warehouse}, aber es gibt {known}. Verwenden Sie diesen Schlüssel.',
  'rejection.WarehouseExists':
    'Es gibt schon ein Lager {warehouse}. Öffnen Sie dieses oder wählen Sie einen anderen Schlüssel.',
  'rejection.WarehouseKeyMalformed':
    'Verwenden Sie Kleinbuchstaben, Ziffern, Bindestrich und Unterstrich; beginnen Sie mit Buchstabe oder Ziffer; höchstens 63 Zeichen.',
} as const
