import { basename } from 'node:path'
import type { Answer } from '../answer.ts'
import type { CommandType, ImportCommand } from './command.ts'
import type { ClassCount, Plan, Rejected } from './plan.ts'
import type { Repairs } from './repairs.ts'
import type { Returns } from './returns.ts'

/** What the file has become in the shop. */
export type Became = {
  readonly products: number
  /** The first price of each product. */
  readonly firstPrices: number
  readonly priceChanges: number
  readonly customers: number
  readonly orders: number
  /** Of these, by guests. */
  readonly guestOrders: number
  readonly orderLines: number
  readonly returns: number
  /** Lines of the file; one over several purchases counts once. */
  readonly returnLines: number
  /** Orders that returns were booked on. */
  readonly returnBookings: number
  readonly stockMovements: number
}

/** A command its decider did not accept. Its lines are among the rejected ones. */
export type Refused = { readonly key: string; readonly type: CommandType; readonly sentence: string }

/** The account of an import; JSON. `lines` = `imported` + `rejected` + `notReached`. */
export type Report = {
  readonly file: string
  readonly source: string
  readonly lines: number
  readonly imported: number
  /** Lines of commands that were not sent because the import was stopped. */
  readonly notReached: number
  readonly rejected: readonly Rejected[]
  readonly classes: readonly ClassCount[]
  readonly became: Became
  /** Commands that made events now, and those that had made theirs in a run before. */
  readonly commands: { readonly stored: number; readonly known: number; readonly refused: readonly Refused[] }
  readonly repairs: Readonly<Repairs>
  readonly links: Omit<Returns, 'commands'>
}

const linesOf = (commands: readonly ImportCommand[]) => commands.reduce((sum, { lines }) => sum + lines.length, 0)

const becameOf = (commands: readonly ImportCommand[]): Became => {
  const count = (type: CommandType) => commands.filter(command => command.type === type).length
  const prices = commands.filter(({ type }) => type === 'SetPrices')
  const priced = new Set(prices.map(({ id }) => id)).size
  const orders = commands.filter(command => command.type === 'RecordOrder')
  return {
    products: count('CreateProduct'),
    firstPrices: priced,
    priceChanges: prices.length - priced,
    customers: count('RecordCustomer'),
    orders: orders.length,
    guestOrders: orders.filter(({ data }) => data.customer === null).length,
    orderLines: linesOf(orders),
    returns: count('RecordReturn'),
    returnLines: linesOf(commands.filter(({ type }) => type === 'RecordReturn')),
    returnBookings: count('BookReturn'),
    stockMovements: count('RecordStockMovement'),
  }
}

const refusedLines = ({ lines, type, id }: ImportCommand, sentence: string): Rejected[] =>
  lines.map(line => ({ line, invoice: type === 'RecordStockMovement' ? null : id, reason: sentence }))

/** The account of a plan whose commands got these answers. */
export const reportOf = (file: string, plan: Plan, answers: ReadonlyMap<ImportCommand, Answer>): Report => {
  const done: ImportCommand[] = []
  const refused: Refused[] = []
  const rejected = [...plan.rejected]
  let known = 0
  for (const [command, answer] of answers) {
    if (typeof answer === 'string') {
      done.push(command)
      if (answer === 'known') known += 1
      continue
    }
    refused.push({ key: command.key, type: command.type, sentence: answer.rejected })
    rejected.push(...refusedLines(command, answer.rejected))
  }
  const imported = linesOf(done)
  return {
    file: basename(file),
    source: plan.source,
    lines: plan.lineCount,
    imported,
    notReached: linesOf(plan.commands.filter(command => !answers.has(command))),
    rejected: rejected.toSorted((a, b) => a.line - b.line),
    classes: plan.classes,
    became: becameOf(done),
    commands: { stored: done.length - known, known, refused },
    repairs: plan.repairs,
    links: plan.links,
  }
}
