import { stock } from '../../domain/catalog/stock.ts'
import { order as orders } from '../../domain/orders/order.ts'
import { after, SECOND } from './calendar.ts'
import type { Step } from './command.ts'

export type Line = { readonly sku: string; readonly quantity: number }
type Units = { readonly line: number; readonly quantity: number }
/** An order, of which store it is, and what it takes. */
type Of = { readonly id: string; readonly store: string; readonly lines: readonly Line[] }

/** Everything comes from the first warehouse, which serves every store. */
const WAREHOUSE = 'main'
const LOT = 24

const reservationOf = (id: string, line: number): string => `${id}.${line}.demo`

type Act = { readonly type: keyof typeof stock.commands; readonly data: object; readonly at: Date }

const stockStep = ({ id }: Pick<Of, 'id'>, sku: string, act: Act): Step => ({
  category: stock.category,
  id: `${WAREHOUSE}.${sku}`,
  behind: [`order-${id}`],
  ...act,
})

/** What a line needs is reserved; where too little lies there, some has come in just then. */
export const reserved = (of: Of, which: readonly number[], at: Date): Step[] =>
  which.flatMap(line => {
    const { id: order, store, lines } = of
    const { sku = '', quantity = 0 } = lines[line - 1] ?? {}
    const reservation = reservationOf(order, line)
    // A second before: sent again after an interruption it comes too late, and so changes nothing.
    const before = after(at, -SECOND)
    const goods = { by: quantity + LOT, reason: 'received' }
    const received = stockStep(of, sku, { type: 'AdjustStock', data: goods, at: before })
    const held = { warehouse: WAREHOUSE, reservation, line, quantity }
    return [
      { ...received, adapt: { kind: 'ifLacking' as const, quantity } },
      stockStep(of, sku, { type: 'ReserveStock', data: { reservation, order, line, quantity, store }, at }),
      {
        category: orders.category,
        id: order,
        type: 'NoteReservation',
        data: held,
        at: after(at, SECOND),
        behind: [`stock-${WAREHOUSE}.${sku}`],
      },
    ]
  })

/** What was cancelled needs no stock any more; of a line that is gone as a whole all of it. */
export const released = (of: Of, units: readonly Units[], at: Date): Step[] =>
  units.map(({ line, quantity }) => {
    const { sku = '', quantity: ordered } = of.lines[line - 1] ?? {}
    const part = quantity === ordered ? {} : { quantity, release: `${of.id}.cancelled` }
    return stockStep(of, sku, {
      type: 'ReleaseReservation',
      data: { reservation: reservationOf(of.id, line), ...part, store: of.store },
      at,
    })
  })

/** What left the house lies there no more. */
export const deducted = (of: Of, which: readonly number[], at: Date): Step[] =>
  which.map(line =>
    stockStep(of, of.lines[line - 1]?.sku ?? '', {
      type: 'DeductReservation',
      data: { reservation: reservationOf(of.id, line), store: of.store },
      at,
    }),
  )
