import { z } from 'zod'
import { type Context, type FactRef, type Rejection, reject, rejectAll } from '../decider.ts'
import { stockLevel } from '../facts/stock-level.ts'
import { warehouseStatus } from '../facts/warehouse-status.ts'
import { AskedKey, AskedSku } from '../shared/id.ts'
import { MAX_TRANSFER_LINES, MAX_UNITS } from '../shared/limits.ts'
import type { Known, Line } from './transfer-state.ts'

export const AskedPlan = z.strictObject({
  from: AskedKey,
  to: AskedKey,
  lines: z
    .array(z.strictObject({ sku: AskedSku, quantity: z.int().min(1).max(MAX_UNITS) }))
    .min(1)
    .max(MAX_TRANSFER_LINES),
})
type AskedPlan = z.infer<typeof AskedPlan>

const stockIn = (warehouse: string, sku: string): string => `${warehouse}.${sku}`

/** Why goods can not go to a warehouse. */
export const unreachable = ({ to }: Pick<Known, 'to'>, { facts }: Context): Rejection | undefined => {
  const status = facts.of(warehouseStatus, to)
  if (status === 'absent') return reject('invalid', 'WarehouseUnknown', { warehouse: to }, 'to')
  return status === 'closed' ? reject('conflict', 'WarehouseIsClosed', { warehouse: to }, 'to') : undefined
}

const misplanned = ({ from, lines }: AskedPlan, { facts }: Context): Rejection | undefined => {
  const first = new Map([...lines].reverse().map(({ sku }, index) => [sku, lines.length - 1 - index]))
  return rejectAll(
    lines.flatMap(({ sku }, index) => {
      const field = `lines.${index}.sku`
      if (first.get(sku) !== index) return [reject('invalid', 'TransferSkuTwice', { sku }, field)]
      const { onHand } = facts.of(stockLevel, stockIn(from, sku))
      return onHand === null ? [reject('invalid', 'StockNotThere', { sku, warehouse: from }, field)] : []
    }),
  )
}

type Planned = { from: string; to: string; lines: Line[] }

/** What is asked, as it can be; else why not. */
export const planned = (asked: AskedPlan, context: Context): Planned | Rejection => {
  const { from, to } = asked
  if (from === to) return reject('invalid', 'TransferWithinWarehouse', {}, 'to')
  const refused = unreachable(asked, context) ?? misplanned(asked, context)
  return refused ?? { from, to, lines: asked.lines.map((line, index) => ({ line: index + 1, ...line })) }
}

/** The lines of which fewer are free than are to be sent. The stocks are asked once more when they are: others take from them. */
export const tooLittle = ({ from, lines }: Known, { facts }: Context): Rejection | undefined =>
  rejectAll(
    lines.flatMap(({ line, sku, quantity }) => {
      const { free } = facts.of(stockLevel, stockIn(from, sku))
      const short = { line, sku, warehouse: from, quantity, available: free }
      return quantity > free ? [reject('conflict', 'StockTooLittle', short, `lines.${line - 1}.quantity`)] : []
    }),
  )

/** What a rule about a warehouse asks. */
export const goesTo = (id: string): FactRef => ({ fact: warehouseStatus, id })

/** And one about all of a plan. */
export const ofPlan = ({ from, to, lines }: Pick<AskedPlan, 'from' | 'to' | 'lines'>): readonly FactRef[] => [
  goesTo(to),
  ...lines.map(({ sku }) => ({ fact: stockLevel, id: stockIn(from, sku) })),
]
