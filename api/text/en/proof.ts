export const proof = {
  'nav.proof': 'Proof',
  'proof.title': 'Proof',
  'proof.intro':
    'Every event is sealed soon after it was recorded: hashed, chained to the one before, and signed. So are who looked at what, exports and verifications. A verification reads all of it, computes it anew and names what is not as it was sealed; and whether everybody of whom the log holds personal data has a key, or was erased.',
  'proof.verify': 'Verify now',
  'proof.exports': 'Exports',
  'proof.seals': 'Seals',
  'proof.sealed': 'Sealed events',
  'proof.unsealed': 'Not sealed yet',
  'proof.unsealed.capped': 'more than {count, number}',
  'proof.last': 'Last seal',
  'proof.last.none': 'nothing is sealed yet',
  'proof.last.number': 'number {number}',
  'proof.last.at': 'Sealed at',
  'proof.link': 'End of chain',
  'proof.key.id': 'Key id',
  'proof.key': 'Public key',
  'proof.key.hint': 'Keep a copy elsewhere: proofs and exports are checked with it.',
  'proof.verifications': 'Verifications',
  'proof.caption': 'Verifications, newest first',
  'proof.asked': 'Asked',
  'proof.by': 'By',
  'proof.state': 'State',
  'proof.state.waiting': 'waiting',
  'proof.state.running': 'running',
  'proof.state.done': 'as sealed',
  'proof.state.unsealed': 'not sealed',
  'proof.state.mismatch': 'does not match',
  'proof.state.failed': 'failed',
  'proof.progress': '{percent, number} %, {events} events',
  'proof.progress.label': 'Verification: {percent, number} percent',
  'proof.result': 'Result',
  'proof.took': 'Took',
  'proof.empty.title': 'Nothing was verified here yet',
  'proof.empty.hint': 'Verify now, or run daybook audit verify.',
  'proof.good':
    '{events} events: nothing was altered, taken out, added or moved among the {sealed} sealed ones. {unsealed, plural, =0 {All are sealed.} one {One at the end is not sealed yet.} other {# at the end are not sealed yet.}}',
  'proof.none': '{events} events: not sealed. Nothing vouches for them yet.',
  'proof.unrecorded':
    'When they were recorded is not covered for {count} of them: an earlier release sealed them, or they were sealed in a log of which this is a copy.',
  'proof.uncovered':
    'An earlier release did this: it did not look at who looked at what, at the lists of exports and verifications, nor at the keys of personal data.',
  'proof.trail.good':
    'Looks, exports and verifications: nothing was altered, taken out, added or moved among the {sealed} sealed ones. {unsealed, plural, =0 {All are sealed.} one {One is not sealed yet.} other {# are not sealed yet.}} The first seal is of {since}, and of all there was then.',
  'proof.trail.none':
    'Looks, exports and verifications: {unsealed, plural, one {one is} other {# are}} not sealed yet.',
  'proof.trail.bad':
    'Looks, exports and verifications are not as they were sealed ({count, plural, one {one fault} other {# faults}}):',
  'proof.trail.more': 'and {count} more',
  'proof.trail.access': 'who looked at what',
  'proof.trail.export': 'the list of exports',
  'proof.trail.verification': 'the list of verifications',
  'proof.trail.changed': 'In {table}, numbers {from} to {to}, sealed {at}: rows were changed.',
  'proof.trail.missing':
    'In {table}, numbers {from} to {to}, sealed {at}: {count, plural, one {one row is} other {# rows are}} missing.',
  'proof.trail.added':
    'In {table}, numbers {from} to {to}, sealed {at}: {count, plural, one {one row was} other {# rows were}} added since.',
  'proof.trail.late':
    'In {table}, {count, plural, one {one row} other {# rows}} from number {from} on would be older than the seal of {at}, which was made without: added later.',
  'proof.trail.book.missing':
    'Trail seal {number} was made here and is not in the database: seals were taken away, or an older state was restored.',
  'proof.trail.book.other': 'Trail seal {number} is not the one that was made here: the trail was sealed anew.',
  'proof.trail.seal.signature': 'Trail seal {number} does not hold: its signature is wrong.',
  'proof.trail.seal.order':
    'Trail seal {number} does not hold: it does not follow the seal before it; one was altered or taken out.',
  'proof.trail.seal.blocks': 'Trail seal {number} does not hold: its digests are not those that were signed.',
  'proof.trail.seal.key': 'Trail seal {number} is signed with the key {publicKey}, which is not the one of this shop.',
  'proof.keys.good': 'Personal data of {count}: each has its key, or was erased.',
  'proof.keys.bad': 'Of {count} whose personal data is in the log, {faulty} can not be vouched for:',
  'proof.keys.missing': '{subject} has no key.',
  'proof.keys.damaged': '{subject} has a key that is damaged.',
  'proof.keys.kept': '{subject} was erased, and the key is still there.',
  'proof.book.missing':
    'Seal {number} was made here and is not in the database: seals were taken away, or an older state was restored.',
  'proof.book.other': 'Seal {number} is not the one that was made here: the log was sealed anew.',
  'proof.differs.fewer':
    'The log is not sealed any more: seal {made} was made here and is not in the database. Seals were taken away, or an older state was restored. Verify the log to learn more.',
  'proof.differs.other':
    'The log is not sealed any more: seal {made} in the database is not the one that was made here. Verify the log to learn more.',
  'proof.differs.unreadable':
    'The log is not sealed any more: the file seals-made in DAYBOOK_HOME, which says what was sealed here, can not be read.',
  'proof.trail.differs.fewer':
    'Looks and exports are not sealed any more: trail seal {made} was made here and is not in the database. Seals were taken away, or an older state was restored. Verify to learn more.',
  'proof.trail.differs.other':
    'Looks and exports are not sealed any more: trail seal {made} in the database is not the one that was made here. Verify to learn more.',
  'proof.trail.last': 'Looks and exports sealed at',
  'proof.bad': '{sentence} The {sealed} events before that are as they were sealed.',
  'proof.failed': 'It could not be finished: {error}',
  'proof.event': 'revision {revision, number} of {stream}',
  'proof.altered': 'The event was altered: {event}, event number {index} of the log.',
  'proof.missing': 'The event is missing: {event}, event number {index} of the log.',
  'proof.inserted': 'An event was inserted: {event}, as event number {index} of the log.',
  'proof.reordered': 'The event is not in its place: {event}, sealed as event number {index} of the log.',
  'proof.gap': 'There is no event at position {position}: one was deleted before it was sealed.',
  'proof.cut':
    'The history of {stream} was cut in the event store ({why}){others, plural, =0 {} one {, and that of one other stream} other {, and those of # other streams}}.',
  'proof.seal.signature': 'Seal {number} does not hold: its signature is wrong.',
  'proof.seal.order':
    'Seal {number} does not hold: it does not follow the seal before it; one was altered or taken out.',
  'proof.seal.leaves': 'Seal {number} does not hold: its hashes of events are not those that were signed.',
  'proof.seal.names': 'Seal {number} does not hold: its list of events is not the one that was signed.',
  'proof.seal.link': 'Seal {number} does not hold: its end of the hash chain is wrong.',
  'proof.seal.opened': 'Seal {number} does not hold: the event that opens the log is not the one of when it was made.',
  'proof.seal.recorded': 'Seal {number} does not hold: a time at which one of its events was recorded was altered.',
  'proof.seal.key': 'Seal {number} is signed with the key {publicKey}, which is not the one of this shop.',
  'proof.event.open': 'Open the event',
  'proof.access': 'Who looked',
  'done.Verify': 'Asked for; it begins in a moment',
} as const
