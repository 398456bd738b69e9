/** Who vouches for people that they are who they say they are: single sign-on. */
export const identityProviders = {
  'thing.identityProvider': 'Anmeldedienst',
  'things.identityProvider': 'Anmeldedienste',
  'search.identityProvider': 'Name eines Anmeldedienstes',
  'empty.identityProvider': 'Noch kein Anmeldedienst',
  'empty.identityProvider.hint':
    'Fügen Sie den Ihrer Firma hinzu, und Benutzer melden sich hier mit dem Konto an, das sie dort haben.',
  'field.provider': 'Anmeldedienst',
  'field.identityProvider.name': 'Text der Schaltfläche',
  'field.issuer': 'Adresse des Dienstes',
  'field.clientId': 'Client-ID',
  'field.emailClaim': 'Claim mit der E-Mail-Adresse',
  'field.needsVerifiedEmail': 'Die Adresse muss bestätigt sein',
  'field.newcomers': 'Personen, die der Shop nicht kennt',
  'field.identityProvider.group': 'Standardgruppe',
  'field.identityProvider.rules': 'Regeln für Gruppen',
  'field.claim': 'Claim',
  'field.how': 'Regel',
  'field.value': 'Wert',
  'field.rules.group': 'Gruppe',
  'field.secretSetAt': 'Client-Secret gesetzt',
  'field.claims': 'Claims',
  'hint.identityProvider.name': 'Steht auf einer Schaltfläche der Anmeldeseite.',
  'hint.identityProvider.issuer':
    'Der Issuer, wie der Dienst ihn nennt, etwa https://login.example.com. http geht nur auf diesem Rechner.',
  'hint.identityProvider.clientId': 'Der Dienst gibt sie Ihnen, wenn Sie diesen Shop dort eintragen.',
  'hint.identityProvider.emailClaim':
    'Daran werden Personen unter den Benutzern gefunden. Bei den meisten Diensten heißt er email.',
  'hint.identityProvider.needsVerifiedEmail':
    'Lassen Sie das an, außer niemand kann dort eine Adresse wählen: Wer die einer anderen Person angibt, käme als diese Person herein.',
  'hint.identityProvider.group':
    'Für Personen, die bei der ersten Anmeldung angelegt werden, und für die, die in keiner anderen Gruppe wären.',
  'hint.identityProvider.rules':
    'Jemand ist in diesen Gruppen, solange eine Regel das sagt; bei jeder Anmeldung wird neu nachgesehen. Gruppen, die keine Regel nennt, bleiben, wie sie hier gesetzt sind. Ein Claim in einem anderen hat einen Pfad: realm_access.roles.',
  'value.identityProvider.status.active': 'aktiv',
  'value.identityProvider.status.inactive': 'inaktiv',
  'value.newcomers.refused': 'Nur bekannte Benutzer kommen herein',
  'value.newcomers.created': 'Werden bei der ersten Anmeldung angelegt',
  'value.rules.how.equals': 'ist genau',
  'value.rules.how.contains': 'hat in seiner Liste',
  'provider.inactive.notice': 'Niemand kann sich mit diesem Dienst anmelden, bis er aktiviert wird.',
  'provider.deactivate.confirm':
    '{name} deaktivieren? Dann kann sich niemand mehr damit anmelden. Begonnene Sitzungen bleiben.',
  'provider.facts': 'Dienst',
  'provider.people': 'Personen',
  'provider.rules.count': '{count, plural, =0 {keine Regeln} one {# Regel} other {# Regeln}}',
  'provider.rules.caption': 'Was für welche Gruppe angegeben sein muss',
  'provider.rules.none': 'Er hat keine Regeln',
  'provider.rules.none.hint': 'Gruppen werden dann hier von Hand gesetzt, und wer neu ist, ist in der Standardgruppe.',
  'provider.group.gone': 'eine Gruppe, die es nicht mehr gibt',
  'provider.trial': 'Regeln ausprobieren',
  'provider.trial.of': 'Regeln von {name} ausprobieren',
  'provider.trial.hint':
    'Fügen Sie die Claims eines ID-Tokens ein und sehen Sie, wer das wäre und in welchen Gruppen. Nichts davon wird aufbewahrt, und nichts wird getan.',
  'provider.trial.claims.hint': 'Als JSON, etwa der mittlere Teil eines Tokens, nachdem er decodiert ist.',
  'provider.trial.result': 'Was daraus wird',
  'provider.trial.email': 'Kommt als {email} herein.',
  'provider.trial.missing': 'Niemand: Im Claim {claim} steht keine E-Mail-Adresse.',
  'provider.trial.unverified': 'Niemand: Der Dienst sagt nicht, dass {email} bestätigt ist.',
  'provider.trial.groups': 'Gruppen nach diesen Claims',
  'provider.trial.groups.none': 'Keine dieser Gruppen',
  'provider.trial.groups.none.hint': 'Keine Regel trifft zu. Gruppen, die keine Regel nennt, bleiben.',
  'provider.trial.because': 'Weil',
  'provider.trial.default': 'keine Regel eine Gruppe gibt, und das die Standardgruppe ist',
  'provider.trial.rule': '{claim} {how} {value}',
  'provider.trial.notJson': 'Das ist kein JSON: {reason}',
  'provider.trial.notObject': 'Claims sind ein JSON-Objekt: Namen und Werte in geschweiften Klammern.',
  'do.EditIdentityProvider': 'Anmeldedienst bearbeiten',
  'do.ActivateIdentityProvider': 'Aktivieren',
  'do.DeactivateIdentityProvider': 'Deaktivieren',
  'done.CreateIdentityProvider': 'Anmeldedienst hinzugefügt',
  'done.EditIdentityProvider': 'Anmeldedienst gespeichert',
  'done.ActivateIdentityProvider': 'Anmeldedienst aktiviert',
  'done.DeactivateIdentityProvider': 'Anmeldedienst deaktiviert',
  'done.TryMapping': 'Ausprobiert',
  'event.IdentityProviderCreated': 'Anmeldedienst {name} hinzugefügt',
  'event.IdentityProviderRenamed': 'Text der Schaltfläche geändert auf {name}',
  'event.IdentityProviderClientChanged': 'Adresse oder Client-ID geändert: {issuer}, {clientId}',
  'event.IdentityProviderEmailClaimSet': 'E-Mail-Adressen kommen aus {emailClaim}',
  'event.IdentityProviderNewcomersSet':
    '{newcomers, select, created {Personen, die der Shop nicht kennt, werden angelegt} other {Nur bekannte Benutzer kommen herein}}',
  'event.IdentityProviderRulesSet': 'Regeln für Gruppen geändert',
  'event.ClientSecretSet': 'Client-Secret gesetzt',
  'event.IdentityProviderActivated': 'Anmeldedienst aktiviert',
  'event.IdentityProviderDeactivated': 'Anmeldedienst deaktiviert',
  'invalid.issuer':
    'Geben Sie eine https-Adresse an, ohne Fragezeichen und ohne einen Namen darin. http geht nur für diesen Rechner.',
  'rejection.IdentityProviderExists':
    'Es gibt schon einen Anmeldedienst mit dieser ID. Überlassen Sie die ID dem Formular.',
  'rejection.IdentityProviderUnknown': 'Es gibt keinen solchen Anmeldedienst. Öffnen Sie die Liste der Anmeldedienste.',
  'rejection.DefaultGroupNeeded': 'Wählen Sie die Gruppe für Personen, die angelegt werden.',
  'signIn.with': 'Mit {name} anmelden',
  'signIn.with.title': 'Nicht angemeldet',
  'signIn.with.gone':
    'Diesen Weg der Anmeldung gibt es nicht mehr. Melden Sie sich anders an oder fragen Sie einen Administrator.',
  'signIn.with.unreachable':
    '{name} ist gerade nicht zu erreichen. Versuchen Sie es später wieder oder melden Sie sich anders an.',
  'signIn.with.denied':
    '{name} hat Sie nicht hereingelassen, oder Sie haben dort abgebrochen. Hier ist nichts geschehen.',
  'signIn.with.stale':
    'Das wurde in einem anderen Browser begonnen, ist zu lange her oder schon erledigt. Beginnen Sie auf der Anmeldeseite von vorn.',
  'signIn.with.invalid':
    'Was {name} geantwortet hat, passt nicht zu dem, was gefragt war; darum wurde niemand hereingelassen. Versuchen Sie es wieder; bleibt es dabei, sagen Sie es einem Administrator.',
  'signIn.with.noEmail':
    '{name} hat Ihre E-Mail-Adresse nicht genannt, an der Sie hier erkannt werden. Fragen Sie einen Administrator.',
  'signIn.with.unverified':
    '{name} sagt nicht, dass Ihre E-Mail-Adresse bestätigt ist. Bestätigen Sie sie dort und melden Sie sich dann wieder an.',
  'signIn.with.unknown':
    '{name} kennt Sie, dieser Shop aber nicht. Bitten Sie einen Administrator, Sie als Benutzer anzulegen.',
  'signIn.with.blocked': 'Ihr Konto hier ist gesperrt. Bitten Sie einen Administrator, es zu aktivieren.',
  'signIn.with.noGroup':
    '{name} kennt Sie, aber keine Gruppe hier ist mehr für Sie da. Bitten Sie einen Administrator, Sie in eine aufzunehmen.',
  'signIn.with.refused':
    '{name} kennt Sie, aber Ihr Konto ließ sich nicht auf den Stand bringen, den es nennt. Versuchen Sie es wieder oder fragen Sie einen Administrator.',
  'signOut.title': 'Abgemeldet',
  'signOut.with': 'Sie sind hier abgemeldet. Sie werden jetzt zu {name} geleitet, um sich auch dort abzumelden.',
  'signOut.with.go': 'Bei {name} abmelden',
  'provider.secret': 'Client-Secret setzen',
  'provider.secret.of': 'Client-Secret von {name}',
  'provider.secret.missing':
    'Für diese Adresse ist kein Client-Secret gesetzt. Die meisten Dienste verlangen eines: Ohne es antworten sie nicht.',
  'field.backTo': 'Adresse für den Rückweg, unter der dieses Shops',
  'field.secret': 'Client-Secret',
  'provider.secret.hint':
    'Der Dienst zeigt es dort, wo dieser Shop eingetragen ist. Es wird verschlüsselt aufbewahrt, und nichts zeigt es wieder an.',
  'done.SetClientSecret': 'Client-Secret gesetzt',
} as const
