/** How far what is shown is behind, and what can not be reached. */
export const freshness = {
  'freshness.title': 'Freshness',
  'freshness.live': 'Projections in sync',
  'freshness.behind': 'Read model is {seconds, number} s behind',
  'freshness.stopped': 'Projections stopped',
  'freshness.otherLog': 'Pages are not of this log',
  'freshness.banner.otherLog':
    'What is shown was made from another log than the one that is here, or from this one before it was restored. Changes are kept, but not shown. An operator has to build the pages anew: daybook projections rebuild all',
  'freshness.parked': '{count, plural, one {# history} other {# histories}} kept, not shown yet',
  'lost.eventStore': 'Event store not reachable',
  'lost.leader': 'Event store has no leader',
  'lost.banner.leader':
    'The event store has no leader at the moment. Pages go on; nothing can be changed until one is elected. Daybook then goes on by itself.',
  'lost.database': 'Database not reachable',
  'lost.banner.eventStore':
    'The event store can not be reached. What is shown is as of before; nothing can be changed until it is back. Daybook reconnects by itself.',
  'lost.clock': 'A clock is wrong',
  'lost.banner.clock':
    'The clocks of the server and of the database differ by more than a minute. Nothing can be changed until the wrong one is set; Daybook then goes on by itself.',
  'lost.disk': 'Disk of the database full',
  'lost.banner.disk':
    'The disk of the database is full. Nothing can be changed until there is space again; Daybook then goes on by itself.',
  'lost.banner.database': 'The database can not be reached. Daybook reconnects by itself.',
  'done.Parked':
    'Saved and kept, but it can not be shown yet: what is shown here stays behind until an operator has looked at it.',
  'done.Stale': 'Saved. The lists follow in a moment; this page may still show the state before.',
} as const
