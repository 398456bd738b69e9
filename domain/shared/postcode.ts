type Postcode = { readonly example: string; readonly pattern: RegExp }

/**
 * A postcode per country as an example of one, in which any other digit may stand for a digit, any other letter for a
 * letter, and what parts them may be left out.
 */
const examples: Readonly<Record<string, string>> = {
  AT: '1010',
  AU: '2000',
  BE: '1000',
  BG: '1000',
  CA: 'K1A 0B1',
  CH: '8001',
  CY: '1010',
  CZ: '110 00',
  DE: '10115',
  DK: '1050',
  EE: '10111',
  ES: '28001',
  FI: '00100',
  FR: '75001',
  GR: '104 31',
  HR: '10000',
  HU: '1011',
  IS: '101',
  IT: '00118',
  JP: '100-0001',
  LI: '9490',
  LT: '01100',
  LU: '1111',
  LV: '1010',
  MT: 'VLT 1117',
  NL: '1011 AB',
  NO: '0150',
  NZ: '6011',
  PL: '00-950',
  PT: '1000-001',
  RO: '010011',
  SE: '111 22',
  SI: '1000',
  SK: '811 01',
}

const classOf = (sign: string): string => {
  if (/\d/.test(sign)) return '\\d'
  return /[A-Z]/.test(sign) ? '[A-Z]' : '[ -]?'
}

/** Some write the country's own letters before a number: `LV-1010`, `D-10115`. */
const like = (example: string): Postcode => ({
  example,
  pattern: new RegExp(`^(?:[A-Z]{1,2}-)?${example.replace(/./g, classOf)}$`),
})

/** Where a postcode is needed, and how it is written there. Anywhere else it may be anything, or nothing. */
export const postcodes: Readonly<Record<string, Postcode>> = {
  ...Object.fromEntries(Object.entries(examples).map(([country, example]) => [country, like(example)])),
  GB: { example: 'SW1A 1AA', pattern: /^(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/ },
  IE: { example: 'D02 AF30', pattern: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/ },
  US: { example: '10001', pattern: /^\d{5}(?:-\d{4})?$/ },
}
