import { type ImportCommand, STORE } from './command.ts'
import type { Line } from './line.ts'
import { type Invoice, type Purchases, purchaseKey, soldLine } from './orders.ts'

/** Units of a return's line for which no purchase was found, and why. */
export type Unlinked = {
  readonly line: number
  readonly invoice: string
  readonly sku: string
  readonly quantity: number
  readonly why: 'noCustomer' | 'neverBought' | 'boughtFewer' | 'cameBackBefore'
}

/** `order` and `line` are null for what could not be linked. */
type Part = { readonly quantity: number; readonly order: string | null; readonly line: number | null }

export type Returns = {
  readonly commands: readonly ImportCommand[]
  readonly unlinked: readonly Unlinked[]
  readonly overSeveralOrders: number
  readonly linesOverSeveralPurchases: number
}

const earlierPurchases = (purchases: Purchases, { customer, sku, at }: Line) =>
  customer === null ? [] : (purchases.get(purchaseKey(customer, sku)) ?? []).filter(purchase => purchase.at <= at)

const whyUnlinked = (purchases: Purchases, bought: Bought, line: Line): Unlinked['why'] => {
  if (line.customer === null) return 'noCustomer'
  const earlier = earlierPurchases(purchases, line)
  if (earlier.length === 0) return 'neverBought'
  return -line.quantity > earlier.reduce((sum, purchase) => sum + (bought.get(purchase) ?? 0), 0)
    ? 'boughtFewer'
    : 'cameBackBefore'
}

/** The quantity of each purchase before anything came back. */
type Bought = ReadonlyMap<object, number>

/** Takes a line's units from the latest earlier purchases that have some left. */
const partsOf = (purchases: Purchases, line: Line): readonly Part[] => {
  const parts: Part[] = []
  let open = -line.quantity
  for (const purchase of earlierPurchases(purchases, line).toReversed()) {
    const quantity = Math.min(open, purchase.left)
    if (quantity === 0) continue
    purchase.left -= quantity
    open -= quantity
    parts.push({ quantity, order: purchase.order, line: purchase.line })
  }
  return open === 0 ? parts : [...parts, { quantity: open, order: null, line: null }]
}

type Split = { readonly line: Line; readonly parts: readonly Part[] }

const returnCommand = (source: string, { id, first, lines }: Invoice, splits: readonly Split[]): ImportCommand => ({
  category: 'return',
  type: 'RecordReturn',
  id,
  data: {
    ...STORE,
    country: first.country,
    customer: first.customer,
    recordedOn: first.day,
    lines: splits.flatMap(({ line, parts }) =>
      parts.map(part => ({ ...soldLine(line), quantity: part.quantity, order: part.order, orderLine: part.line })),
    ),
  },
  at: new Date(first.at),
  key: `${source}/return/${id}`,
  lines: lines.map(({ line }) => line),
})

/** Per order the units of each of its lines that came back. */
const bookings = (splits: readonly Split[]): ReadonlyMap<string, ReadonlyMap<number, number>> => {
  const byOrder = new Map<string, Map<number, number>>()
  for (const { order, line, quantity } of splits.flatMap(({ parts }) => parts)) {
    if (order === null || line === null) continue
    const units = byOrder.get(order) ?? new Map<number, number>()
    byOrder.set(order, units.set(line, (units.get(line) ?? 0) + quantity))
  }
  return byOrder
}

const bookingCommands = (source: string, { id, first }: Invoice, splits: readonly Split[]): ImportCommand[] =>
  [...bookings(splits)].map(([order, units]) => ({
    category: 'order',
    type: 'BookReturn',
    id: order,
    data: { return: id, lines: [...units].map(([line, quantity]) => ({ line, quantity })) },
    at: new Date(first.at),
    key: `${source}/return/${id}/order/${order}`,
    lines: [],
  }))

const isLinked = ({ order }: Part) => order !== null

/** Links the returns to what the same customers bought before, the earliest return first, and uses up `purchases`. */
export const linkReturns = (source: string, returns: readonly Invoice[], purchases: Purchases): Returns => {
  const bought: Bought = new Map([...purchases.values()].flat().map(purchase => [purchase, purchase.left]))
  const commands: ImportCommand[] = []
  const unlinked: Unlinked[] = []
  let overSeveralOrders = 0
  let linesOverSeveralPurchases = 0
  for (const invoice of returns.toSorted((a, b) => a.first.at - b.first.at)) {
    const splits = invoice.lines.map(line => ({ line, parts: partsOf(purchases, line) }))
    const booked = bookingCommands(source, invoice, splits)
    commands.push(returnCommand(source, invoice, splits), ...booked)
    if (booked.length > 1) overSeveralOrders += 1
    for (const { line, parts } of splits) {
      if (parts.filter(isLinked).length > 1) linesOverSeveralPurchases += 1
      const open = parts.find(part => !isLinked(part))
      if (open === undefined) continue
      const { sku } = line
      const why = whyUnlinked(purchases, bought, line)
      unlinked.push({ line: line.line, invoice: invoice.id, sku, quantity: open.quantity, why })
    }
  }
  return { commands, unlinked, overSeveralOrders, linesOverSeveralPurchases }
}
