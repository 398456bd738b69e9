import { kindOf } from './classify.ts'
import { type ImportCommand, STORE } from './command.ts'
import type { Line } from './line.ts'

/** Lines of one invoice that become one order or return, in the order of the file; never empty. */
export type Invoice = { readonly id: string; readonly first: Line; readonly lines: readonly Line[] }

/** Units of an order's line that can still come back. */
export type Purchase = { readonly order: string; readonly line: number; readonly at: number; left: number }

/** What customers bought, each list from the earliest to the latest. */
export type Purchases = Map<string, Purchase[]>

/** The key of `Purchases`. */
export const purchaseKey = (customer: string, sku: string): string => `${customer}/${sku}`

/** The part that order and return lines have in common; their quantities are positive. */
export const soldLine = ({ sku, name, quantity, price }: Line) => ({
  kind: kindOf(sku),
  sku,
  name,
  quantity: Math.abs(quantity),
  unitPrice: price,
})

/**
 * The file knows one time of an order, that of its invoice: goods had left by then, and no other step has a time that could be told.
 * What came back has an invoice of its own, and its time.
 */
export const orderCommand = (source: string, { id, first, lines }: Invoice): ImportCommand => ({
  category: 'order',
  type: 'RecordOrder',
  id,
  data: {
    ...STORE,
    country: first.country,
    customer: first.customer,
    placedOn: first.day,
    lines: lines.map(soldLine),
  },
  at: new Date(first.at),
  key: `${source}/order/${id}`,
  lines: lines.map(({ line }) => line),
})

/** Everything customers paid for; guests can not be told apart, and what was free does not come back for money. */
export const purchasesOf = (orders: readonly Invoice[]): Purchases => {
  const purchases: Purchases = new Map()
  const remember = (customer: string, purchase: Purchase, { sku }: Line) => {
    const key = purchaseKey(customer, sku)
    const known = purchases.get(key)
    if (known === undefined) purchases.set(key, [purchase])
    else known.push(purchase)
  }
  for (const { id, first, lines } of orders.toSorted((a, b) => a.first.at - b.first.at)) {
    const { customer, at } = first
    if (customer === null) continue
    for (const [index, line] of lines.entries())
      if (line.price !== '0') remember(customer, { order: id, line: index + 1, at, left: line.quantity }, line)
  }
  return purchases
}
