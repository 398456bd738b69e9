/** Why a request was refused, when it is not for a rule of one thing. */
export const problems = {
  'problem.open': 'Ansehen',
  'problem.home': 'Zur Übersicht',
  'problem.malformed': 'Das ließ sich nicht lesen',
  'problem.forbidden': 'Nicht erlaubt',
  'problem.unknown': 'Nicht gefunden',
  'problem.conflict': 'Im Moment nicht möglich',
  'problem.tooLarge': 'Zu groß',
  'problem.tooMany': 'Zu viele auf einmal',
  'problem.tooSlow': 'Zu langsam',
  'problem.mediaType': 'Unbekanntes Format',
  'problem.invalid': 'Bitte prüfen Sie Ihre Eingaben',
  'problem.internal': 'Bei uns ist ein Fehler aufgetreten',
  'problem.unavailable': 'Im Moment nicht verfügbar',
  'problem.detail.malformed':
    'Die Anfrage ist nicht richtig aufgebaut. Prüfen Sie ihre Schreibweise und senden Sie sie noch einmal.',
  'problem.detail.forbidden':
    'Ihr Konto darf das nicht. Bitten Sie einen Administrator um die Berechtigung {permission}.',
  'problem.detail.forbidden.store':
    'Ihr Konto darf das für den Store {store} nicht. Bitten Sie einen Administrator, sie Ihnen dort zu geben: die Berechtigung {permission}.',
  'problem.detail.notForKeys':
    'Ein API-Schlüssel kann das nicht tun. Senden Sie für jede Sache einen Befehl, oder bitten Sie eine Person darum.',
  'problem.detail.route': 'Diese Adresse gibt es nicht. Prüfen Sie den Link oder beginnen Sie bei der Übersicht.',
  'problem.detail.thing':
    'Das gibt es nicht, oder es wurde nie erfasst. Gehen Sie zurück zur Liste und wählen Sie etwas anderes.',
  'problem.detail.tooLarge': 'Die Anfrage ist größer, als der Server annimmt. Senden Sie weniger auf einmal.',
  'problem.detail.tooSlow':
    'Die Anfrage kam nicht rechtzeitig an. Prüfen Sie Ihre Verbindung und senden Sie sie noch einmal.',
  'problem.detail.tooManyMembers':
    'Die Anfrage hat mehr Felder oder Zeilen, als hier angenommen werden. Senden Sie weniger auf einmal.',
  'problem.detail.tooManyEvents':
    'Das ist mehr, als auf einmal aufgezeichnet werden kann. Es wurde nichts gespeichert; teilen Sie es auf und senden Sie die Teile nacheinander.',
  'problem.detail.unavailable':
    'Die Datenbank ist im Moment nicht erreichbar. Warten Sie etwas und senden Sie es noch einmal: Es wird nicht doppelt ausgeführt.',
  'problem.detail.notOfThisLog':
    'Was hier angezeigt wird, stammt aus einem anderen Journal als dem vorhandenen, oder aus diesem vor seiner Wiederherstellung. Bitten Sie den Systembetreuer, es neu aufzubauen: daybook projections rebuild all',
  'problem.detail.lost.leader':
    'Der Ereignisspeicher hat im Moment keinen führenden Knoten, daher lässt sich nichts ändern. Es wurde nichts gespeichert. Daybook arbeitet von selbst weiter; senden Sie es dann noch einmal.',
  'problem.detail.lost.eventStore':
    'Der Ereignisspeicher ist nicht erreichbar, daher lässt sich im Moment nichts ändern. Es wurde nichts gespeichert. Daybook verbindet sich von selbst neu; senden Sie es dann noch einmal.',
  'problem.detail.clock':
    'Die Uhr des Servers zeigt {ours}, die der Datenbank {theirs} (UTC), daher lässt sich im Moment nichts ändern: Es würde mit einer falschen Zeit aufgezeichnet. Es wurde nichts gespeichert. Bitten Sie den Systembetreuer, die Uhr zu stellen; Daybook arbeitet von selbst weiter, senden Sie es dann noch einmal.',
  'problem.detail.lost.disk':
    'Der Speicherplatz der Datenbank ist voll, daher lässt sich im Moment nichts ändern. Es wurde nichts gespeichert. Bitten Sie den Systembetreuer, Platz zu schaffen; Daybook arbeitet von selbst weiter, senden Sie es dann noch einmal.',
  'problem.detail.lost.database':
    'Die Datenbank ist nicht erreichbar, daher lässt sich im Moment nichts anzeigen oder ändern. Es wurde nichts gespeichert. Daybook verbindet sich von selbst neu; senden Sie es dann noch einmal.',
  'problem.detail.mediaType':
    'Senden Sie JSON (application/json) oder ein Formular (application/x-www-form-urlencoded).',
  'problem.detail.invalid': '{count, plural, one {Bitte prüfen Sie ein Feld.} other {Bitte prüfen Sie # Felder.}}',
  'problem.detail.internal':
    'Durch diese Anfrage wurde nichts geändert. Versuchen Sie es erneut; wenn der Fehler bleibt, nennen Sie dem Systembetreuer das Zeichen {reference}.',
  'problem.detail.conflict':
    'Jemand hat dieselben Felder geändert, seit Sie dies geöffnet haben. Vergleichen Sie beide Werte und speichern Sie noch einmal.',
  'problem.detail.unknownOutcome':
    'Der Ereignisspeicher hat nicht rechtzeitig geantwortet. Es ist nicht bekannt, ob die Änderung gespeichert wurde. Senden Sie sie noch einmal: Sie wird nicht doppelt ausgeführt.',
  'problem.detail.notYet':
    'Gespeichert, aber noch nicht zu sehen: Die Lesemodelle sind im Rückstand. Diese Seite sieht von selbst wieder nach.',
  'problem.detail.notLive': 'Das ist keine Adresse einer Seite, der man folgen kann. Laden Sie die Seite noch einmal.',
  'problem.detail.tooManyLive':
    'Im Moment folgen zu viele Fenster den laufenden Seiten. Schließen Sie einige oder laden Sie die Seite neu, um Neues zu sehen.',
  'problem.detail.tooFast':
    'Es wurde in kurzer Zeit mehr angefragt, als beantwortet wird. Warten Sie {seconds, plural, one {eine Sekunde} other {# Sekunden}} und versuchen Sie es dann noch einmal.',
  'problem.detail.tooManyDownloads':
    'Bei Ihnen laufen schon mehrere Downloads. Lassen Sie einen davon enden und fordern Sie diesen dann noch einmal an.',
  'problem.detail.kept':
    'Das ist gespeichert, kann aber noch nicht angezeigt werden: Etwas darin ist mehr, als die Seite fassen kann. Es ist nichts verloren; bitten Sie den Systembetreuer, unter „Projektionen“ anzusehen, was zurückgestellt ist.',
  'problem.detail.building': 'Diese Seite wird noch aus dem Journal aufgebaut. Sie ist in einem Augenblick fertig.',
  'problem.detail.jobUnderWay':
    'Für {model} läuft schon etwas. Warten Sie, bis es beendet ist, oder brechen Sie es ab und versuchen Sie es dann erneut.',
  'problem.detail.jobFinished': 'Das ist schon beendet, es gibt also nichts abzubrechen.',
  'problem.detail.past':
    'Sie sehen den Shop in einem früheren Stand, und Vergangenes lässt sich nicht ändern. Kehren Sie zuerst in die Gegenwart zurück.',
  'problem.detail.viewAs':
    'Sie sehen den Shop wie jemand anderes, deshalb lässt sich nichts ändern. Beenden Sie das zuerst.',
  'problem.detail.viewAsInPast':
    'Sie sehen den Shop wie jemand anderes, und so lässt sich kein früherer Stand ansehen. Beenden Sie das zuerst und öffnen Sie ihn dann noch einmal.',
  'problem.detail.noPast':
    'Dieser frühere Stand ist noch nicht aufgebaut, oder seine Zeit ist abgelaufen. Die Seite „Früherer Stand“ zeigt alle vorhandenen und baut ihn wieder auf.',
  'problem.detail.noExport':
    'Diesen Export gibt es nicht, oder er ist noch nicht vollständig: Sein Manifest gibt es, sobald alles gesendet wurde.',
  'problem.detail.unsealed':
    'Dieses Ereignis ist noch nicht versiegelt, daher gibt es noch keinen Nachweis. Es wird spätestens {by} versiegelt; fragen Sie dann noch einmal.',
  'problem.detail.canNotSeal':
    'Es kann nichts mehr versiegelt werden: Das Journal oder seine Siegel sind nicht, was sie waren. Prüfen Sie das Journal auf der Seite „Nachweis“, um mehr zu erfahren.',
  'problem.detail.sealing':
    'Es ist viel zu versiegeln. Ein Teil ist erledigt, der Rest wird im Hintergrund versiegelt; fragen Sie in einer Minute noch einmal.',
  'problem.detail.notAsSealed':
    'Dieses Ereignis oder sein Siegel ist nicht mehr so, wie es versiegelt wurde: Es lässt sich nichts nachweisen. Prüfen Sie das Journal auf der Seite „Nachweis“, um mehr zu erfahren.',
  'problem.detail.historyCut':
    'Der Verlauf von {stream} wurde im Ereignisspeicher gekürzt und kann daher nicht angezeigt werden. Der Systembetreuer kann ihn aus einer Sicherung zurückholen.',
  'problem.detail.access':
    'Wer dies ansieht, wird aufgezeichnet. Das ist im Moment nicht möglich, daher wird es nicht angezeigt. Versuchen Sie es gleich noch einmal.',
  'problem.detail.origin':
    'Die Anfrage kam von einer anderen Website, und es ist nicht bekannt, ob Sie sie wollten. Deshalb wurde sie abgelehnt. Öffnen Sie diese Seite und versuchen Sie es erneut.',
  'problem.detail.ahead':
    'Ein Browser hat diese Seite im Voraus abgerufen, bevor jemand sie aufgerufen hat. Öffnen Sie die Seite, um sie zu sehen.',
  'problem.again': 'Hier öffnen',
  'problem.detail.cursor':
    'Dieser Link zu einer Seite der Liste gilt nicht mehr. Beginnen Sie wieder auf der ersten Seite.',
  'rejection.ReactionRefused':
    'Der Befehl {command}, der aus diesem Ereignis folgt, wird von Daybook heute nicht angenommen.',
  'rejection.CommandIdReused':
    'Diese Befehlskennung wurde schon für etwas anderes verwendet. Laden Sie die Seite neu und versuchen Sie es erneut.',
  'rejection.TimeGoesBack':
    'Die Zeit {at} liegt vor der letzten aufgezeichneten Änderung ({last}) und kann daher nicht aufgezeichnet werden.',
  'rejection.RevisionUnknown':
    'Version {expected} ist noch nicht aufgezeichnet. Laden Sie die Seite neu und senden Sie, was dort steht.',
  'rejection.TooBusy': 'Andere ändern dies gerade im selben Augenblick. Versuchen Sie es erneut.',
  'rejection.HistoryCut':
    'Der Verlauf von {stream} wurde im Ereignisspeicher gekürzt, daher lässt sich darüber nichts mehr entscheiden. Der Systembetreuer kann ihn aus einer Sicherung zurückholen.',
  'rejection.PersonalUnreadable':
    'Die personenbezogenen Daten dieser Person sind nicht lesbar: Ihr Schlüssel fehlt oder ist beschädigt. Der Systembetreuer kann ihn aus einer Sicherung zurückholen; bis dahin kann über die Person nichts mehr aufgezeichnet werden.',
  'rejection.QueueFull':
    'Hierfür warten schon viele Änderungen, daher werden im Moment keine weiteren angenommen. Versuchen Sie es gleich noch einmal.',
  'rejection.SubjectErased':
    'Die personenbezogenen Daten dieser Person wurden gelöscht, daher kann über sie nichts mehr aufgezeichnet werden.',
  'invalid.country': 'Wählen Sie ein Land, oder geben Sie seinen Code aus zwei Buchstaben an, etwa DE.',
  'invalid.name': 'Namen werden ohne : < und > geschrieben.',
  'invalid.blank': 'Davon ist nichts zu sehen. Geben Sie einen Namen mit Buchstaben oder Ziffern ein.',
  'invalid.missing': 'Diese Angabe wird benötigt.',
  'invalid.text': 'Das muss ein Text sein.',
  'invalid.whole':
    'Eine ganze Zahl wie 1200: nur Ziffern, ohne Nachkommastellen. Punkt oder Komma könnten falsch verstanden werden.',
  'invalid.flag': 'Das ist entweder ja (true) oder nein (false).',
  'invalid.list': 'Das muss eine Liste sein.',
  'invalid.object': 'Das muss eine Gruppe von Feldern sein.',
  'invalid.step': 'Das muss ein Vielfaches von {step, number} sein.',
  'invalid.choice': 'Wählen Sie einen dieser Werte: {values}.',
  'invalid.tooLong': 'Höchstens {maximum, number} Zeichen.',
  'invalid.tooBig': 'Höchstens {maximum, number}.',
  'invalid.tooMany': 'Höchstens {maximum, number} davon.',
  'invalid.tooShort': 'Mindestens {minimum, number} Zeichen.',
  'invalid.tooSmall': 'Mindestens {minimum, number}.',
  'invalid.tooFew': 'Mindestens {minimum, number} davon {minimum, plural, one {wird} other {werden}} benötigt.',
  'invalid.unrecognized': 'Unbekanntes Feld: {keys}. Lassen Sie es weg.',
  'invalid.email': 'Eine E-Mail-Adresse wie name@example.com.',
  'invalid.uuid': 'Eine ID in Form einer UUID, zum Beispiel 0197a3c4-7b1e-7cc0-8a2f-3d5e6f708192.',
  'invalid.date': 'Ein Kalenderdatum, zum Beispiel 2026-01-31.',
  'invalid.datetime': 'Ein Zeitpunkt, zum Beispiel 2026-01-31T16:00:00Z.',
  'invalid.other': 'Dieser Wert ist nicht möglich.',
  'invalid.sku':
    'Buchstaben A–Z, Ziffern, Punkt, Bindestrich und Unterstrich; beginnt mit Buchstabe oder Ziffer; höchstens 64 Zeichen.',
  'invalid.key':
    'Buchstaben, Ziffern, Punkt, Bindestrich, Unterstrich und @; beginnt mit Buchstabe oder Ziffer; höchstens 128 Zeichen.',
  'invalid.change': 'Eine Zahl wie 5, 2,5 oder -10: höchstens vier Nachkommastellen.',
  'invalid.price': 'Ein Preis wie 12,50: höchstens vier Nachkommastellen, nicht negativ.',
  'invalid.characters':
    'Darin sind Zeichen, die nicht gespeichert werden können. Tippen Sie es neu, statt es einzufügen.',
  'invalid.id': 'Die ID fehlt oder ist nicht möglich.',
  'invalid.reserved': 'Dieses Wort ist Teil einer Adresse. Wählen Sie ein anderes.',
  'invalid.draft': 'Das Formular hat kein solches Feld. Öffnen Sie es neu.',
  'invalid.commandId': 'Die Befehlskennung (Idempotency-Key) muss eine UUID sein.',
  'invalid.revision': 'If-Match muss die Version sein, wie der ETag sie angibt, zum Beispiel "3".',
  'problem.detail.undoConflict':
    'Dasselbe wurde seitdem geändert, daher wurde dies nicht rückgängig gemacht. Seitdem: {events}.',
  'rejection.Irreversible':
    '{why, select, makes {Was angelegt wurde, wird nicht zurückgenommen, weil andere es schon verwenden könnten. Schließen oder entfernen Sie es stattdessen.} ends {Das ist endgültig und lässt sich nicht rückgängig machen.} says {Was geschrieben wurde, bleibt stehen. Schreiben Sie das Richtige dazu.} follows {Das folgte von selbst aus etwas anderem und lässt sich daher nicht rückgängig machen.} other {Das lässt sich nicht mehr rückgängig machen.}}',
  'rejection.UndoUnknown': 'Das gibt es nicht, es ist also nichts rückgängig zu machen.',
  'rejection.UndoNoWayBack':
    'Kein einzelner Schritt führt zum früheren Stand zurück, daher lässt sich dies nicht rückgängig machen. Ändern Sie es von Hand.',
  'rejection.UndoNotTaken':
    'Was vorher galt, kann heute nicht mehr so eingegeben werden und lässt sich daher nicht rückgängig machen. Ändern Sie es von Hand.',
  'rejection.UndoPersonalGone':
    'Was über diese Person wiederhergestellt werden soll, wurde gelöscht oder ist nicht mehr lesbar. Daher lässt sich dies nicht rückgängig machen.',
} as const
