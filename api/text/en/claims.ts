/** Claims keep a value, such as an e-mail address, to one thing of the shop. */
export const claims = {
  'thing.claim': 'Claim',
  'event.ClaimMade': 'Value taken: {owner}',
  'event.ClaimRenewed': 'Value kept: {owner}',
  'event.ClaimReleased': 'Value given up: {owner}',
  'event.ClaimExpired': 'Value free again, as it was not used in time: {owner}',
  'rejection.ClaimTaken': 'Somebody else has this value. Enter another one.',
} as const
