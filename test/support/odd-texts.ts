/** What nobody types into an address. */
export const oddTexts: readonly string[] = [
  '',
  '\u0000',
  'x'.repeat(5000),
  '-',
  '\ufeff',
  "'",
  '[]',
  '-1',
  '1e9',
  '0000-00-00',
  '0000-01-01',
  '9999-12-31',
]
