export const activity = {
  'nav.activity': 'Activity',
  'activity.list': 'Activity',
  'activity.at': 'When',
  'activity.sentence': 'What happened',
  'activity.actor': 'Who',
  'activity.kind': 'Kind of actor',
  'activity.thing': 'Thing',
  'activity.category': 'Kind of thing',
  'activity.type': 'Event',
  'activity.origin': 'Origin',
  'activity.empty.title': 'Nothing has happened yet',
  'activity.empty.hint': 'Everything anybody does in the shop is listed here, newest first.',
} as const
