/** Claims keep a value, such as an e-mail address, to one thing of the shop. */
export const claims = {
  'thing.claim': 'Claim',
  'event.ClaimMade': 'Value taken by {owner}',
  'event.ClaimRenewed': 'Value kept by {owner}',
  'event.ClaimReleased': 'Value given up by {owner}',
  'event.ClaimExpired': 'Value of {owner} free again, as it was not used in time',
  'rejection.ClaimTaken': 'Somebody else has this value. Enter another one.',
} as const
