/** What moves the units of an order. */
export const orderSteps = {
  'do.AdvanceOrder': 'Weiter',
  'do.ShipUnits': 'Versenden',
  'do.DeliverUnits': 'Als zugestellt melden',
  'do.HoldOrder': 'Bestellung anhalten',
  'do.ReleaseOrder': 'Bestellung freigeben',
  'done.AdvanceOrder': 'Stück sind weiter',
  'done.ShipUnits': 'Stück versandt',
  'done.DeliverUnits': 'Stück zugestellt',
  'done.HoldOrder': 'Bestellung angehalten',
  'done.ReleaseOrder': 'Bestellung freigegeben',
  'right.action.AdvanceOrder': 'Nächsten Schritt tun',
  'right.action.ShipUnits': 'Stück versenden',
  'right.action.DeliverUnits': 'Zustellungen erfassen',
  'event.OrderAdvanced':
    '{step, select, skip_grace {Karenzzeit übersprungen} skip_wait {Wartezeit übersprungen} close {Abgeschlossen} other {Von selbst weitergegangen}}{moves, plural, =0 {} one {: Stück von # Position} other {: Stück von # Positionen}}',
  'event.UnitsShipped': 'Stück von {lines, plural, one {# Position} other {# Positionen}} versandt',
  'event.UnitsDelivered': 'Stück von {lines, plural, one {# Position} other {# Positionen}} zugestellt',
  'event.OrderHeld': 'Bestellung angehalten: Die Zeit steht für sie still',
  'event.OrderReleased': 'Bestellung freigegeben',
  'rejection.OrderIsHeld': 'Die Bestellung ist angehalten. Geben Sie sie zuerst frei und tun Sie dann den Schritt.',
  'rejection.StepImpossible':
    'Von Position {line} {possible, plural, =0 {kann kein Stück} one {kann nur # Stück} other {können nur # Stück}} jetzt {act, select, ship {versandt werden: Sie müssen packbereit sein} deliver {als zugestellt gemeldet werden: Sie müssen versandt sein} cancel {storniert werden: Versandtes kommt als Rücksendung zurück} pay {für sich bezahlt werden: Sie warten nicht auf Geld} return {zurückkommen: Sie müssen versandt sein} other {diesen Schritt tun}}. Laden Sie die Bestellung neu und wählen Sie noch einmal.',
  'rejection.NoUnitCan':
    'Kein Stück dieser Bestellung kann jetzt {act, select, ship {versandt werden: Keines ist packbereit} deliver {als zugestellt gemeldet werden: Keines ist unterwegs} cancel {noch storniert werden} pay {für sich bezahlt werden} other {diesen Schritt tun}}. Laden Sie die Bestellung neu, um ihren Stand zu sehen.',
} as const
