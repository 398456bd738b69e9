import type { BookedLine, OpenOrder } from '../../../projections/orders/statement-orders.ts'
import { namesIn } from './names.ts'
import type { StatementLine } from './read.ts'

/**
 * How a line fits: the order that it names and what that lacks; that order and another amount; several orders; one that only
 * the amount speaks for; none; or it is booked already, by an import or by somebody who typed it.
 */
export const fits = ['exact', 'amountDiffers', 'several', 'byAmount', 'none', 'booked', 'typed'] as const
export type Fit = (typeof fits)[number]

export type Proposal = {
  readonly line: StatementLine
  readonly fit: Fit
  /** The best first. */
  readonly orders: readonly OpenOrder[]
}

export type Known = {
  /** Orders that some line may name, by any of their names in capitals. */
  readonly named: ReadonlyMap<string, readonly OpenOrder[]>
  /** Orders that lack as much as some line brings, by the amount. */
  readonly owing: ReadonlyMap<number, readonly OpenOrder[]>
  /** Lines that are booked, by their id. */
  readonly booked: ReadonlyMap<string, OpenOrder>
  /** What was booked of the orders that lines name. */
  readonly typed: readonly BookedLine[]
}

export const lacking = ({ due, paid }: OpenOrder): number => Math.max(0, due - paid)

const MOST_ORDERS = 8

const distinct = (orders: readonly OpenOrder[]): OpenOrder[] => [
  ...new Map(orders.map(order => [order.id, order])).values(),
]

/** Those that lack just this, before those that lack something, before those that are paid. */
const bestFirst = (orders: readonly OpenOrder[], amount: number): OpenOrder[] => {
  const rank = (order: OpenOrder) => (lacking(order) === amount ? 0 : lacking(order) > 0 ? 1 : 2)
  return orders.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST_ORDERS)
}

const fitOf = (line: StatementLine, { named, owing, booked, typed }: Known): Omit<Proposal, 'line'> => {
  const known = booked.get(line.id)
  if (known !== undefined) return { fit: 'booked', orders: [known] }
  const orders = bestFirst(distinct(namesIn(line.reference).flatMap(name => named.get(name) ?? [])), line.amount)
  const [first, second] = orders
  if (first === undefined) {
    const others = bestFirst(owing.get(line.amount) ?? [], line.amount)
    return { fit: others.length === 0 ? 'none' : others.length === 1 ? 'byAmount' : 'several', orders: others }
  }
  const isTyped = ({ order, amount, valueDate }: BookedLine) =>
    order === first.id && amount === line.amount && valueDate === line.valueDate
  if (typed.some(isTyped)) return { fit: 'typed', orders }
  const isExact = lacking(first) === line.amount
  if (isExact && (second === undefined || lacking(second) !== line.amount)) return { fit: 'exact', orders }
  return { fit: second === undefined ? 'amountDiffers' : 'several', orders }
}

/** What each line is proposed to be booked on. An order that two lines would pay is proposed for the first only. */
export const proposalsFor = (lines: readonly StatementLine[], known: Known): Proposal[] => {
  const taken = new Set<string>()
  return lines.map(line => {
    const found = fitOf(line, known)
    const [first] = found.orders
    if (found.fit !== 'exact' || first === undefined) return { line, ...found }
    const fit = taken.has(first.id) ? 'amountDiffers' : 'exact'
    taken.add(first.id)
    return { line, ...found, fit }
  })
}
