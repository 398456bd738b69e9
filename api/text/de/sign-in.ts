/** Coming in, and looking after one's own account. */
export const signIn = {
  'signIn.title': 'Anmelden',
  'signIn.email': 'E-Mail',
  'signIn.password': 'Passwort',
  'signIn.submit': 'Anmelden',
  'signIn.out': 'Abmelden',
  'signIn.failed':
    'E-Mail und Passwort gehören nicht zusammen, oder es waren zu viele Versuche. Prüfen Sie beides; nach neun Fehlversuchen warten Sie sechs Minuten.',
  'signIn.ended':
    'Ihre Sitzung ist beendet. Melden Sie sich an, um fortzufahren; Ihre Eingaben bleiben erhalten und werden wieder angezeigt.',
  'signIn.needed': 'Ihre Sitzung ist beendet. Melden Sie sich an, um fortzufahren.',
  'signIn.forgotten': 'Passwort vergessen?',
  'signIn.back': 'Zurück zur Anmeldung',
  'forgotten.title': 'Neues Passwort setzen',
  'forgotten.intro': 'Geben Sie Ihre E-Mail-Adresse ein. Gibt es ein Konto dazu, erhält es eine E-Mail mit einem Link.',
  'forgotten.submit': 'Link senden',
  'forgotten.sent':
    'Gibt es ein Konto mit dieser Adresse, ist eine E-Mail mit einem Link unterwegs. Er gilt zwei Stunden.',
  'link.title': 'Willkommen',
  'link.link': 'Dieser Link meldet {email} an, einmal.',
  'link.invitation': 'Wählen Sie ein Passwort für {email}.',
  'link.reset': 'Wählen Sie ein neues Passwort für {email}. Alle Sitzungen dieses Kontos enden.',
  'link.submit': 'Anmelden',
  'link.setPassword': 'Passwort setzen und anmelden',
  'link.gone.title': 'Dieser Link gilt nicht mehr',
  'link.gone': 'Er wurde verwendet, durch einen neueren ersetzt oder ist zu alt. Fordern Sie einen anderen an.',
  'password.new': 'Neues Passwort',
  'password.again': 'Noch einmal dasselbe',
  'password.hint':
    'Mindestens 12 Zeichen. Ein paar Wörter, die nicht zusammengehören, sind leicht zu merken und schwer zu erraten.',
  'invalid.passwordShort': 'Verwenden Sie mindestens 12 Zeichen.',
  'invalid.passwordLong': 'Verwenden Sie höchstens 128 Zeichen.',
  'invalid.passwordCommon': 'Dieses Passwort verwenden viele, deshalb wird es zuerst versucht. Wählen Sie ein anderes.',
  'invalid.passwordsDiffer': 'Das ist nicht dasselbe. Geben Sie das neue Passwort zweimal ein.',
  'problem.signIn': 'Melden Sie sich zuerst an',
  'problem.detail.signIn':
    'Es gibt keine Sitzung, oder sie ist beendet. Melden Sie sich an und versuchen Sie es erneut.',
  'prove.title': 'Bestätigen Sie, dass Sie es sind',
  'prove.factor':
    'Für das, was Sie vorhaben, wird Ihr zweiter Faktor verlangt. Danach werden Sie fünfzehn Minuten lang nicht wieder gefragt.',
  'prove.password':
    'Für das, was Sie vorhaben, wird Ihr Passwort verlangt. Danach werden Sie fünfzehn Minuten lang nicht wieder gefragt.',
  'prove.signIn':
    'Für das, was Sie vorhaben, müssen Sie sich in den letzten fünfzehn Minuten angemeldet haben. Sie haben hier weder ein Passwort noch einen zweiten Faktor: Melden Sie sich in einem anderen Fenster neu an oder lassen Sie sich einen Link senden, kommen Sie dann auf diese Seite zurück und fahren Sie fort. Ihre Eingaben bleiben hier erhalten.',
  'prove.wrong.factor':
    'Dieser Code gilt nicht, wurde schon benutzt, oder es waren zu viele Versuche. Warten Sie auf den nächsten; nach neun Fehlversuchen warten Sie sechs Minuten.',
  'prove.wrong.password':
    'Das ist nicht Ihr Passwort, oder es waren zu viele Versuche. Nach neun Fehlversuchen warten Sie sechs Minuten.',
  'prove.typedAgain': 'Geheimnisse werden nicht aufbewahrt: Sie kommen zum Formular zurück und füllen es neu aus.',
  'prove.submit': 'Fortfahren',
  'problem.detail.proof':
    'Bestätigen Sie, dass Sie es sind: Senden Sie Ihren Code, oder Ihr Passwort, wenn Sie keinen zweiten Faktor haben, an {path}. Senden Sie dies danach noch einmal.',
  'factor.title': 'Zweiter Faktor',
  'factor.code': 'Code',
  'factor.code.hint': 'Sechs Ziffern aus Ihrer Authenticator-App oder einer Ihrer Wiederherstellungscodes.',
  'factor.failed':
    'Dieser Code gilt nicht, wurde schon benutzt, oder es waren zu viele Versuche. Warten Sie auf den nächsten; nach neun Fehlversuchen warten Sie sechs Minuten.',
  'factor.late': 'Das hat zu lange gedauert. Melden Sie sich neu an.',
  'problem.detail.secondFactor':
    'Eine Ihrer Gruppen verlangt einen zweiten Faktor. Richten Sie ihn in Ihrem Konto ein.',
  'factor.about': 'Bei jeder Anmeldung wird neben dem Passwort ein Code von Ihrem Telefon verlangt.',
  'factor.open': 'Zweiten Faktor verwalten',
  'factor.needed':
    'Eine Ihrer Gruppen verlangt einen zweiten Faktor. Richten Sie ihn ein, dann steht Ihnen alles Übrige wieder offen.',
  'factor.intro': 'Lesen Sie das Bild mit einer Authenticator-App ein und geben Sie den Code ein, den sie zeigt.',
  'factor.picture': 'Das Geheimnis als QR-Code. Darunter steht es als Text.',
  'factor.typed': 'Ohne Kamera tippen Sie dieses Geheimnis in die App:',
  'factor.notSwitchedOn':
    'Das ist nicht der Code zu diesem Geheimnis. Prüfen Sie, ob die Uhr Ihres Telefons richtig geht, und geben Sie den Code ein, den es jetzt zeigt.',
  'factor.isOn': 'Der zweite Faktor ist eingeschaltet.',
  'factor.codesLeft':
    '{count, plural, =0 {Kein Wiederherstellungscode ist übrig.} one {# Wiederherstellungscode ist übrig.} other {# Wiederherstellungscodes sind übrig.}} Mit neuen gelten die alten nicht mehr.',
  'factor.off': 'Danach genügt zur Anmeldung das Passwort allein.',
  'factor.codes': 'Ihre Wiederherstellungscodes',
  'factor.codes.hint':
    'Verwahren Sie sie dort, wo Ihr Telefon nicht ist. Jeder gilt einmal anstelle eines Codes. Sie werden nur jetzt gezeigt.',
  'factor.SwitchOnSecondFactor': 'Einschalten',
  'factor.SwitchOffSecondFactor': 'Ausschalten',
  'factor.RenewRecoveryCodes': 'Neue Wiederherstellungscodes erzeugen',
  'done.SwitchOnSecondFactor': 'Zweiter Faktor eingeschaltet',
  'done.SwitchOffSecondFactor': 'Zweiter Faktor ausgeschaltet',
  'done.RenewRecoveryCodes': 'Wiederherstellungscodes erzeugt',
  'account.title': 'Ihr Konto',
  'account.open': 'Konto und Sitzungen',
  'account.password': 'Passwort',
  'account.current': 'Bisheriges Passwort',
  'account.noPassword': 'Sie haben noch kein Passwort. Setzen Sie eines, damit Sie sich ohne Link anmelden können.',
  'account.wrongPassword': 'Das ist nicht Ihr bisheriges Passwort.',
  'account.endsOthers': 'Ihre anderen Sitzungen enden.',
  'account.sessions': 'Sitzungen',
  'account.sessions.caption': 'Wo Sie angemeldet sind',
  'account.sessions.empty': 'Keine Sitzungen',
  'account.sessions.empty.hint': 'Dieser Browser ist ohne Sitzung hier.',
  'account.session.agent': 'Browser',
  'account.session.address': 'Adresse',
  'account.session.startedAt': 'Begonnen',
  'account.session.seenAt': 'Zuletzt gesehen',
  'account.session.present': 'diese',
  'account.session.end': 'Beenden',
  'account.session.endOthers': 'Alle anderen beenden',
  'user.invite': 'Einladung senden',
  'user.endSessions': 'Alle Sitzungen beenden',
  'user.endSessions.confirm': 'Alle Sitzungen von {name} beenden?',
  'user.notInvited': 'Diese Person war schon angemeldet. Sie kann selbst ein neues Passwort anfordern.',
  'done.ChangePassword': 'Passwort gesetzt',
  'done.EndSession': 'Sitzung beendet',
  'done.EndOtherSessions': 'Andere Sitzungen beendet',
  'done.EndSessionsOfUser': 'Sitzungen beendet',
  'done.InviteUser': 'Einladung gesendet',
  'mail.invitation.subject': 'Ihr Konto bei Daybook',
  'mail.invitation':
    'Guten Tag {name},\n\nfür Sie wurde ein Konto angelegt. Wählen Sie ein Passwort und melden Sie sich an:\n\n{link}\n\nDer Link gilt einmal und {hours, number} Stunden lang.',
  'mail.reset.subject': 'Ein neues Passwort für Daybook',
  'mail.reset':
    'Guten Tag {name},\n\njemand, hoffentlich Sie selbst, hat ein neues Passwort angefordert. Wählen Sie es hier:\n\n{link}\n\nDer Link gilt einmal und {hours, number} Stunden lang. Waren Sie es nicht, tun Sie nichts: Ihr Passwort bleibt, wie es ist.',
  'mail.locked.subject': 'Ihr Konto bei Daybook ist für sechs Minuten gesperrt',
  'mail.locked.password':
    'Jemand hat neunmal vergeblich versucht, sich an Ihrem Konto anzumelden, zuletzt von {address}. Sechs Minuten lang kann sich daran niemand anmelden.\n\nWaren Sie es, warten Sie oder setzen Sie ein neues Passwort. Waren Sie es nicht, wählen Sie ein Passwort, das Sie nirgends sonst verwenden.',
  'mail.locked.factor':
    'Jemand hat neunmal einen falschen Code anstelle Ihres zweiten Faktors eingegeben, zuletzt von {address}. Sechs Minuten lang wird kein Code angenommen.\n\nWaren Sie es, warten Sie und prüfen Sie, ob die Uhr Ihres Telefons richtig geht. Waren Sie es nicht, kennt jemand Ihr Passwort: Wählen Sie ein anderes.',
} as const
