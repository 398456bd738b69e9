/** The shop as somebody else sees it. */
export const viewAs = {
  'viewAs.title': 'View as',
  'viewAs.open': 'View as',
  'viewAs.intro':
    'Shows the whole shop as a role sees it, or a user from their own page, that one in their language and time zone. Nothing can be changed meanwhile, you see nothing that you may not see yourself, and every page that you look at is recorded.',
  'viewAs.roles': 'Roles',
  'viewAs.caption': 'Roles to view the shop as',
  'viewAs.none': 'No role yet',
  'viewAs.banner':
    'You look at the shop as {name} sees it. Nothing can be changed here, pages do not follow what happens, and of saved views there are those of everybody.',
  'viewAs.leave': 'Stop',
} as const
