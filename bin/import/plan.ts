import { type Class, classes, classOf, reasons } from './classify.ts'
import { type ImportCommand, inOrder } from './command.ts'
import { customerCommands } from './customers.ts'
import { misfit } from './fit.ts'
import type { Line, Unreadable } from './line.ts'
import { type Invoice, orderCommand, purchasesOf } from './orders.ts'
import { productCommands } from './products.ts'
import type { Lines } from './read-lines.ts'
import type { Repairs } from './repairs.ts'
import { linkReturns, type Returns } from './returns.ts'
import { stockCommands } from './stock.ts'
import { storeCommands } from './store.ts'

/** A line that is not imported. */
export type Rejected = { readonly line: number; readonly invoice: string | null; readonly reason: string }

export type ClassCount = { readonly class: Class; readonly lines: number; readonly invoices: number }

/** What a file becomes. The lines of `commands` and `rejected` together are the file's. */
export type Plan = {
  readonly source: string
  readonly lineCount: number
  /** As things happened; within a stream too. */
  readonly commands: readonly ImportCommand[]
  readonly rejected: readonly Rejected[]
  readonly classes: readonly ClassCount[]
  readonly repairs: Readonly<Repairs>
  readonly links: Omit<Returns, 'commands'>
}

const byInvoice = (lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> =>
  Map.groupBy(lines, line => line.invoice)

/** Lines of an invoice that bear a later time than its earliest get the earliest. */
const withInvoiceTimes = (lines: readonly Line[], repairs: Repairs): readonly Line[] => {
  const earliest = new Map<string, Line>()
  const late = new Set<string>()
  for (const line of lines) {
    const known = earliest.get(line.invoice)
    if (known !== undefined && known.at !== line.at) late.add(line.invoice)
    if (known === undefined || line.at < known.at) earliest.set(line.invoice, line)
  }
  repairs.timesUnified += late.size
  return lines.map(line => {
    const first = earliest.get(line.invoice)
    return first === undefined || first.at === line.at ? line : { ...line, at: first.at, day: first.day }
  })
}

const valuesOf = ({ sku, name, quantity, at, price, customer, country }: Line): string =>
  `${sku}\n${name}\n${quantity}\n${at}\n${price}\n${customer}\n${country}`

const countDuplicates = (lines: readonly Line[]): number => {
  let duplicates = 0
  for (const ofInvoice of byInvoice(lines).values()) {
    if (ofInvoice.length > 1) duplicates += ofInvoice.length - new Set(ofInvoice.map(valuesOf)).size
  }
  return duplicates
}

const rejectedLine =
  (reason: string) =>
  ({ line, invoice }: Line): Rejected => ({ line, invoice, reason })

/** Groups lines into invoices; a line that names another customer or country than the invoice's first is rejected. */
const invoicesOf = (lines: readonly Line[], rejected: Rejected[]): readonly Invoice[] => {
  const invoices: Invoice[] = []
  for (const [id, all] of byInvoice(lines)) {
    const [first] = all
    if (first === undefined) continue
    const belongs = ({ customer, country }: Line) => customer === first.customer && country === first.country
    invoices.push({ id, first, lines: all.filter(belongs) })
    rejected.push(...all.filter(line => !belongs(line)).map(rejectedLine(reasons.stranger)))
  }
  return invoices
}

/** Lines whose values the shop can keep; the others are rejected. */
const fitting = (lines: readonly Line[], rejected: Rejected[]): readonly Line[] =>
  lines.filter(line => {
    const problem = misfit(line)
    if (problem !== undefined) rejected.push(rejectedLine(problem)(line))
    return problem === undefined
  })

type Sorted = Readonly<Record<Class, readonly Line[]>>

const sortedOut = (lines: readonly Line[]): Sorted => {
  const groups = Map.groupBy(lines, classOf)
  const of = (name: Class) => groups.get(name) ?? []
  return {
    sale: of('sale'),
    return: of('return'),
    stockMovement: of('stockMovement'),
    freeItem: of('freeItem'),
    badDebt: of('badDebt'),
    testCode: of('testCode'),
    contradictory: of('contradictory'),
  }
}

const classCounts = (sorted: Sorted): ClassCount[] =>
  classes.map(name => ({ class: name, lines: sorted[name].length, invoices: byInvoice(sorted[name]).size }))

const byLine = (a: { line: number }, b: { line: number }) => a.line - b.line

/** Free items travel with the order of their invoice; without one they are rejected. */
const ordersOf = ({ sale, freeItem }: Sorted, rejected: Rejected[]): readonly Invoice[] => {
  const ordered = new Set(sale.map(({ invoice }) => invoice))
  const free = freeItem.filter(({ invoice }) => ordered.has(invoice))
  const homeless = freeItem.filter(({ invoice }) => !ordered.has(invoice))
  rejected.push(...homeless.map(rejectedLine(reasons.freeItem)))
  return invoicesOf(free.length === 0 ? sale : [...sale, ...free].toSorted(byLine), rejected)
}

const unreadableLine = ({ line, reason }: Unreadable): Rejected => ({ line, invoice: null, reason })

/** Decides what becomes of every line of a file. Nothing is sent, nothing is looked up. */
export const planImport = (file: Lines): Plan => {
  const { source } = file
  const repairs = { ...file.repairs, duplicatesKept: countDuplicates(file.lines) }
  const rejected: Rejected[] = file.unreadable.map(unreadableLine)
  const sorted = sortedOut(fitting(withInvoiceTimes(file.lines, repairs), rejected))
  for (const name of ['badDebt', 'testCode', 'contradictory'] as const)
    rejected.push(...sorted[name].map(rejectedLine(reasons[name])))
  const orders = ordersOf(sorted, rejected)
  const returned = invoicesOf(sorted.return, rejected)
  const { commands, ...links } = linkReturns(source, returned, purchasesOf(orders))
  const sold = orders.flatMap(({ lines }) => lines)
  // A free item without an order is rejected, but it still tells of its customer.
  const invoiced = [...sorted.sale, ...sorted.return, ...sorted.freeItem].toSorted(byLine)
  const all = inOrder([
    ...productCommands(
      source,
      sold.filter(({ price }) => price !== '0'),
      repairs,
    ),
    ...customerCommands(source, invoiced, repairs),
    ...orders.map(order => orderCommand(source, order)),
    ...commands,
    ...stockCommands(source, sorted.stockMovement, repairs),
  ])
  return {
    source,
    lineCount: file.lines.length + file.unreadable.length,
    commands: [...storeCommands(source, all), ...all],
    rejected: rejected.toSorted(byLine),
    classes: classCounts(sorted),
    repairs,
    links,
  }
}
