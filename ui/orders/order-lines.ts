import type { PageContext } from '../../api/page.ts'
import {
  type LinePage,
  type OrderDetail,
  type OrderLine,
  readOrderLines,
} from '../../projections/orders/order-detail.ts'
import { type InState, readUnitsOf } from '../../projections/orders/order-progress.ts'
import type { OrderLineTermsRow } from '../../projections/orders/order-terms.ts'
import { readLineTerms } from '../../projections/orders/order-terms-detail.ts'
import { LINES_PER_PAGE, type Shown, shownIn } from '../paged-lines.ts'
import type { Words } from '../words.ts'

const MOST_LINES = 2000

/** An order with where its units are, in the order of its process. */
export type Progressing = OrderDetail & { readonly progress: readonly InState[] }

/** A line with how many of its units are in which state. */
export type ShownLine = OrderLine & { readonly units: Readonly<Record<string, number>> }
export type ShownLines = Omit<LinePage, 'rows'> &
  Shown & {
    readonly rows: readonly ShownLine[]
    /** What else is known of some of them, by the line. */
    readonly terms: ReadonlyMap<number, OrderLineTermsRow>
  }

/** Reads the lines of an order that the page's query string asks for. */
export const shownLines = async (context: PageContext, order: string): Promise<ShownLines> => {
  const shown = shownIn(context)
  const limit = shown.all ? MOST_LINES : LINES_PER_PAGE
  const { viewer, db } = context
  const page = await readOrderLines(viewer, db, order, { ...shown, limit })
  const numbers = page.rows.map(({ line }) => line)
  const [units, terms] = await Promise.all([
    readUnitsOf(viewer, db, order, numbers),
    readLineTerms(viewer, db, order, numbers),
  ])
  return { ...page, ...shown, terms, rows: page.rows.map(row => ({ ...row, units: units.get(row.line) ?? {} })) }
}

/** A price of one unit, with all of its decimals: rounding would hide them. */
export const unitPrice = ({ format }: Words, { unitPrice }: Pick<OrderLine, 'unitPrice'>, currency: string): string =>
  format.price(unitPrice, currency)
