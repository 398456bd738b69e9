import { z } from 'zod'
import { isRejection, type Rejection, reject, rejectAll } from '../decider.ts'
import { isSame } from '../shared/changes.ts'
import { AskedKey, AskedSku } from '../shared/id.ts'
import { MAX_AMOUNT, MAX_LINES, MAX_UNITS } from '../shared/limits.ts'
import { type OrderedLine, unitsLeft } from './line.ts'
import { AskedOrderAddress } from './order-address.ts'
import type { Placed } from './order-state.ts'
import { unitsWith } from './process/stock.ts'
import { processNamed } from './processes/index.ts'
import { AskedLineNumber, AskedQuantity, type Units } from './units.ts'

/** An order as it is to be. What is left out stays as it is. */
export const AskedAmendment = z.strictObject({
  lines: z
    .array(z.strictObject({ line: AskedLineNumber, quantity: z.int().nonnegative().max(MAX_UNITS) }))
    .max(MAX_LINES)
    .optional()
    .describe(
      'How many units of a line the order is to have, 0 for none. What it has more of costs what it costs now.',
    ),
  added: z
    .array(z.strictObject({ sku: AskedSku, quantity: AskedQuantity }))
    .max(MAX_LINES)
    .optional(),
  delivery: AskedKey.optional(),
  shipping: AskedOrderAddress.optional(),
  total: z
    .int()
    .nonnegative()
    .max(MAX_AMOUNT)
    .optional()
    .describe('What it is to come to then, in minor units, as the preview said: refused where it is something else.'),
})
export type AskedAmendment = z.infer<typeof AskedAmendment>

/** How many units of a line may be taken out of the order by an amendment. */
export const amendableUnits = (order: Placed, line: OrderedLine): number =>
  unitsWith(processNamed(order.process), line, 'amendable')

export const isAmendable = (order: Placed): boolean => order.lines.some(line => amendableUnits(order, line) > 0)

/** Whether some of it has left, or came from where it had. */
export const isPartlySent = ({ shipments: { all } }: Placed): boolean =>
  all.some(({ shares }) => [...shares.values()].some(({ shipped }) => shipped > 0))

/** A product that the order is to have more of, and where the command says so. */
export type Wanted = { readonly sku: string; readonly quantity: number; readonly path: string; readonly field: string }

type OfLine = { readonly taken: Units } | { readonly wanted: Wanted } | undefined | Rejection

/** What becomes of one line that is named. */
const ofLine = (order: Placed, { line, quantity }: { line: number; quantity: number }, index: number): OfLine => {
  const path = `lines.${index}`
  const was = order.lines[line - 1]
  if (was === undefined) return reject('invalid', 'OrderLineUnknown', { line }, `${path}.line`)
  const more = quantity - unitsLeft(was)
  if (more === 0) return undefined
  if (more > 0) return { wanted: { sku: was.sku, quantity: more, path, field: `${path}.quantity` } }
  const least = unitsLeft(was) - amendableUnits(order, was)
  return quantity < least
    ? reject('conflict', 'AmendmentBelowSent', { product: was.name, least }, `${path}.quantity`)
    : { taken: { line, quantity: -more } }
}

const namedTwice = (lines: NonNullable<AskedAmendment['lines']>): Rejection[] => {
  const first = new Map(lines.map(({ line }, index) => [line, index] as const).reverse())
  return lines.flatMap(({ line }, index) =>
    first.get(line) === index ? [] : [reject('invalid', 'AmendmentLineTwice', { line }, `lines.${index}.line`)],
  )
}

/** What differs of an order from what it is to be, or what is wrong with that. */
export const differenceOf = (order: Placed, { lines = [], added = [], delivery, shipping }: AskedAmendment) => {
  const changes = lines.map((line, index) => ofLine(order, line, index))
  const refused = rejectAll([...namedTwice(lines), ...changes.filter(isRejection)])
  if (refused !== undefined) return refused
  return {
    taken: changes.flatMap(change => (change !== undefined && 'taken' in change ? [change.taken] : [])),
    wanted: [
      ...changes.flatMap(change => (change !== undefined && 'wanted' in change ? [change.wanted] : [])),
      ...added.map((one, index): Wanted => ({ ...one, path: `added.${index}`, field: `added.${index}.sku` })),
    ],
    delivery: delivery === undefined || delivery === order.delivery ? undefined : delivery,
    shipping: shipping === undefined || isSame(shipping, order.shipping) ? undefined : shipping,
  }
}
export type Difference = Exclude<ReturnType<typeof differenceOf>, Rejection>

export const isNothing = ({ taken, wanted, delivery, shipping }: Difference): boolean =>
  taken.length + wanted.length === 0 && delivery === undefined && shipping === undefined
