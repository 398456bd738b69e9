/** How far what is shown is behind, and what can not be reached. */
export const freshness = {
  'freshness.title': 'Aktualität',
  'freshness.live': 'Projektionen aktuell',
  'freshness.behind': 'Lesemodell liegt {seconds, number} s zurück',
  'freshness.stopped': 'Projektionen angehalten',
  'freshness.otherLog': 'Seiten aus anderem Journal',
  'freshness.banner.otherLog':
    'Was hier angezeigt wird, stammt aus einem anderen Journal als dem vorhandenen, oder aus diesem vor seiner Wiederherstellung. Änderungen werden gespeichert, aber nicht angezeigt. Der Systembetreuer muss die Seiten neu aufbauen: daybook projections rebuild all',
  'freshness.parked': '{count, plural, one {# Verlauf} other {# Verläufe}} gespeichert, noch nicht angezeigt',
  'lost.eventStore': 'Ereignisspeicher nicht erreichbar',
  'lost.leader': 'Ereignisspeicher ohne führenden Knoten',
  'lost.banner.leader':
    'Der Ereignisspeicher hat im Moment keinen führenden Knoten. Die Seiten bleiben lesbar; ändern lässt sich nichts, bis einer gewählt ist. Daybook arbeitet dann von selbst weiter.',
  'lost.database': 'Datenbank nicht erreichbar',
  'lost.banner.eventStore':
    'Der Ereignisspeicher ist nicht erreichbar. Angezeigt wird der Stand von vorher; ändern lässt sich nichts, bis er zurück ist. Daybook verbindet sich von selbst neu.',
  'lost.clock': 'Eine Uhr geht falsch',
  'lost.banner.clock':
    'Die Uhren des Servers und der Datenbank weichen um mehr als eine Minute voneinander ab. Ändern lässt sich nichts, bis die falsche gestellt ist; Daybook arbeitet dann von selbst weiter.',
  'lost.disk': 'Speicherplatz der Datenbank voll',
  'lost.banner.disk':
    'Der Speicherplatz der Datenbank ist voll. Ändern lässt sich nichts, bis wieder Platz ist; Daybook arbeitet dann von selbst weiter.',
  'lost.banner.database': 'Die Datenbank ist nicht erreichbar. Daybook verbindet sich von selbst neu.',
  'done.Parked':
    'Gespeichert, kann aber noch nicht angezeigt werden: Was hier steht, bleibt zurück, bis ein Systembetreuer es angesehen hat.',
  'done.Stale': 'Gespeichert. Die Listen folgen gleich; diese Seite zeigt vielleicht noch den Stand davor.',
} as const
