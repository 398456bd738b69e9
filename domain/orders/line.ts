import { z } from 'zod'
import { type Rejection, reject, rejectAll } from '../decider.ts'
import { decimalsOf } from '../shared/currency.ts'
import { MAX_AMOUNT } from '../shared/limits.ts'
import { AskedPrice, lineTotal, UnitPrice } from '../shared/money.ts'
import { nearest } from '../shared/tax/apportion.ts'
import type { Rate } from '../shared/tax/calculate.ts'
import type { Held } from './moved.ts'
import type { AskedOption, Discount } from './totals.ts'
import { AskedQuantity, Quantity, type Units } from './units.ts'

/** What was sold: a product, its shipping, or a manual position such as a fee or a discount given afterwards. */
export const SoldLine = {
  kind: z.enum(['product', 'shipping', 'manual']),
  sku: z.string().min(1).max(64),
  name: z.string().max(255),
  quantity: Quantity,
  unitPrice: UnitPrice,
}
/** The same as a command may bring it. */
export const AskedLine = { ...SoldLine, quantity: AskedQuantity, unitPrice: AskedPrice }

/** A line as the shop remembers it: how much was ordered, and how much of that is gone again. */
export type OrderedLine = {
  readonly line: number
  readonly kind: 'product' | 'shipping' | 'manual'
  readonly sku: string
  readonly name: string
  readonly quantity: number
  readonly unitPrice: string
  /** What is paid for it, with options and tax and less its discounts, in minor units. */
  readonly paid: number
  /** So many units are paid for: all that were ordered, or what was left of them when the order was amended. */
  readonly priced: number
  /** How it is taxed; undefined where nothing says it. */
  readonly rate?: Rate | undefined
  readonly discounts: readonly Discount[]
  readonly options: readonly AskedOption[]
  readonly cancelled: number
  readonly returned: number
  /** What of `paid` was given back, in minor units. */
  readonly given: number
  /** How many units are in each state of the order's process; what is in none is in no process. */
  readonly units: Readonly<Record<string, UnitsThere>>
  /** Stock that is reserved for it. */
  readonly held: readonly Held[]
  /** Units for which stock was asked and not found. */
  readonly backordered: number
}

/** Units in one state, and when time moves them on. */
export type UnitsThere = { readonly quantity: number; readonly dueAt: string | null }

/** How many units of a line can still be cancelled or come back. */
export const unitsLeft = ({
  quantity,
  cancelled,
  returned,
}: Pick<OrderedLine, 'quantity' | 'cancelled' | 'returned'>): number => quantity - cancelled - returned

/** What of a line its worth depends on. */
type Valued = Pick<OrderedLine, 'unitPrice' | 'quantity' | 'priced' | 'paid' | 'given' | 'cancelled' | 'returned'>

/** What some units of a line cost: their price, and their share of what discounts, options and taxes make of the whole. */
const costOf = ({ unitPrice, priced, paid }: Valued, units: number, currency: string): number => {
  if (units === 0) return 0
  const besides = paid - lineTotal(unitPrice, priced, currency)
  const share = nearest({ parts: BigInt(besides) * BigInt(units), of: BigInt(priced) })
  return Math.max(0, lineTotal(unitPrice, units, currency) + Number(share))
}

/**
 * What `taken` more units of a line give back, in minor units of the order's currency: what was paid, less what was given
 * back already, less what the units cost that then are left. However a line is divided, nothing is given back that was not
 * paid, and in the end all of it is.
 */
export const worth = (line: Valued, taken: number, currency: string): number => {
  const left = line.paid - line.given
  const due = left - costOf(line, unitsLeft(line) - taken, currency)
  return Math.max(0, Math.min(due, left))
}

/** Units with what they are worth; only of lines that are there. */
export const valued = (lines: readonly OrderedLine[], units: readonly Units[], currency: string) =>
  units.flatMap(({ line, quantity }) => {
    const was = lines[line - 1]
    return was === undefined ? [] : [{ line, quantity, amount: worth(was, quantity, currency) }]
  })

/** Names every line once: units of a line that is named several times are added up. */
export const perLine = (units: readonly Units[]): Units[] => {
  const sums = new Map<number, number>()
  for (const { line, quantity } of units) sums.set(line, (sums.get(line) ?? 0) + quantity)
  return [...sums].map(([line, quantity]) => ({ line, quantity }))
}

/** The sum of amounts in minor units. */
export const sumOf = (amounts: readonly { readonly total: number }[]): number =>
  amounts.reduce((sum, { total }) => sum + total, 0)

/** Whether these lines come to no more than an order may. */
export const withinReach = (lines: readonly { quantity: number; unitPrice: string }[], currency: string): boolean => {
  const major = lines.reduce((sum, { quantity, unitPrice }) => sum + Number(unitPrice) * quantity, 0)
  return major * 10 ** decimalsOf(currency) <= MAX_AMOUNT
}

/** Why units can not be taken from an order: it has no such line, or the line has only `left` of them. */
export type Shortage = {
  readonly reason: 'lineUnknown' | 'tooFewLeft'
  readonly line: number
  readonly left: number
}

/** What is asked of lines which do not have it. `units` names each line once. @param leftOf how many a line has for it */
export const shortagesOf = (
  ordered: readonly OrderedLine[],
  units: readonly Units[],
  leftOf: (line: OrderedLine) => number = unitsLeft,
): Shortage[] =>
  units.flatMap(({ line, quantity }): Shortage[] => {
    const found = ordered[line - 1]
    if (found === undefined) return [{ reason: 'lineUnknown', line, left: 0 }]
    return quantity > leftOf(found) ? [{ reason: 'tooFewLeft', line, left: leftOf(found) }] : []
  })

const refused = ({ reason, line, left }: Shortage, lines: readonly Units[]): Rejection => {
  const index = lines.findIndex(asked => asked.line === line)
  return reason === 'lineUnknown'
    ? reject('invalid', 'OrderLineUnknown', { line }, `lines.${index}.line`)
    : reject('conflict', 'TooFewUnitsLeft', { line, left }, `lines.${index}.quantity`)
}

/** Shortages as the refusal of a command whose `lines` asked for them, if there are any. */
export const refuse = (shortages: readonly Shortage[], lines: readonly Units[]): Rejection | undefined =>
  rejectAll(shortages.map(shortage => refused(shortage, lines)))
