import type { Class } from './classify.ts'
import type { Repairs } from './repairs.ts'
import type { Became, Report } from './report.ts'
import type { Unlinked } from './returns.ts'

const classWords: Readonly<Record<Class, string>> = {
  sale: 'sales',
  return: 'cancellations and returns',
  stockMovement: 'stock movements (price 0, no customer)',
  freeItem: 'free items (price 0, with customer)',
  badDebt: 'bad-debt adjustments',
  testCode: 'test and adjustment codes',
  contradictory: 'contradictory lines',
}

const becameWords: Readonly<Record<keyof Became, string>> = {
  products: 'products created',
  firstPrices: 'first prices',
  priceChanges: 'prices changed',
  customers: 'customers registered',
  orders: 'orders placed',
  guestOrders: 'of these by guests',
  orderLines: 'order lines',
  returns: 'returns',
  returnLines: 'return lines of the file',
  returnBookings: 'returns booked on orders',
  stockMovements: 'stock adjusted',
}

const repairWords: Readonly<Record<keyof Repairs, string>> = {
  codesUpperCased: 'lines: stock code upper-cased',
  codesTrimmed: 'lines: stock code trimmed',
  namesTrimmed: 'lines: name trimmed',
  namesChosen: 'products: name chosen among several',
  finePricesKept: 'lines: price with more than two decimals kept',
  countriesTranslated: 'lines: country by its other name',
  timesUnified: 'invoices: earliest of several times',
  customerCountriesChosen: 'customers: latest of several countries',
  duplicatesKept: 'lines: exact duplicates kept',
  reasonsMissing: 'stock movements: no reason given',
}

const unlinkedWords: Readonly<Record<Unlinked['why'], string>> = {
  noCustomer: 'no customer',
  neverBought: 'not bought before',
  boughtFewer: 'fewer bought before',
  cameBackBefore: 'all bought came back before',
}

const number = new Intl.NumberFormat('en')
const row = (count: number, words: string) => `${number.format(count).padStart(11)}  ${words}`

const section = (title: string, rows: readonly string[]): readonly string[] => ['', title, ...rows]

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets the keys it is given
const keysOf = <T extends object>(words: T) => Object.keys(words) as (keyof T)[]

const table = <K extends string>(counts: Readonly<Record<K, number>>, words: Readonly<Record<K, string>>) =>
  keysOf(words).map(key => row(counts[key], words[key]))

const unlinkedRows = (unlinked: readonly Unlinked[]) =>
  unlinked.map(({ line, invoice, sku, quantity, why }) => {
    const place = `line ${line}`.padEnd(14)
    return `  ${place}${invoice.padEnd(10)}${sku.padEnd(14)}${String(quantity).padStart(7)}  ${unlinkedWords[why]}`
  })

const accountRows = ({ lines, imported, rejected, notReached }: Report) => [
  row(lines, 'lines of the file'),
  row(imported, 'imported'),
  row(rejected.length, 'rejected'),
  ...(notReached === 0 ? [] : [row(notReached, 'not reached: the import was stopped; start it again to go on')]),
]

const commandRows = ({ commands: { stored, known, refused } }: Report) => [
  row(stored, 'stored now'),
  row(known, 'known from a run before'),
  row(refused.length, 'refused'),
  ...refused.map(({ type, key, sentence }) => `  ${type} ${key}: ${sentence}`),
]

const linkRows = ({ links: { unlinked, overSeveralOrders, linesOverSeveralPurchases } }: Report) => [
  row(overSeveralOrders, 'returns over several orders'),
  row(linesOverSeveralPurchases, 'lines over several purchases'),
  ...keysOf(unlinkedWords).map(why =>
    row(unlinked.filter(each => each.why === why).length, `lines not or not wholly linked: ${unlinkedWords[why]}`),
  ),
]

/** The report for a person: plain lines, numbers aligned, every rejected and every unlinked line listed. */
export const reportText = (report: Report): string => {
  const { classes, became, repairs, rejected, links } = report
  const rejectedRows = rejected.map(({ line, invoice, reason }) => {
    const place = `line ${line}`.padEnd(14)
    return `  ${place}${(invoice ?? '–').padEnd(10)}${reason}`
  })
  const lines = [
    `Import of ${report.file} (${report.source})`,
    ...accountRows(report),
    ...section(
      'Lines by class',
      classes.map(each => row(each.lines, `${classWords[each.class]}, ${number.format(each.invoices)} invoices`)),
    ),
    ...section('What it became', table(became, becameWords)),
    ...section('Commands', commandRows(report)),
    ...section('Repairs', table(repairs, repairWords)),
    ...section('Links of returns', linkRows(report)),
    ...section('Rejected lines', rejectedRows),
    ...section('Return lines without a purchase', unlinkedRows(links.unlinked)),
  ]
  return `${lines.join('\n')}\n`
}
