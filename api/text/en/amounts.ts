/** Amounts and weights as people type them. */
export const amounts = {
  'field.amount': 'Amount',
  'invalid.amount': 'An amount such as 12.50: digits, a point, at most three decimals, not negative.',
  'invalid.weight': 'Kilograms such as 3.2: digits, a point, at most three decimals, not negative.',
} as const
