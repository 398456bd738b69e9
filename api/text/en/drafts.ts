export const drafts = {
  'rejection.PriceReasonMissing': 'Say why {sku} costs another price than in the shop.',
} as const
