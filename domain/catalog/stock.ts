import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type Facts,
  isRejection,
  type MessageOf,
  reject,
  type Touches,
} from '../decider.ts'
import { warehouseStatus } from '../facts/warehouse-status.ts'
import { changed } from '../shared/changes.ts'
import { Key, skuSpelled, spelled } from '../shared/id.ts'
import { MAX_ATTEMPTS, MAX_STOCK, MAX_TRANSFER_LINES } from '../shared/limits.ts'
import { reasonGiven, StockReason } from '../shared/stock-reason.ts'
import { productStatus } from './product.ts'
import { arriving, available, correcting, sending, takingBack } from './stock-moves.ts'
import { attemptOf, initial, reserve, type Stock, settle, taken, transferred } from './stock-state.ts'

const Quantity = z.int().min(1).max(MAX_STOCK)
const Change = z.int().min(-MAX_STOCK).max(MAX_STOCK)
const Reservation = z.string().min(1).max(200)
const Attempt = z.int().min(1).max(MAX_ATTEMPTS)
const TransferLine = z.int().min(1).max(MAX_TRANSFER_LINES)

const Leaving = { transfer: Key, attempt: z.int(), line: z.int() }

// Stored for ever: never rename a key, only add optional fields.
const events = {
  StockSet: z.strictObject({ quantity: z.int().min(0) }),
  /**
   * `reason`: one of the codes; before there were codes, and of an import, it is what somebody wrote. `imported`: recorded
   * from elsewhere as it was, below zero or not.
   */
  StockAdjusted: z.strictObject({
    by: z.int(),
    reason: z.string(),
    note: z.string().optional(),
    imported: z.literal(true).optional(),
    /** What it follows from. */
    transfer: Key.optional(),
    stockTaking: Key.optional(),
  }),
  NeverOutOfStockSet: z.strictObject({}),
  NeverOutOfStockEnded: z.strictObject({}),
  LowStockThresholdSet: z.strictObject({ lowStockThreshold: z.int().nullable() }),
  StockReserved: z.strictObject({ reservation: Reservation, order: z.string(), quantity: z.int() }),
  StockReservationRefused: z.strictObject({
    reservation: Reservation,
    order: z.string(),
    quantity: z.int(),
    available: z.int(),
  }),
  StockReservationReleased: z.strictObject({ reservation: Reservation, quantity: z.int() }),
  StockDeducted: z.strictObject({ reservation: Reservation, quantity: z.int() }),
  StockSent: z.strictObject({ ...Leaving, quantity: z.int() }),
  StockSendingRefused: z.strictObject({ ...Leaving, quantity: z.int(), available: z.int() }),
  StockSendingTakenBack: z.strictObject({ transfer: Key, attempt: z.int(), quantity: z.int() }),
  StockReceived: z.strictObject({ transfer: Key, quantity: z.int() }),
  /** The difference that a stock taking found does not hold: somebody has counted since. */
  StockCountSuperseded: z.strictObject({ stockTaking: Key, by: z.int() }),
}

const evolve: Evolve<Stock, typeof events> = {
  StockSet: (stock, { quantity }, { at }) => ({ ...stock, onHand: quantity, countedAt: at }),
  StockAdjusted: (stock, { by, stockTaking }, { at }) =>
    taken({ ...stock, onHand: (stock.onHand ?? 0) + by }, stockTaking, at),
  NeverOutOfStockSet: stock => ({ ...stock, neverOutOfStock: true }),
  NeverOutOfStockEnded: stock => ({ ...stock, neverOutOfStock: false }),
  LowStockThresholdSet: (stock, { lowStockThreshold }) => ({ ...stock, lowStockThreshold }),
  StockReserved: (stock, { reservation, quantity }) => reserve(stock, reservation, quantity),
  StockReservationRefused: (stock, { reservation }) => settle(stock, reservation, 'refused'),
  StockReservationReleased: (stock, { reservation }) => settle(stock, reservation, 'released'),
  StockDeducted: (stock, { reservation, quantity }) => ({
    ...settle(stock, reservation, 'deducted'),
    onHand: (stock.onHand ?? 0) - quantity,
  }),
  StockSent: (stock, { transfer, attempt, quantity }) =>
    transferred(stock, transfer, -quantity, { attempt, quantity, outcome: 'sent' }),
  StockSendingRefused: (stock, { transfer, attempt, quantity }) =>
    transferred(stock, transfer, 0, { attempt, quantity, outcome: 'refused' }),
  StockSendingTakenBack: (stock, { transfer, attempt, quantity }) =>
    transferred(stock, transfer, quantity, { attempt, quantity, outcome: 'takenBack' }),
  StockReceived: (stock, { transfer, quantity }) =>
    transferred(stock, transfer, quantity, { attempt: attemptOf(stock, transfer), quantity, outcome: 'received' }),
  StockCountSuperseded: (stock, { stockTaking }) => ({ ...stock, takings: stock.takings.with(stockTaking, true) }),
}

const Reason = z.string().trim().min(1).max(200)

const commands = {
  SetStock: z.strictObject({ quantity: z.int().min(0).max(MAX_STOCK) }),
  AdjustStock: z.strictObject({ by: Change, reason: StockReason, note: Reason.optional() }),
  /** A movement that happened elsewhere: taken as it is, also below zero, and marked. */
  RecordStockMovement: z.strictObject({ by: Change, reason: Reason }),
  SetNeverOutOfStock: z.strictObject({ on: z.boolean() }),
  /** null: nobody is warned. */
  SetLowStockThreshold: z.strictObject({ lowStockThreshold: z.int().min(0).max(MAX_STOCK).nullable() }),
  ReserveStock: z.strictObject({ reservation: Reservation, order: Key, quantity: Quantity }),
  ReleaseReservation: z.strictObject({ reservation: Reservation }),
  DeductReservation: z.strictObject({ reservation: Reservation }),
  SendStock: z.strictObject({ transfer: Key, attempt: Attempt, line: TransferLine, quantity: Quantity }),
  TakeBackStock: z.strictObject({ transfer: Key, attempt: Attempt }),
  ReceiveStock: z.strictObject({
    transfer: Key,
    sent: Quantity,
    received: z.int().min(0).max(MAX_STOCK),
    reason: StockReason.optional(),
    note: Reason.optional(),
  }),
  CorrectStock: z.strictObject({ stockTaking: Key, by: Change, countedAt: z.iso.datetime().max(30) }),
}

/** Warehouse and SKU of a stock id `<warehouse>.<sku>`: a warehouse has no dot, a SKU may. */
export const stockPlace = (id: string): { readonly warehouse: string; readonly sku: string } => {
  const dot = id.indexOf('.')
  return { warehouse: id.slice(0, Math.max(dot, 0)), sku: id.slice(dot + 1) }
}

const spelling = (id: string): string => {
  const { warehouse, sku } = stockPlace(spelled(id))
  return warehouse === '' ? sku : `${warehouse}.${skuSpelled(sku)}`
}

const settledAs = ({ settled }: Stock, reservation: string) => settled.get(reservation)

const placed = (id: string, decision: Decision<typeof events>): Decision<typeof events> => {
  const { warehouse, sku } = stockPlace(id)
  return warehouse === '' || sku === '' ? reject('invalid', 'StockPlaceMalformed', {}, 'id') : decision
}

/** A closed warehouse takes nothing in, and promises nothing; what lies there can be taken out. */
const isOpen = (id: string, facts: Facts): boolean => facts.of(warehouseStatus, stockPlace(id).warehouse) !== 'closed'

/** Older logs have stock in warehouses that nobody ever opened: it can be taken out, like that of a closed one. */
const neverOpened = (id: string, facts: Facts) => {
  const { warehouse } = stockPlace(id)
  if (facts.of(warehouseStatus, warehouse) !== 'absent') return undefined
  const known = warehouse.toLowerCase()
  return facts.of(warehouseStatus, known) === 'absent'
    ? reject('invalid', 'WarehouseUnknown', { warehouse }, 'id')
    : reject('invalid', 'WarehouseSpelledOtherwise', { warehouse, known }, 'id')
}

/** Answers where more may come to lie: of a product that is there, or was recorded there before, in an open warehouse. */
const takesIn = ({ onHand }: Stock, { id, facts }: Context, then: () => Decision<typeof events>) => {
  const { warehouse, sku } = stockPlace(id)
  if (warehouse === '' || sku === '') return placed(id, [])
  if (!isOpen(id, facts)) return reject('conflict', 'WarehouseIsClosed', { warehouse }, 'id')
  const unknown = neverOpened(id, facts)
  if (unknown !== undefined) return unknown
  const isKnown = onHand !== null || facts.of(productStatus, sku) !== 'absent'
  return isKnown ? then() : reject('invalid', 'ProductUnknown', { sku }, 'id')
}

/** Moves what is on hand, unless that takes it beyond what a stock can be, above zero or below. */
const movedBy = ({ onHand }: Stock, by: number, event: MessageOf<typeof events>): Decision<typeof events> =>
  Math.abs((onHand ?? 0) + by) > Math.max(MAX_STOCK, Math.abs(onHand ?? 0))
    ? reject('conflict', 'StockBeyondLimit', { onHand: onHand ?? 0, by, limit: MAX_STOCK }, 'by')
    : [event]

const decide: Decide<Stock, typeof commands, typeof events> = {
  SetStock: (stock, { quantity }, context) => {
    const { onHand } = stock
    const set = (): Decision<typeof events> => (onHand === quantity ? [] : [{ type: 'StockSet', data: { quantity } }])
    return onHand !== null && quantity <= onHand ? set() : takesIn(stock, context, set)
  },
  AdjustStock: (stock, { by, reason, note }, context) => {
    const { onHand, neverOutOfStock } = stock
    if (by === 0) return []
    const given = reasonGiven(reason, note)
    if (isRejection(given)) return given
    if (by < 0 && (onHand ?? 0) + by < 0 && !neverOutOfStock)
      return reject('conflict', 'StockWouldBeNegative', { onHand: onHand ?? 0, by }, 'by')
    const moved = () => movedBy(stock, by, { type: 'StockAdjusted', data: { by, ...given } })
    return by < 0 && onHand !== null ? moved() : takesIn(stock, context, moved)
  },
  RecordStockMovement: (stock, { by, reason }, { id, facts }) => {
    const isOut = by < 0 && stock.onHand !== null
    const moved = () => movedBy(stock, by, { type: 'StockAdjusted', data: { by, reason, imported: true } })
    return placed(id, by === 0 ? [] : ((isOut ? undefined : neverOpened(id, facts)) ?? moved()))
  },
  SetNeverOutOfStock: (stock, { on }, context) => {
    const { onHand, neverOutOfStock } = stock
    if (on === neverOutOfStock) return []
    if (on) return takesIn(stock, context, () => [{ type: 'NeverOutOfStockSet', data: {} }])
    // Turned off below zero, the stock would be negative without the one thing that allows it.
    if ((onHand ?? 0) < 0) return reject('conflict', 'StockIsNegative', { onHand: onHand ?? 0 }, 'on')
    return [{ type: 'NeverOutOfStockEnded', data: {} }]
  },
  SetLowStockThreshold: (stock, { lowStockThreshold }, context) => {
    const set = () => changed('LowStockThresholdSet', stock, { lowStockThreshold })
    return stock.onHand === null ? takesIn(stock, context, set) : set()
  },
  ReserveStock: (stock, data, { id, facts }) => {
    if (stock.reserved.has(data.reservation) || settledAs(stock, data.reservation) !== undefined) return []
    const free = isOpen(id, facts) ? available(stock) : 0
    if (data.quantity <= free) return placed(id, [{ type: 'StockReserved', data }])
    return placed(id, [{ type: 'StockReservationRefused', data: { ...data, available: free } }])
  },
  ReleaseReservation: (stock, { reservation }) => {
    const quantity = stock.reserved.get(reservation)
    if (quantity !== undefined) return [{ type: 'StockReservationReleased', data: { reservation, quantity } }]
    const as = settledAs(stock, reservation)
    if (as === undefined) return reject('unknown', 'ReservationUnknown', { reservation })
    return as === 'deducted' ? reject('conflict', 'ReservationIsDeducted', { reservation }) : []
  },
  DeductReservation: (stock, { reservation }) => {
    const quantity = stock.reserved.get(reservation)
    if (quantity === undefined) return alreadyDeducted(stock, reservation)
    const onHand = stock.onHand ?? 0
    if (quantity > onHand && !stock.neverOutOfStock)
      return reject('conflict', 'StockWouldBeNegative', { onHand, by: -quantity })
    return movedBy(stock, -quantity, { type: 'StockDeducted', data: { reservation, quantity } })
  },
  SendStock: (stock, data, { id }) => placed(id, sending(stock, data)),
  TakeBackStock: (stock, data) => takingBack(stock, data),
  ReceiveStock: (stock, data, { id }) => placed(id, arriving(stock, data)),
  CorrectStock: (stock, data) => correcting(stock, data),
}

const alreadyDeducted = (stock: Stock, reservation: string): Decision<typeof events> => {
  const as = settledAs(stock, reservation)
  if (as === 'deducted') return []
  if (as === undefined) return reject('unknown', 'ReservationUnknown', { reservation })
  return reject('conflict', 'ReservationNotHeld', { reservation })
}

const touches: Touches<Stock, typeof commands, typeof events> = {
  StockSet: () => ['onHand'],
  StockAdjusted: () => ['onHand'],
  NeverOutOfStockSet: () => ['neverOutOfStock'],
  NeverOutOfStockEnded: () => ['neverOutOfStock'],
  LowStockThresholdSet: () => ['lowStockThreshold'],
  StockReserved: ({ reservation }) => [`reserved.${reservation}`],
  StockReservationRefused: ({ reservation }) => [`reserved.${reservation}`],
  StockReservationReleased: ({ reservation }) => [`reserved.${reservation}`],
  StockDeducted: ({ reservation }) => [`reserved.${reservation}`, 'onHand'],
  StockSent: () => ['onHand'],
  StockSendingRefused: ({ transfer }) => [`transfers.${transfer}`],
  StockSendingTakenBack: () => ['onHand'],
  StockReceived: () => ['onHand'],
  StockCountSuperseded: ({ stockTaking }) => [`takings.${stockTaking}`],
}

/** The warehouse, and the one that may be meant by a key with capitals. */
const inWarehouse = (id: string) => {
  const { warehouse } = stockPlace(id)
  return [warehouse, warehouse.toLowerCase()].map(key => ({ fact: warehouseStatus, id: key }))
}
const ofProduct = (id: string) => ({ fact: productStatus, id: stockPlace(id).sku })

/** What lies in one warehouse of one SKU; id = `<warehouse>.<sku>`. Overselling is impossible within it. */
export const stock: Decider<Stock, typeof commands, typeof events> = {
  category: 'stock',
  spelling,
  initial,
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: {
    SetStock: (_, id) => [...inWarehouse(id), ofProduct(id)],
    AdjustStock: (_, id) => [...inWarehouse(id), ofProduct(id)],
    RecordStockMovement: (_, id) => inWarehouse(id),
    SetNeverOutOfStock: (_, id) => [...inWarehouse(id), ofProduct(id)],
    SetLowStockThreshold: (_, id) => [...inWarehouse(id), ofProduct(id)],
    ReserveStock: (_, id) => inWarehouse(id),
  },
}
