/** Claims keep a value, such as an e-mail address, to one thing of the shop. */
export const claims = {
  'thing.claim': 'Belegung',
  'event.ClaimMade': 'Wert belegt: {owner}',
  'event.ClaimRenewed': 'Wert behalten: {owner}',
  'event.ClaimReleased': 'Wert freigegeben: {owner}',
  'event.ClaimExpired': 'Wert wieder frei, da er nicht rechtzeitig verwendet wurde: {owner}',
  'rejection.ClaimTaken': 'Diesen Wert hat schon jemand anderes. Geben Sie einen anderen ein.',
} as const
