/** Why a request was refused, when it is not for a rule of one thing. */
export const problems = {
  'problem.open': 'Look at it',
  'problem.home': 'Go to the dashboard',
  'problem.malformed': 'That could not be read',
  'problem.forbidden': 'Not allowed',
  'problem.unknown': 'Not found',
  'problem.conflict': 'Not possible now',
  'problem.tooLarge': 'Too large',
  'problem.tooMany': 'Too many at once',
  'problem.tooSlow': 'Too slow',
  'problem.mediaType': 'Unknown format',
  'problem.invalid': 'Please check what you entered',
  'problem.internal': 'Something broke on our side',
  'problem.unavailable': 'Not available at the moment',
  'problem.detail.malformed': 'The request is not well-formed. Check its syntax and send it again.',
  'problem.detail.forbidden': 'Your account may not do this. Ask an administrator for the permission {permission}.',
  'problem.detail.forbidden.store':
    'Your account may not do this for the store {store}. Ask an administrator for the permission {permission} there.',
  'problem.detail.notForKeys': 'An API key can not do this. Send a command for each thing, or ask a person to do it.',
  'problem.detail.route': 'There is no such address. Check the link, or start from the dashboard.',
  'problem.detail.thing': 'There is no such thing, or it was never recorded. Go back to the list and pick another.',
  'problem.detail.tooLarge': 'The request is larger than the server takes. Send less at once.',
  'problem.detail.tooSlow': 'The request did not arrive in time. Check your connection and send it again.',
  'problem.detail.tooManyMembers': 'The request has more fields or rows than this takes. Send less at once.',
  'problem.detail.tooManyEvents':
    'This is more than can be recorded at once. Nothing was saved; split it into several and send them one by one.',
  'problem.detail.unavailable':
    'The database can not be reached at the moment. Wait a little and send it again: it will not be done twice.',
  'problem.detail.notOfThisLog':
    'What is shown here was made from another log than the one that is here, or from this one before it was restored. Ask your operator to build it anew: daybook projections rebuild all',
  'problem.detail.lost.leader':
    'The event store has no leader at the moment, so nothing can be changed. Nothing was saved. Daybook goes on by itself; send it again then.',
  'problem.detail.lost.eventStore':
    'The event store can not be reached, so nothing can be changed at the moment. Nothing was saved. Daybook reconnects by itself; send it again then.',
  'problem.detail.clock':
    'The clock of the server says {ours} and that of the database {theirs} (UTC), so nothing can be changed at the moment: it would be written down at a wrong time. Nothing was saved. Ask your operator to set the clock; Daybook goes on by itself, send it again then.',
  'problem.detail.lost.disk':
    'The disk of the database is full, so nothing can be changed at the moment. Nothing was saved. Ask your operator to make space; Daybook goes on by itself, send it again then.',
  'problem.detail.lost.database':
    'The database can not be reached, so nothing can be shown or changed at the moment. Nothing was saved. Daybook reconnects by itself; send it again then.',
  'problem.detail.mediaType': 'Send JSON (application/json) or a form (application/x-www-form-urlencoded).',
  'problem.detail.invalid': '{count, plural, one {One field needs} other {# fields need}} your attention.',
  'problem.detail.internal':
    'Nothing was changed by this request. Try again; if it stays, tell your operator the reference {reference}.',
  'problem.detail.conflict':
    'Somebody changed the same fields since you opened this. Compare both values and save again.',
  'problem.detail.unknownOutcome':
    'The event store did not answer in time, so it is not known whether this was saved. Send it again: it will not be done twice.',
  'problem.detail.notYet':
    'Saved, but not to be seen yet: the read models are behind. This page looks again by itself.',
  'problem.detail.notLive': 'This is no address of a page that can be followed. Load the page again.',
  'problem.detail.tooManyLive':
    'Too many windows follow live pages at the moment. Close some, or load the page again to see what is new.',
  'problem.detail.tooFast':
    'More was asked for in a short time than is answered. Wait {seconds, plural, one {a second} other {# seconds}}, then try again.',
  'problem.detail.tooManyDownloads':
    'You have several downloads under way. Let one of them end, then ask for this one again.',
  'problem.detail.kept':
    'This is kept, but it can not be shown yet: something in it is more than the page can hold. Nothing is lost; ask an operator to look at what is parked under Projections.',
  'problem.detail.building': 'This page is still being built from the log. It will be ready in a moment.',
  'problem.detail.jobUnderWay':
    'Something is under way for {model} already. Wait until it has ended, or cancel it, and ask again.',
  'problem.detail.jobFinished': 'This has ended already, so there is nothing to cancel.',
  'problem.detail.past':
    'You look at the shop as it was, and the past can not be changed. Go back to the present first.',
  'problem.detail.viewAs': 'You look at the shop as somebody else, so nothing can be changed. Stop that first.',
  'problem.detail.viewAsInPast':
    'You look at the shop as somebody else, and a shop of the past can not be looked at so. Stop that first, then open it again.',
  'problem.detail.noPast':
    'This shop of the past is not built yet, or its time is over. The page As of lists those there are, and builds it again.',
  'problem.detail.noExport':
    'There is no such export, or it is not complete yet: its manifest is there once all of it was sent.',
  'problem.detail.unsealed':
    'This event is not sealed yet, so there is no proof of it. It will be sealed by {by} at the latest; ask again then.',
  'problem.detail.canNotSeal':
    'Nothing more can be sealed: the log, or its seals, are not what they were. Verify the log on the page Proof to learn more.',
  'problem.detail.sealing':
    'There is much to seal. A part of it is done, and the rest is sealed in the background; ask again in a minute.',
  'problem.detail.notAsSealed':
    'This event, or its seal, is not what it was when it was sealed: there is nothing to prove. Verify the log on the page Proof to learn more.',
  'problem.detail.historyCut':
    'The history of {stream} was cut in the event store, so it can not be shown. An operator can bring it back from a backup.',
  'problem.detail.access':
    'Who looks at this is recorded, and that is not possible at the moment, so it is not shown. Try again in a moment.',
  'problem.detail.origin':
    'The request came from another site, and it is not known whether you wanted it, so it was refused. Open this page and try again.',
  'problem.detail.ahead': 'A browser asked for this page ahead, before anybody went there. Open it to see it.',
  'problem.again': 'Open it here',
  'problem.detail.cursor': 'This link to a page of the list is no longer valid. Start again from the first page.',
  'rejection.ReactionRefused':
    'The command {command} that follows from this event is not one that Daybook takes today.',
  'rejection.CommandIdReused': 'This command id was used before for something else. Reload the page and try again.',
  'rejection.TimeGoesBack': 'The time {at} lies before the last recorded change ({last}), so it can not be recorded.',
  'rejection.RevisionUnknown': 'Revision {expected} is not recorded yet. Load the page again and send what it says.',
  'rejection.TooBusy': 'Others are changing this at the same moment. Try again.',
  'rejection.HistoryCut':
    'The history of {stream} was cut in the event store, so nothing can be decided on it any more. An operator can bring it back from a backup.',
  'rejection.PersonalUnreadable':
    'The personal data of this person can not be read: their key is missing or damaged. An operator can bring it back from a backup; until then nothing more can be recorded about them.',
  'rejection.QueueFull':
    'Many changes of this are waiting already, so no more are taken for now. Try again in a moment.',
  'rejection.SubjectErased': 'The personal data of this person was erased, so nothing more can be recorded about them.',
  'invalid.country': 'Choose a country, or give its code of two letters, such as DE.',
  'invalid.name': 'Names are written without : < and >.',
  'invalid.blank': 'Nothing can be seen of this. Type a name with letters or digits.',
  'invalid.missing': 'This is needed.',
  'invalid.text': 'This has to be text.',
  'invalid.whole': 'A whole number such as 1200: digits alone, without decimals. A point or a comma can be misread.',
  'invalid.flag': 'This is either yes (true) or no (false).',
  'invalid.list': 'This has to be a list.',
  'invalid.object': 'This has to be a group of fields.',
  'invalid.step': 'This has to be a multiple of {step, number}.',
  'invalid.choice': 'Choose one of: {values}.',
  'invalid.tooLong': 'At most {maximum, number} characters.',
  'invalid.tooBig': 'At most {maximum, number}.',
  'invalid.tooMany': 'At most {maximum, number} of these.',
  'invalid.tooShort': 'At least {minimum, number} characters.',
  'invalid.tooSmall': 'At least {minimum, number}.',
  'invalid.tooFew': 'At least {minimum, number} of these {minimum, plural, one {is} other {are}} needed.',
  'invalid.unrecognized': 'Unknown field: {keys}. Leave it out.',
  'invalid.email': 'An e-mail address such as name@example.com.',
  'invalid.uuid': 'An id in the form of a UUID, such as 0197a3c4-7b1e-7cc0-8a2f-3d5e6f708192.',
  'invalid.date': 'A date of the calendar, such as 2026-01-31.',
  'invalid.datetime': 'A moment such as 2026-01-31T16:00:00Z.',
  'invalid.other': 'This value is not possible.',
  'invalid.sku': 'Letters A–Z, digits, dot, dash and underscore; starts with a letter or digit; at most 64.',
  'invalid.key': 'Letters, digits, dot, dash, underscore and @; starts with a letter or digit; at most 128.',
  'invalid.change': 'A number such as 5, 2.5 or -10: digits, a point, at most four decimals.',
  'invalid.price': 'A price such as 12.50: digits, a point, at most four decimals, not negative.',
  'invalid.characters': 'This has characters that can not be kept. Type it again instead of pasting it.',
  'invalid.id': 'The id is missing or not possible.',
  'invalid.reserved': 'This word is part of an address. Choose another.',
  'invalid.draft': 'The form has no such field to ask about. Open it anew.',
  'invalid.commandId': 'The command id (Idempotency-Key) has to be a UUID.',
  'invalid.revision': 'If-Match has to be the revision as the ETag gave it, such as "3".',
  'problem.detail.undoConflict': 'The same was changed since, so this was not undone. Since then: {events}.',
  'rejection.Irreversible':
    '{why, select, makes {What was created is not undone, as others may use it already. Close or remove it instead.} ends {This is final and can not be undone.} says {What was said stays said. Say what is right beside it.} follows {This followed by itself from something else, so it can not be undone.} other {This can not be undone any more.}}',
  'rejection.UndoUnknown': 'There is no such thing, so there is nothing to undo.',
  'rejection.UndoNoWayBack': 'No single step leads back to what was, so this can not be undone. Change it by hand.',
  'rejection.UndoNotTaken':
    'What was before is more than can be entered today, so this can not be undone. Change it by hand.',
  'rejection.UndoPersonalGone':
    'What is to be set back about this person was erased, or can not be read any more, so this can not be undone.',
} as const
