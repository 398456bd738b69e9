import { z } from 'zod'
import { unstorable } from '../../api/storable.ts'
import { textFor } from '../../api/text/text.ts'
import { fieldErrors } from '../../api/validation.ts'
import { stock } from '../../domain/catalog/stock.ts'
import { deciderOf } from '../../domain/index.ts'
import { AskedLine } from '../../domain/orders/line.ts'
import type { ImportCommand } from './command.ts'
import type { Line } from './line.ts'
import { soldLine } from './orders.ts'
import { movement } from './stock.ts'

const text = textFor('en')
const columns: Readonly<Record<string, string>> = {
  sku: 'the stock code',
  name: 'the description',
  reason: 'the description',
  quantity: 'the quantity',
  by: 'the quantity',
  unitPrice: 'the price',
}

/** What is wrong with data that a command will carry, as a clause; undefined when nothing is. */
const problemOf = (schema: z.ZodType, data: unknown): string | undefined => {
  const { error } = schema.safeParse(data, { reportInput: true })
  const [wrong] = error === undefined ? [] : fieldErrors(text, error)
  if (wrong !== undefined) return `${columns[wrong.field] ?? wrong.field}: ${wrong.message}`
  const [field] = unstorable(data)
  return field === undefined ? undefined : `${columns[field] ?? field}: ${text('invalid.characters')}`
}

const Sold = z.strictObject(AskedLine)

/** Why the shop can not keep a line as it is, if so: a description without end, a price beyond all prices. */
export const misfit = (line: Line): string | undefined =>
  line.price === '0' && line.customer === null
    ? problemOf(stock.commands.RecordStockMovement, movement(line))
    : problemOf(Sold, { ...soldLine(line), unitPrice: line.price.replace('-', '') })

/** The first command that its schema would refuse, and why. Sent, it would end an import half-way. */
export const misfitCommand = (
  commands: readonly ImportCommand[],
): { readonly command: ImportCommand; readonly problem: string } | undefined => {
  for (const command of commands) {
    const schema = deciderOf(command.category)?.commands[command.type]
    if (schema === undefined) throw new Error(`no command ${command.type} of ${command.category}`)
    const problem = problemOf(schema, command.data)
    if (problem !== undefined) return { command, problem }
  }
  return undefined
}
