import { type LocalTime, londonTime } from './london-time.ts'

/** One of the two published files: its name in command ids, its columns in order, and how it writes a time. */
export type Shape = {
  readonly source: 'online-retail' | 'online-retail-ii'
  readonly title: string
  readonly columns: readonly string[]
  readonly timeOf: (text: string) => LocalTime | undefined
}

const numbers = (pattern: RegExp, text: string): readonly number[] => (pattern.exec(text) ?? []).slice(1).map(Number)

const monthFirst = (text: string): LocalTime | undefined => {
  const [month, day, year, hour, minute] = numbers(/^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d{2})$/, text)
  return year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined
    ? undefined
    : { year, month, day, hour, minute }
}

// The seconds are always 00.
const yearFirst = (text: string): LocalTime | undefined => {
  const [year, month, day, hour, minute] = numbers(/^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):\d{2}$/, text)
  return year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined
    ? undefined
    : { year, month, day, hour, minute }
}

const shapes: readonly [Shape, Shape] = [
  {
    source: 'online-retail',
    title: 'Online Retail',
    columns: ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
    timeOf: monthFirst,
  },
  {
    source: 'online-retail-ii',
    title: 'Online Retail II',
    columns: ['Invoice', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'Price', 'Customer ID', 'Country'],
    timeOf: yearFirst,
  },
]

const shared = ({ columns }: Shape, header: readonly string[]) => columns.filter(name => header.includes(name)).length

/** The shape of a file by its first line, or a sentence that says what is wrong with that line. */
export const shapeOf = (header: readonly string[]): Shape | { readonly problem: string } => {
  const [first, second] = shapes
  const nearest = shared(first, header) >= shared(second, header) ? first : second
  const { title, columns } = nearest
  const missing = columns.filter(name => !header.includes(name))
  // The files share five columns, so that fewer than these are no sign of either.
  if (missing.length > 3) return { problem: 'this is not an Online Retail file: its first line names other columns' }
  if (missing.length > 0)
    return { problem: `a file of ${title} has the column ${missing.join(', ')}; it is missing here` }
  const isSame = columns.length === header.length && columns.every((name, index) => name === header[index])
  return isSame
    ? nearest
    : { problem: `the columns of ${title} are ${columns.join(', ')}, in this order and no others` }
}

export type When = {
  /** Milliseconds UTC. */
  readonly at: number
  /** Local calendar day, `YYYY-MM-DD`. */
  readonly day: string
}

/** The moment a text of this shape means; undefined when it means none. */
export const whenOf = (shape: Shape, text: string): When | undefined => {
  const local = shape.timeOf(text)
  const at = local === undefined ? undefined : londonTime(local)
  if (local === undefined || at === undefined) return undefined
  const two = (part: number) => String(part).padStart(2, '0')
  return { at, day: `${local.year}-${two(local.month)}-${two(local.day)}` }
}
