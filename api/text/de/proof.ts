export const proof = {
  'nav.proof': 'Nachweis',
  'proof.title': 'Nachweis',
  'proof.intro':
    'Jedes Ereignis wird bald nach seiner Aufzeichnung versiegelt: gehasht, mit dem vorherigen verkettet und signiert. Ebenso, wer was eingesehen hat, Exporte und Prüfungen. Eine Prüfung liest alles, rechnet es nach und nennt, was nicht mehr so ist, wie es versiegelt wurde; außerdem, ob alle, von denen das Journal personenbezogene Daten enthält, einen Schlüssel haben oder gelöscht wurden.',
  'proof.verify': 'Jetzt prüfen',
  'proof.seal.now': 'Jetzt versiegeln',
  'proof.due.title': 'Nächste Versiegelung',
  'proof.due':
    'Ereignisse werden versiegelt, sobald {block} Ereignisse warten, und spätestens {by}. Jetzt warten: {waiting}.',
  'proof.of': 'Nachweis eines Ereignisses',
  'proof.waits': 'Dieses Ereignis ist noch nicht versiegelt, daher gibt es noch keinen Nachweis.',
  'proof.proven': 'Dieses Ereignis ist versiegelt',
  'proof.proven.hint':
    'Es ist so, wie es versiegelt wurde. Nehmen Sie den Nachweis mit: Wer ihn und den öffentlichen Schlüssel hat, kann ihn mit Node und verify-proof.mjs prüfen, ohne diesen Shop.',
  'proof.take': 'Nachweis herunterladen',
  'proof.place': 'Stelle im Journal',
  'proof.seal': 'Siegel',
  'proof.root': 'Wurzel seines Blocks',
  'proof.signature': 'Signatur',
  'proof.exports': 'Exporte',
  'proof.seals': 'Siegel',
  'proof.sealed': 'Versiegelte Ereignisse',
  'proof.unsealed': 'Noch nicht versiegelt',
  'proof.unsealed.capped': 'mehr als {count, number}',
  'proof.last': 'Letztes Siegel',
  'proof.last.none': 'noch nichts versiegelt',
  'proof.last.number': 'Nummer {number}',
  'proof.last.at': 'Versiegelt',
  'proof.link': 'Ende der Kette',
  'proof.key.id': 'Schlüssel-ID',
  'proof.key': 'Öffentlicher Schlüssel',
  'proof.key.hint': 'Bewahren Sie anderswo eine Kopie auf: Nachweise und Exporte werden damit geprüft.',
  'proof.verifications': 'Prüfungen',
  'proof.caption': 'Prüfungen, neueste zuerst',
  'proof.asked': 'Angefordert',
  'proof.by': 'Von',
  'proof.state': 'Status',
  'proof.state.waiting': 'wartet',
  'proof.state.running': 'läuft',
  'proof.state.done': 'wie versiegelt',
  'proof.state.unsealed': 'nicht versiegelt',
  'proof.state.mismatch': 'stimmt nicht überein',
  'proof.state.failed': 'fehlgeschlagen',
  'proof.progress': '{percent, number} %, {events} Ereignisse',
  'proof.progress.label': 'Prüfung: {percent, number} Prozent',
  'proof.result': 'Ergebnis',
  'proof.took': 'Dauer',
  'proof.empty.title': 'Hier wurde noch nichts geprüft',
  'proof.empty.hint': 'Prüfen Sie jetzt, oder führen Sie daybook audit verify aus.',
  'proof.good':
    '{events} Ereignisse: Unter den {sealed} versiegelten wurde nichts verändert, entfernt, hinzugefügt oder verschoben. {unsealed, plural, =0 {Alle sind versiegelt.} one {Eines am Ende ist noch nicht versiegelt.} other {# am Ende sind noch nicht versiegelt.}}',
  'proof.none': '{events} Ereignisse: nicht versiegelt. Noch bürgt nichts für sie.',
  'proof.unrecorded':
    'Wann sie aufgezeichnet wurden, ist für {count} davon nicht abgedeckt: Eine frühere Version hat sie versiegelt, oder sie wurden in einem Journal versiegelt, von dem dieses eine Kopie ist.',
  'proof.uncovered':
    'Das hat eine frühere Version geprüft: Sie hat weder angesehen, wer was eingesehen hat, noch die Listen der Exporte und Prüfungen, noch die Schlüssel der personenbezogenen Daten.',
  'proof.trail.good':
    'Einsichten, Exporte und Prüfungen: Unter den {sealed} versiegelten wurde nichts verändert, entfernt, hinzugefügt oder verschoben. {unsealed, plural, =0 {Alle sind versiegelt.} one {Eine ist noch nicht versiegelt.} other {# sind noch nicht versiegelt.}} Das erste Siegel ist vom {since} und umfasst alles, was es damals gab.',
  'proof.trail.none':
    'Einsichten, Exporte und Prüfungen: {unsealed, plural, one {eine ist} other {# sind}} noch nicht versiegelt.',
  'proof.trail.bad':
    'Einsichten, Exporte und Prüfungen sind nicht mehr so, wie sie versiegelt wurden ({count, plural, one {eine Abweichung} other {# Abweichungen}}):',
  'proof.trail.more': 'und {count} weitere',
  'proof.trail.access': 'wer was eingesehen hat',
  'proof.trail.export': 'die Liste der Exporte',
  'proof.trail.verification': 'die Liste der Prüfungen',
  'proof.trail.changed': '{table}, Nummern {from} bis {to}, versiegelt {at}: Zeilen wurden geändert.',
  'proof.trail.missing':
    '{table}, Nummern {from} bis {to}, versiegelt {at}: {count, plural, one {Eine Zeile fehlt} other {# Zeilen fehlen}}.',
  'proof.trail.added':
    '{table}, Nummern {from} bis {to}, versiegelt {at}: {count, plural, one {Eine Zeile wurde} other {# Zeilen wurden}} seitdem hinzugefügt.',
  'proof.trail.late':
    '{table}: {count, plural, one {Eine Zeile} other {# Zeilen}} ab Nummer {from} wären älter als das Siegel vom {at}, das ohne sie gemacht wurde: später hinzugefügt.',
  'proof.trail.book.missing':
    'Einsichtssiegel {number} wurde hier gemacht und ist nicht in der Datenbank: Siegel wurden entfernt, oder ein älterer Stand wurde wiederhergestellt.',
  'proof.trail.book.other':
    'Einsichtssiegel {number} ist nicht das, das hier gemacht wurde: Die Einsichten wurden neu versiegelt.',
  'proof.trail.seal.signature': 'Einsichtssiegel {number} gilt nicht: Seine Signatur ist falsch.',
  'proof.trail.seal.order':
    'Einsichtssiegel {number} gilt nicht: Es folgt nicht auf das Siegel davor; eines wurde verändert oder entfernt.',
  'proof.trail.seal.blocks':
    'Einsichtssiegel {number} gilt nicht: Seine Prüfsummen sind nicht die, die signiert wurden.',
  'proof.trail.seal.key':
    'Einsichtssiegel {number} ist mit dem Schlüssel {publicKey} signiert, der nicht der dieses Shops ist.',
  'proof.keys.good':
    'Personenbezogene Daten von {count}: Für jede Person gibt es den Schlüssel, oder sie wurde gelöscht.',
  'proof.keys.bad':
    'Von {count}, deren personenbezogene Daten im Journal stehen, kann für {faulty} nicht gebürgt werden:',
  'proof.keys.missing': '{subject} hat keinen Schlüssel.',
  'proof.keys.damaged': '{subject} hat einen beschädigten Schlüssel.',
  'proof.keys.kept': '{subject} wurde gelöscht, und der Schlüssel ist noch da.',
  'proof.book.missing':
    'Siegel {number} wurde hier gemacht und ist nicht in der Datenbank: Siegel wurden entfernt, oder ein älterer Stand wurde wiederhergestellt.',
  'proof.book.other': 'Siegel {number} ist nicht das, das hier gemacht wurde: Das Journal wurde neu versiegelt.',
  'proof.differs.fewer':
    'Das Journal wird nicht mehr versiegelt: Siegel {made} wurde hier gemacht und ist nicht in der Datenbank. Siegel wurden entfernt, oder ein älterer Stand wurde wiederhergestellt. Prüfen Sie das Journal, um mehr zu erfahren.',
  'proof.differs.other':
    'Das Journal wird nicht mehr versiegelt: Siegel {made} in der Datenbank ist nicht das, das hier gemacht wurde. Prüfen Sie das Journal, um mehr zu erfahren.',
  'proof.differs.unreadable':
    'Das Journal wird nicht mehr versiegelt: Die Datei seals-made in DAYBOOK_HOME, in der steht, was hier versiegelt wurde, ist nicht lesbar.',
  'proof.trail.differs.fewer':
    'Einsichten und Exporte werden nicht mehr versiegelt: Einsichtssiegel {made} wurde hier gemacht und ist nicht in der Datenbank. Siegel wurden entfernt, oder ein älterer Stand wurde wiederhergestellt. Führen Sie eine Prüfung aus, um mehr zu erfahren.',
  'proof.trail.differs.other':
    'Einsichten und Exporte werden nicht mehr versiegelt: Einsichtssiegel {made} in der Datenbank ist nicht das, das hier gemacht wurde. Führen Sie eine Prüfung aus, um mehr zu erfahren.',
  'proof.trail.next': 'Einsichten und Exporte',
  'proof.trail.never': 'Einsichten und Exporte sind noch nicht versiegelt.',
  'proof.trail.upTo': 'Einsichten und Exporte sind bis {at} versiegelt.',
  'proof.trail.due': 'Was seitdem hinzukam, wird spätestens {by} versiegelt.',
  'proof.trail.last': 'Einsichten und Exporte versiegelt',
  'proof.bad': '{sentence} Die {sealed} Ereignisse davor sind so, wie sie versiegelt wurden.',
  'proof.failed': 'Die Prüfung konnte nicht beendet werden: {error}',
  'proof.event': 'Version {revision, number} von {stream}',
  'proof.altered': 'Das Ereignis wurde verändert: {event}, Ereignis Nummer {index} des Journals.',
  'proof.missing': 'Das Ereignis fehlt: {event}, Ereignis Nummer {index} des Journals.',
  'proof.inserted': 'Ein Ereignis wurde eingefügt: {event}, als Ereignis Nummer {index} des Journals.',
  'proof.reordered':
    'Das Ereignis ist nicht an seinem Platz: {event}, versiegelt als Ereignis Nummer {index} des Journals.',
  'proof.gap': 'An Stelle {position} gibt es kein Ereignis: Eines wurde gelöscht, bevor es versiegelt war.',
  'proof.cut':
    'Der Verlauf von {stream} wurde im Ereignisspeicher gekürzt ({why}){others, plural, =0 {} one {, ebenso der eines weiteren Streams} other {, ebenso die von # weiteren Streams}}.',
  'proof.seal.signature': 'Siegel {number} gilt nicht: Seine Signatur ist falsch.',
  'proof.seal.order':
    'Siegel {number} gilt nicht: Es folgt nicht auf das Siegel davor; eines wurde verändert oder entfernt.',
  'proof.seal.leaves': 'Siegel {number} gilt nicht: Seine Hashes der Ereignisse sind nicht die, die signiert wurden.',
  'proof.seal.names': 'Siegel {number} gilt nicht: Seine Liste der Ereignisse ist nicht die, die signiert wurde.',
  'proof.seal.link': 'Siegel {number} gilt nicht: Sein Ende der Hash-Kette ist falsch.',
  'proof.seal.opened':
    'Siegel {number} gilt nicht: Das Ereignis, mit dem das Journal beginnt, ist nicht das von damals.',
  'proof.seal.recorded':
    'Siegel {number} gilt nicht: Eine Zeit, zu der eines seiner Ereignisse aufgezeichnet wurde, ist verändert worden.',
  'proof.seal.key': 'Siegel {number} ist mit dem Schlüssel {publicKey} signiert, der nicht der dieses Shops ist.',
  'proof.event.open': 'Ereignis öffnen',
  'proof.access': 'Wer eingesehen hat',
  'done.Verify': 'Angefordert; die Prüfung beginnt gleich',
  'done.Seal': 'Versiegelt',
  'done.SealEvent': 'Versiegelt',
} as const
