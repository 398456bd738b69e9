import type { z } from 'zod'
import type { OrderedLine } from './line.ts'
import type { Expense, PlacedLine } from './terms.ts'
import { type LineTax, paidOf } from './totals.ts'

/** What is paid for a line, or for what is left of it, by what it comes to. */
export const paidForLine = ({ total, tax }: { readonly total: number; readonly tax?: LineTax | undefined }): number =>
  paidOf(total, tax === undefined ? [] : [tax])

/** What is paid for delivery and fees. */
export const expensesOf = (expenses: readonly Expense[]): number =>
  expenses.reduce((sum, { amount, taxes }) => sum + paidOf(amount, taxes), 0)

/** A line as it begins: all of its units in one state. */
export const lineBegun = (sold: z.infer<typeof PlacedLine>, state: string, dueAt: string | null): OrderedLine => {
  const { line, kind, sku, name, quantity, unitPrice, tax, discounts = [], options = [] } = sold
  return {
    line,
    kind,
    sku,
    name,
    quantity,
    unitPrice,
    paid: paidForLine(sold),
    priced: quantity,
    ...(tax === undefined ? {} : { rate: tax.rate }),
    discounts: discounts.map(({ code, ...discount }) => (code === undefined ? discount : { ...discount, code })),
    options: options.map(({ key, name: called, unitPrice: price }) => ({ key, name: called, unitPrice: price })),
    cancelled: 0,
    returned: 0,
    given: 0,
    units: { [state]: { quantity, dueAt } },
    held: [],
    backordered: 0,
  }
}
