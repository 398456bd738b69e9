/** What was mended, counted by kind, apart from the lines that are imported or rejected. */
export type Repairs = {
  /** Lines whose stock code had lower-case letters. */
  codesUpperCased: number
  /** Lines whose stock code had outer blanks. */
  codesTrimmed: number
  /** Lines whose description had outer blanks. */
  namesTrimmed: number
  /** Products that were sold under several names; the most frequent became theirs. */
  namesChosen: number
  /** Lines whose unit price has more than two decimals; kept exactly. */
  finePricesKept: number
  /** Lines whose country goes by another name; see countries.ts. */
  countriesTranslated: number
  /** Invoices whose lines bear several times; the earliest is theirs. */
  timesUnified: number
  /** Customers seen in several countries; the latest is theirs, each order keeps its own. */
  customerCountriesChosen: number
  /** Lines that repeat another exactly; all are kept. */
  duplicatesKept: number
  /** Stock movements without a description, and so without a reason. */
  reasonsMissing: number
}

export const noRepairs = (): Repairs => ({
  codesUpperCased: 0,
  codesTrimmed: 0,
  namesTrimmed: 0,
  namesChosen: 0,
  finePricesKept: 0,
  countriesTranslated: 0,
  timesUnified: 0,
  customerCountriesChosen: 0,
  duplicatesKept: 0,
  reasonsMissing: 0,
})
