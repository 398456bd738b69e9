export const activity = {
  'nav.activity': 'Activity',
  'activity.list': 'Activity',
  'activity.sentence': 'What happened',
  'field.actorId': 'Who',
  'field.actorKind': 'Kind of actor',
  'activity.thing': 'Thing',
  'activity.category': 'Kind of thing',
  'activity.type': 'Event',
  'activity.origin': 'Origin',
  'activity.empty.title': 'Nothing has happened yet',
  'activity.empty.hint': 'Everything anybody does in the shop is listed here, newest first.',
} as const
