export const settings = {
  'settings.title': 'Settings',
  'settings.card': 'Times and numbers',
  'settings.now': 'It is now',
  'settings.format': 'Format of numbers and dates',
  'settings.format.hint': 'Numbers that you type are read in this format, too. The words are English in every format.',
  'settings.zone': 'Time zone',
  'settings.zone.hint': 'All times are shown in it, and times and days that you type are meant in it.',
  'settings.asServer': 'As the server has it',
  'settings.zoneOfPage': 'Times are in {zone}.',
  'settings.change': 'Change time zone',
  'invalid.timeZone': 'Choose a time zone of the list, for example Europe/London.',
  'done.SetDisplay': 'Settings saved',
} as const
