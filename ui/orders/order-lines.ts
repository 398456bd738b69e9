import type { PageContext } from '../../api/page.ts'
import { type LinePage, type OrderLine, readOrderLines } from '../../projections/orders/order-detail.ts'
import { LINES_PER_PAGE, type Shown, shownIn } from '../paged-lines.ts'
import type { Words } from '../words.ts'

const MOST_LINES = 2000

export type ShownLines = LinePage & Shown

/** Reads the lines of an order that the page's query string asks for. */
export const shownLines = async (context: PageContext, order: string): Promise<ShownLines> => {
  const shown = shownIn(context)
  const limit = shown.all ? MOST_LINES : LINES_PER_PAGE
  return { ...(await readOrderLines(context.viewer, context.db, order, { ...shown, limit })), ...shown }
}

/** A price of one unit, with all of its decimals: rounding would hide them. */
export const unitPrice = ({ format }: Words, { unitPrice }: Pick<OrderLine, 'unitPrice'>, currency: string): string =>
  format.price(unitPrice, currency)
