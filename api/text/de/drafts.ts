export const drafts = {
  'rejection.PriceReasonMissing': 'Sagen Sie, warum {sku} anders kostet als im Shop.',
} as const
