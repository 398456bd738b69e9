import { pastedCsv } from '../../pasted-csv.ts'
import { type AdvanceRow, type BadRow } from '../advance/read.ts'
import { pastedRows } from '../advance/text.ts'

/** As many orders as are sent in one go. */
export const MOST_SHIPPED = 1_000

/** A row as somebody scanned it: an order by its number, of it one shipment or all, and the number of the parcel. */
export type ShipRow = {
  readonly order: string
  /** Blank: all of it. */
  readonly shipment: string
  readonly tracking: string
  /** Tells it apart from the same another day: it is sent once. */
  readonly key: string
}

const HEAD = ['order', 'step', 'shipment', 'tracking', 'key']
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const lineOf = (cells: readonly string[]) => cells.map(quoted).join(';')

/** Rows as the table of steps that they are: a form keeps them so, and so they are carried out. */
export const tableOf = (rows: readonly ShipRow[]): string =>
  [HEAD, ...rows.map(({ order, shipment, tracking, key }) => [order, 'ship', shipment, tracking, key])]
    .map(lineOf)
    .join('\n')

/** The rows that a form kept; undefined where somebody else wrote it. */
export const rowsIn = (table: string): ShipRow[] | undefined => {
  if (table === '') return []
  const found = pastedCsv(table, MOST_SHIPPED + 2)
  if ('damagedAt' in found) return undefined
  const [head, ...lines] = found.map(({ record }) => record)
  if (head?.join() !== HEAD.join() || lines.length > MOST_SHIPPED) return undefined
  return lines.map(([order = '', , shipment = '', tracking = '', key = '']) => ({ order, shipment, tracking, key }))
}

/** The same as steps, each where it stands in the table, or what is wrong with how it is written. */
export const stepsIn = (rows: readonly ShipRow[]): readonly (AdvanceRow | BadRow)[] => {
  const found = pastedRows(tableOf(rows))
  return 'rows' in found ? found.rows : []
}
