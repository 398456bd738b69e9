/** The currency that a row says its amounts are in. */
export const currencyOf = (row: object | undefined): string | undefined =>
  row !== undefined && 'currency' in row && typeof row.currency === 'string' ? row.currency : undefined
