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
import { MAX_ATTEMPTS, MAX_LINES, MAX_PLACES, MAX_STOCK, MAX_TRANSFER_LINES } from '../shared/limits.ts'
import { reasonGiven, StockReason } from '../shared/stock-reason.ts'
import { productStatus } from './product.ts'
import { arriving, available, correcting, sending, takingBack } from './stock-moves.ts'
import { deducting, releasing, reserving, writingOff } from './stock-reserving.ts'
import { attemptOf, initial, lessen, reserve, type Stock, settle, taken, transferred } from './stock-state.ts'
import { awaiting, isOutdated, serve, serving, waitingNoMore } from './stock-waiting.ts'

const Quantity = z.int().min(1).max(MAX_STOCK)
const Change = z.int().min(-MAX_STOCK).max(MAX_STOCK)
const Reservation = z.string().min(1).max(200)
const Attempt = z.int().min(1).max(MAX_ATTEMPTS)
const AskedLineNumber = z.int().min(1).max(MAX_LINES)
const TransferLine = z.int().min(1).max(MAX_TRANSFER_LINES)

/** An order's event, by its place in the order, or by order and place. */
const Version = z.int().min(0).max(MAX_STOCK)
const Act = z.string().min(1).max(200)
/** Of the order: what is said of it is told to whoever may see the store's. */
const OfStore = { store: Key.optional() }
const Waiting = { order: z.string(), line: z.int(), version: z.int(), ...OfStore }

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
    pickList: Key.optional(),
  }),
  NeverOutOfStockSet: z.strictObject({}),
  NeverOutOfStockEnded: z.strictObject({}),
  LowStockThresholdSet: z.strictObject({ lowStockThreshold: z.int().nullable() }),
  /** `line`: of the order. `waited`: it had waited for it. `more`: others who wait can be served, too. */
  StockReserved: z.strictObject({
    reservation: Reservation,
    order: z.string(),
    line: z.int().optional(),
    quantity: z.int(),
    ...OfStore,
    waited: z.literal(true).optional(),
    more: z.literal(true).optional(),
  }),
  /** All of it, or of one that may be granted in parts what there was not. `next`: the warehouses that are asked then. */
  StockReservationRefused: z.strictObject({
    reservation: Reservation,
    order: z.string(),
    line: z.int().optional(),
    quantity: z.int(),
    available: z.int(),
    next: z.array(z.string()).optional(),
    ...OfStore,
  }),
  /** `release`: what let go of a part of it. */
  StockReservationReleased: z.strictObject({
    reservation: Reservation,
    quantity: z.int(),
    release: z.string().optional(),
    ...OfStore,
  }),
  /** `shipment`: with which a part of it left. `missing`: so many fewer lay here than left. */
  StockDeducted: z.strictObject({
    reservation: Reservation,
    quantity: z.int(),
    shipment: z.string().optional(),
    ...OfStore,
    missing: z.int().optional(),
  }),
  /** So many units of an order's line wait here from now on. `version`: the order's event that said so. */
  StockAwaited: z.strictObject({ ...Waiting, quantity: z.int(), since: z.string() }),
  StockAwaitingEnded: z.strictObject(Waiting),
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
  StockReserved: (stock, { reservation, order, line, quantity, waited }) => {
    const then = reserve(stock, reservation, quantity)
    return waited === true && line !== undefined ? serve(then, { order, line }, quantity) : then
  },
  StockReservationRefused: (stock, { reservation }) =>
    stock.reserved.has(reservation) ? stock : settle(stock, reservation, 'refused'),
  StockReservationReleased: (stock, data) => lessen(stock, data, 'released', data.release),
  StockDeducted: (stock, data) => ({
    ...lessen(stock, data, 'deducted', data.shipment),
    onHand: (stock.onHand ?? 0) - data.quantity + (data.missing ?? 0),
  }),
  StockAwaited: awaiting,
  StockAwaitingEnded: waitingNoMore,
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
  /** `inParts`: what there is if there is not enough. `next`: where else the rest can be asked for. */
  ReserveStock: z.strictObject({
    reservation: Reservation,
    order: Key,
    line: AskedLineNumber.optional(),
    quantity: Quantity,
    inParts: z.literal(true).optional(),
    next: z.array(Key).max(MAX_PLACES).optional(),
    ...OfStore,
  }),
  /** All of it, or with `quantity` a part, once per `release`. */
  ReleaseReservation: z.strictObject({
    reservation: Reservation,
    quantity: Quantity.optional(),
    release: Act.optional(),
    ...OfStore,
  }),
  /** All of it, or with `quantity` a part, once per `shipment`. */
  DeductReservation: z.strictObject({
    reservation: Reservation,
    quantity: Quantity.optional(),
    shipment: Act.optional(),
    ...OfStore,
  }),
  /** Units of a reservation are not where they should lie: they are held no more, and do not lie here. Once per `release`. */
  WriteOffReservation: z.strictObject({
    reservation: Reservation,
    quantity: Quantity,
    release: Act,
    pickList: Key,
    ...OfStore,
  }),
  /** Units of an order's line wait here, so many in all; later events of the order count more than earlier ones. */
  AwaitStock: z.strictObject({
    order: Key,
    line: AskedLineNumber,
    quantity: Quantity,
    since: z.iso.datetime().max(30),
    version: Version,
    ...OfStore,
  }),
  StopAwaiting: z.strictObject({ order: Key, line: AskedLineNumber, version: Version, ...OfStore }),
  /** Whoever waits gets what is free. */
  ServeWaiting: z.strictObject({}),
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
  ReserveStock: (stock, data, { id, facts }) => placed(id, reserving(stock, data, isOpen(id, facts))),
  ReleaseReservation: releasing,
  DeductReservation: deducting,
  WriteOffReservation: writingOff,
  AwaitStock: (stock, data, { id, facts }) => {
    if (isOutdated(stock, data)) return []
    const served = serving(awaiting(stock, data), isOpen(id, facts) ? available(stock) : 0)
    return placed(id, [{ type: 'StockAwaited', data }, ...served])
  },
  StopAwaiting: (stock, data, { id }) =>
    isOutdated(stock, data) ? [] : placed(id, [{ type: 'StockAwaitingEnded', data }]),
  ServeWaiting: (stock, _, { id, facts }) => serving(stock, isOpen(id, facts) ? available(stock) : 0),
  SendStock: (stock, data, { id }) => placed(id, sending(stock, data)),
  TakeBackStock: (stock, data) => takingBack(stock, data),
  ReceiveStock: (stock, data, { id }) => placed(id, arriving(stock, data)),
  CorrectStock: (stock, data) => correcting(stock, data),
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
  StockAwaited: ({ order, line }) => [`waiting.${order}/${line}`],
  StockAwaitingEnded: ({ order, line }) => [`waiting.${order}/${line}`],
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
    AwaitStock: (_, id) => inWarehouse(id),
    ServeWaiting: (_, id) => inWarehouse(id),
  },
}
