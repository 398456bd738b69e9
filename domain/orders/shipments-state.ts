import { z } from 'zod'
import { MAX_SHIPMENTS } from '../shared/limits.ts'
import { tidy } from '../shared/name.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import type { OrderedLine } from './line.ts'
import type { OrderAddress } from './order-address.ts'
import { statesFor } from './process/acts.ts'
import { hasFlag, type OrderProcess } from './process/definition.ts'
import type { Units } from './units.ts'

/** The number of a shipment within its order, from 1; none is given twice. */
export const ShipmentNumber = z.int().positive()

/** As a command may name it. */
export const AskedShipment = ShipmentNumber.max(MAX_SHIPMENTS)
/** What people write or scan, each number once: a comma or a new line parts them where there are several. */
const numbersIn = (written: readonly string[]): string[] => {
  const numbers = written.flatMap(several => several.split(/[,;\n]/)).map(tidy)
  return [...new Set(numbers.filter(number => number !== ''))]
}
/** So many numbers a parcel can have, of so many characters. */
const MAX_NUMBERS = 20
const LONGEST = 64
/** The numbers of a parcel as a command may bring them. */
export const AskedTracking = z
  .array(z.string().max(1000))
  .overwrite(numbersIn)
  .refine(numbers => numbers.every(number => number.length <= LONGEST), 'tracking')
  .max(MAX_NUMBERS)

/** Units of a line of one shipment. */
export const ShipmentUnits = z.strictObject({
  shipment: ShipmentNumber,
  line: z.int().positive(),
  quantity: z.int().positive(),
})
export type ShipmentUnits = z.infer<typeof ShipmentUnits>

export type Delivery = { readonly method: string; readonly name: string }

/** Units of one line that go with a shipment: how many of them went, and how many of those arrived. */
export type Share = { readonly quantity: number; readonly shipped: number; readonly delivered: number }

/** What goes to one address by one method: how much of each line. What was cancelled goes with none. */
export type Shipment = {
  readonly shipment: number
  /** The delivery method; null where none was chosen. */
  readonly delivery: Delivery | null
  /** Its own, and the country of it; null where it goes where the order goes. An address that was erased is gone. */
  readonly address: OrderAddress | null
  readonly country: string | null
  /** The day it is wished for; null: as soon as can be. */
  readonly requestedOn: string | null
  /** The warehouse that it comes from, where somebody divided it so. */
  readonly warehouse: string | null
  /** By the number of the line; lines without units are not there. */
  readonly shares: ReadonlyMap<number, Share>
}

export type Shipments = {
  /** In the order of their numbers; one that has no units left is gone. */
  readonly all: readonly Shipment[]
  readonly lastNumber: number
  /** The tracking numbers of what was sent, by `parcelKey`. */
  readonly parcels: PersistentMap<readonly string[]>
}

/** What went with one shipment at once is known by the id of the command that sent it. */
export const parcelKey = (shipment: number, commandId: string): string => `${shipment}/${commandId}`

/** What was sent, with its tracking numbers. */
export const parcelsOf = ({ parcels }: Shipments) =>
  [...parcels].map(([key, tracking]) => {
    const [shipment = '', parcel = ''] = key.split('/')
    return { shipment: Number(shipment), parcel, tracking }
  })

const NONE: Share = { quantity: 0, shipped: 0, delivered: 0 }

/** How far units are that an order begins with: one that comes from elsewhere may have been sent there. */
const beginsAs = (process: OrderProcess, state: string): 'here' | 'sent' | 'arrived' => {
  if (hasFlag(process, state, 'reserved')) return 'here'
  return statesFor(process, 'deliver').has(state) ? 'sent' : 'arrived'
}

type Begun = { readonly process: OrderProcess; readonly state: string; readonly delivery: Delivery | null }

/** How an order begins: all of it goes at once. */
export const oneShipment = (
  lines: readonly Pick<OrderedLine, 'line' | 'quantity'>[],
  { process, state, delivery }: Begun,
): Shipments => {
  const far = beginsAs(process, state)
  const shares = new Map(
    lines.map(({ line, quantity }) => [
      line,
      { quantity, shipped: far === 'here' ? 0 : quantity, delivered: far === 'arrived' ? quantity : 0 },
    ]),
  )
  const first = { shipment: 1, delivery, address: null, country: null, requestedOn: null, warehouse: null, shares }
  return { all: [first], lastNumber: 1, parcels: emptyMap() }
}

/** How many units of a line a shipment still has to send. */
export const toSend = ({ shares }: Shipment, line: number): number => {
  const { quantity, shipped } = shares.get(line) ?? NONE
  return quantity - shipped
}

/** How many units of a line are on their way with a shipment. */
export const onTheWay = ({ shares }: Shipment, line: number): number => {
  const { shipped, delivered } = shares.get(line) ?? NONE
  return shipped - delivered
}

type Change = (share: Share, quantity: number) => Share

const changed = (shipment: Shipment, units: readonly Units[], change: Change): Shipment => {
  const shares = new Map(shipment.shares)
  for (const { line, quantity } of units) {
    const share = change(shares.get(line) ?? NONE, quantity)
    if (share.quantity > 0) shares.set(line, share)
    else shares.delete(line)
  }
  return { ...shipment, shares }
}

/** Changes shares of shipments; one that is left without units vanishes. */
export const changingShares = (was: Shipments, units: readonly ShipmentUnits[], change: Change): Shipments => {
  const byShipment = Map.groupBy(units, ({ shipment }) => shipment)
  const all = was.all.map(one => changed(one, byShipment.get(one.shipment) ?? [], change))
  return { ...was, all: all.filter(({ shares }) => shares.size > 0) }
}

export const added: Change = (share, units) => ({ ...share, quantity: share.quantity + units })
export const sent: Change = (share, units) => ({ ...share, shipped: share.shipped + units })
export const arrived: Change = (share, units) => ({ ...share, delivered: share.delivered + units })
/** Units are gone. Of an order that was sent elsewhere they were counted as sent. */
export const removed: Change = ({ quantity, shipped, delivered }, units) => {
  const left = quantity - units
  return { quantity: left, shipped: Math.min(shipped, left), delivered: Math.min(delivered, left) }
}

/** Changes what is said of one shipment. */
export const amending = (
  was: Shipments,
  shipment: number,
  change: Partial<Omit<Shipment, 'shipment' | 'shares'>>,
): Shipments => ({
  ...was,
  all: was.all.map(one => (one.shipment === shipment ? { ...one, ...change } : one)),
})

export const shipmentOf = ({ all }: Shipments, number: number): Shipment | undefined =>
  all.find(({ shipment }) => shipment === number)

/** Units of each line taken from shipments as far as each has them, from the first of `order` on. */
export const takenFrom = (
  order: readonly Shipment[],
  units: readonly Units[],
  has: (shipment: Shipment, line: number) => number,
): ShipmentUnits[] =>
  units.flatMap(({ line, quantity }) => {
    let left = quantity
    return order.flatMap(shipment => {
      const taken = Math.min(left, has(shipment, line))
      left -= taken
      return taken > 0 ? [{ shipment: shipment.shipment, line, quantity: taken }] : []
    })
  })

/** What is said of units where an event names no shipment: before they could be divided there was one. */
export const ofTheFirst = (units: readonly Units[]): ShipmentUnits[] =>
  units.map(({ line, quantity }) => ({ shipment: 1, line, quantity }))
