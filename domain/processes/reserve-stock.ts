import { stock, stockPlace } from '../catalog/stock.ts'
import type { Held } from '../orders/moved.ts'
import { order } from '../orders/order.ts'
import { hasFlag } from '../orders/process/definition.ts'
import { needsStock } from '../orders/process/stock.ts'
import { processNamed } from '../orders/processes/index.ts'
import { skuSpelled } from '../shared/id.ts'
import { type Process, type ProcessEvent, type Reaction, type StockPlaces, send } from './process.ts'

const stockIn = (warehouse: string, sku: string): string => `${warehouse}.${skuSpelled(sku)}`

type Line = { readonly sku: string }
type Seeking = { readonly id: string; readonly eventId: string }

/** Which warehouses there are is known when it is looked up; from then on the order says where it asked. */
const seek = (
  { id, eventId }: Seeking,
  store: string,
  lines: readonly Line[],
  isAnswered: (places: StockPlaces) => boolean = () => true,
): Reaction => ({
  lookForStock: { store, skus: [...new Set(lines.map(({ sku }) => skuSpelled(sku)))] },
  then: places =>
    isAnswered(places) ? send(order, id, 'SeekStock', { ask: eventId, places: [...places] }) : undefined,
})

/** What asks for stock as soon as it is placed. */
const reservable = ({ process: name, state, lines }: ProcessEvent<'OrderPlaced'>['data']) => {
  const process = processNamed(name)
  return hasFlag(process, state ?? process.start, 'reserved') ? lines.filter(needsStock) : []
}

type Wanted = {
  readonly order: string
  readonly store?: string | undefined
  readonly line: number
  readonly reservation: string
  readonly quantity: number
}

/** The next warehouse is asked for what is lacking; where there is none the order hears of it. */
const askNext = (sku: string, { order: id, ...wanted }: Wanted, [warehouse, ...next]: readonly string[]): Reaction =>
  warehouse === undefined
    ? send(order, id, 'NoteShortage', { line: wanted.line })
    : send(stock, stockIn(warehouse, sku), 'ReserveStock', { order: id, ...wanted, inParts: true, next })

const serveWaiting = ({ id }: { readonly id: string }) => [send(stock, id, 'ServeWaiting', {})]

/** An event of an order as the part of a reservation that it takes. */
const actOf = ({ id, revision }: { readonly id: string; readonly revision: number }) => `${id}@${revision}`

/** The parts of reservations that an event of an order takes, each where it is held. Several shipments may take of one. */
const partsOf = (taken: readonly Held[], { store }: { readonly store: string }) =>
  [...Map.groupBy(taken, ({ warehouse, reservation }) => `${warehouse} ${reservation}`).values()].flatMap(of =>
    of.slice(0, 1).map(({ warehouse, sku, reservation }) => ({
      at: stockIn(warehouse, sku),
      part: { reservation, quantity: of.reduce((sum, { quantity }) => sum + quantity, 0), store },
    })),
  )

/**
 * What lies where is the stocks' to say, and what is needed is the order's. Stock is asked for, one warehouse after the other;
 * what nobody has waits in all of them. What the order lets go or ships is taken off what is held for it.
 */
export const reserveStock: Process = {
  name: 'reserve-stock',
  on: {
    OrderPlaced: event => {
      const lines = reservable(event.data)
      // A shop without warehouses keeps no stock.
      return lines.length === 0 ? [] : [seek(event, event.data.store, lines, places => places.length > 0)]
    },
    OrderAmended: event => {
      const lines = event.data.lines.filter(needsStock)
      return lines.length === 0 ? [] : [seek(event, event.data.store, lines, places => places.length > 0)]
    },
    ReservationRequested: event => [seek(event, event.data.store, event.data.lines)],
    StockAsked: ({ id, revision, data: { lines, store } }) =>
      lines.map(({ line, sku, quantity, at }) =>
        askNext(sku, { order: id, store, line, reservation: `${id}/${line}@${revision}`, quantity }, at),
      ),
    StockReserved: event => {
      const { order: id, line, reservation, quantity, more } = event.data
      if (line === undefined) return []
      const { warehouse } = stockPlace(event.id)
      const noted = send(order, id, 'NoteReservation', { warehouse, reservation, line, quantity })
      return more === true ? [noted, ...serveWaiting(event)] : [noted]
    },
    StockReservationRefused: ({ id, data: { order, store, line, reservation, quantity, next } }) =>
      line === undefined || next === undefined
        ? []
        : [askNext(stockPlace(id).sku, { order, store, line, reservation, quantity }, next)],
    UnitsBackordered: ({ id, revision: version, data: { lines, places = [], since, store } }) =>
      lines.flatMap(({ line, sku, quantity }) =>
        places.map(warehouse => {
          const waiting = { order: id, store, line, version }
          return quantity === 0 || since === undefined
            ? send(stock, stockIn(warehouse, sku), 'StopAwaiting', waiting)
            : send(stock, stockIn(warehouse, sku), 'AwaitStock', { ...waiting, quantity, since })
        }),
      ),
    UnitsReleased: event =>
      partsOf(event.data.lines, event.data).map(({ at, part }) =>
        send(stock, at, 'ReleaseReservation', { ...part, release: actOf(event) }),
      ),
    UnitsShipped: event =>
      partsOf(event.data.from, event.data).map(({ at, part }) =>
        send(stock, at, 'DeductReservation', { ...part, shipment: actOf(event) }),
      ),
    UnitsMissing: event =>
      partsOf(event.data.lines, event.data).map(({ at, part }) =>
        send(stock, at, 'WriteOffReservation', { ...part, release: actOf(event), pickList: event.data.list }),
      ),
    StockSet: serveWaiting,
    StockAdjusted: event => (event.data.by > 0 ? serveWaiting(event) : []),
    NeverOutOfStockSet: serveWaiting,
    StockReservationReleased: serveWaiting,
    StockReceived: serveWaiting,
    StockSendingTakenBack: serveWaiting,
  },
}
