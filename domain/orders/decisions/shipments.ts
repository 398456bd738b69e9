import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decision,
  type Facts,
  isRejection,
  type Rejection,
  reject,
  type Touches,
} from '../../decider.ts'
import { carrierStatus, deliveryOffered, knownDeliveryMethod } from '../../facts/known-delivery-method.ts'
import { knownStore, storeIn, storesNamed } from '../../facts/known-store.ts'
import { isSame } from '../../shared/changes.ts'
import { AskedDay } from '../../shared/day.ts'
import { AskedKey, AskedUuid } from '../../shared/id.ts'
import { MAX_LINES, MAX_SHIPMENTS } from '../../shared/limits.ts'
import { daysFrom, localDate } from '../../shared/local-time.ts'
import type { OrderEvents } from '../events/index.ts'
import type { shipmentEvents } from '../events/shipments.ts'
import { AskedOrderAddress, misplaced, type OrderAddress } from '../order-address.ts'
import type { Order, Placed } from '../order-state.ts'
import { shipmentIn, splitByWarehouse } from '../shipments.ts'
import {
  AskedShipment,
  AskedTracking,
  parcelKey,
  type Shipment,
  type ShipmentUnits,
  shipmentOf,
  toSend,
} from '../shipments-state.ts'
import { orderSubject } from '../subject.ts'
import { AskedLineNumber, AskedQuantity } from '../units.ts'
import { placed } from './placed.ts'

/** Units of lines of shipments, as a command may ask for them. */
const AskedShares = z
  .array(z.strictObject({ shipment: AskedShipment, line: AskedLineNumber, quantity: AskedQuantity }))
  .min(1)
  .max(MAX_LINES)
const Wishes = {
  /** Where the order goes, in place of an address of its own. */
  toOrder: z.boolean().optional(),
  address: AskedOrderAddress.optional(),
  delivery: AskedKey.optional(),
  /** The day at the store that it is wished for; null: as soon as can be. */
  requestedOn: AskedDay.nullable().optional(),
}

export const shipmentCommands = {
  /** Units go by themselves: to another address, by another method, on another day, or in a parcel of their own. */
  CreateShipment: z.strictObject({ units: AskedShares, ...Wishes }),
  MoveToShipment: z.strictObject({ shipment: AskedShipment, units: AskedShares }),
  /** All that it still has to send goes with another one. */
  MergeShipment: z.strictObject({ shipment: AskedShipment, into: AskedShipment }),
  ChangeShipment: z.strictObject({ shipment: AskedShipment, ...Wishes }),
  /** What lies in different warehouses goes by itself, and so does what waits. */
  SplitByWarehouse: z.strictObject({}),
  SetTrackingNumbers: z.strictObject({ shipment: AskedShipment, parcel: AskedUuid, tracking: AskedTracking }),
}
type Wished = {
  readonly toOrder?: boolean | undefined
  readonly address?: OrderAddress | undefined
  readonly delivery?: string | undefined
  readonly requestedOn?: string | null | undefined
}

/** Nobody plans further. */
const MAX_DAYS_AHEAD = 730

const misdated = (order: Placed, day: string | null, now: Date): Rejection | undefined => {
  if (day === null) return undefined
  const ahead = daysFrom(localDate(now, order.timeZone), day)
  if (ahead < 0) return reject('invalid', 'DeliveryDatePast', {}, 'requestedOn')
  return ahead > MAX_DAYS_AHEAD
    ? reject('invalid', 'DeliveryDateTooFar', { days: MAX_DAYS_AHEAD }, 'requestedOn')
    : undefined
}

const misaddressed = ({ store }: Placed, address: OrderAddress | undefined, facts: Facts): Rejection | undefined => {
  if (address === undefined) return undefined
  const at = facts.of(knownStore, store)
  const sells = at.status === 'absent' || at.countries.length === 0 || at.countries.includes(address.country)
  return sells
    ? misplaced(address, null, 'address.')
    : reject('conflict', 'OrderNotSoldThere', { store }, 'address.country')
}

/** No product has a weight yet. */
const NO_WEIGHT = 0

/** The method, or why it is not offered for this order. @param country where the shipment goes; undefined where nobody said it */
const methodFor = (order: Placed, key: string, country: string | undefined, facts: Facts) => {
  const { store, currency, total } = order
  const at = storeIn(facts, store)
  if (isRejection(at)) return at
  if (country === undefined) return reject('invalid', 'OrderAddressMissing', {}, 'address.street')
  const parcel = { store: { store, countries: at.countries }, currency, country, grams: NO_WEIGHT, value: total }
  const offer = deliveryOffered(facts, key, parcel)
  const name = facts.of(knownDeliveryMethod, key)?.name
  if (offer === undefined || name === undefined)
    return reject('invalid', 'OrderDeliveryUnknown', { delivery: key }, 'delivery')
  if ('notOffered' in offer)
    return reject('conflict', 'OrderDeliveryNotOffered', { delivery: name, reason: offer.notOffered }, 'delivery')
  return { method: key, name }
}

/** Each share once: units of one that is named several times are added up. */
const perShare = (units: readonly ShipmentUnits[]): ShipmentUnits[] => {
  const sums = new Map<string, ShipmentUnits>()
  for (const one of units) {
    const key = `${one.shipment}/${one.line}`
    sums.set(key, { ...one, quantity: one.quantity + (sums.get(key)?.quantity ?? 0) })
  }
  return [...sums.values()]
}

/** Why these can not go with another shipment: they are not there, or were sent. */
const unmovable = (order: Placed, units: readonly ShipmentUnits[], asked: readonly ShipmentUnits[]) => {
  for (const { shipment, line, quantity } of units) {
    const index = asked.findIndex(one => one.shipment === shipment && one.line === line)
    const from = shipmentIn(order, shipment, `units.${index}.shipment`)
    if (isRejection(from)) return from
    const left = toSend(from, line)
    if (quantity > left)
      return reject('conflict', 'TooFewInShipment', { line, left, shipment }, `units.${index}.quantity`)
  }
  return undefined
}

const countToSend = (shipment: Shipment): number =>
  [...shipment.shares.keys()].reduce((sum, line) => sum + toSend(shipment, line), 0)

/** What one shipment has to send is all that is asked for: it would only get another number. */
const isWhole = ({ shipments: { all } }: Placed, units: readonly ShipmentUnits[]): boolean => {
  const [first, ...others] = new Set(units.map(({ shipment }) => shipment))
  const from = others.length === 0 ? all.find(({ shipment }) => shipment === first) : undefined
  if (from === undefined) return false
  const asked = units.reduce((sum, { quantity }) => sum + quantity, 0)
  return [...from.shares.values()].every(({ shipped }) => shipped === 0) && countToSend(from) === asked
}

/** Where a shipment is to go, over where it goes already; an address that it has already is none beside the order's. */
const destination = (order: Placed, { toOrder = false, address }: Wished, was: Shipment | undefined) => {
  const before = was?.country ?? order.country
  if (!toOrder) return { address: address ?? was?.address ?? null, country: address?.country ?? before, before }
  const isOther = address !== undefined && !isSame(address, was?.address ?? null)
  return isOther
    ? reject('invalid', 'ShipmentAddressTwice', {}, 'toOrder')
    : { address: null, country: order.country, before }
}

/** What is wished for a shipment, over what is so already; or what is wrong with it. What stays as it is is not judged again. */
const wished = (order: Placed, asked: Wished, was: Shipment | undefined, { now, facts }: Context) => {
  const to = destination(order, asked, was)
  if (isRejection(to)) return to
  const { address, country, before } = to
  const { requestedOn = was?.requestedOn ?? null } = asked
  const isDayKept = requestedOn === (was?.requestedOn ?? null)
  const news = asked.toOrder === true ? undefined : asked.address
  const wrong = (isDayKept ? undefined : misdated(order, requestedOn, now)) ?? misaddressed(order, news, facts)
  if (wrong !== undefined) return wrong
  const kept = was?.delivery ?? null
  const { delivery: method = kept?.method } = asked
  if (asked.delivery === undefined && kept !== null && country !== before)
    return reject('invalid', 'DeliveryToAnotherCountry', { delivery: kept.name }, 'delivery')
  if (method === undefined || (method === kept?.method && country === before))
    return { address, country, requestedOn, delivery: kept }
  const delivery = methodFor(order, method, country, facts)
  return isRejection(delivery) ? delivery : { address, country, requestedOn, delivery }
}

const sealed = ({ customer }: Placed, id: string, address: OrderAddress) => ({
  country: address.country,
  personal: { subject: orderSubject(id, customer), value: { address } },
})

/** Where a new shipment goes as it went before; an address that was erased was in its country. */
const stillAt = (was: Placed, id: string, { address, country }: Pick<Shipment, 'address' | 'country'>) => {
  if (address !== null) return sealed(was, id, address)
  return country === null ? {} : { country }
}

type Asked<Name extends keyof typeof shipmentCommands> = z.infer<(typeof shipmentCommands)[Name]>

const created = (was: Placed, asked: Asked<'CreateShipment'>, context: Context): Decision<OrderEvents> => {
  const { shipments, store } = was
  const units = perShare(asked.units)
  const refused = unmovable(was, units, asked.units)
  if (refused !== undefined) return refused
  if (isWhole(was, units)) return reject('conflict', 'ShipmentOfAll', {}, 'units')
  if (shipments.lastNumber >= MAX_SHIPMENTS) return reject('conflict', 'TooManyShipments', { most: MAX_SHIPMENTS })
  const from = shipmentOf(shipments, units[0]?.shipment ?? 0)
  const found = wished(was, asked, from, context)
  if (isRejection(found)) return found
  const { address, delivery, requestedOn } = found
  const country = asked.toOrder === true ? null : (from?.country ?? null)
  const to = stillAt(was, context.id, { address, country })
  const data = { shipment: shipments.lastNumber + 1, store, units, delivery, requestedOn, ...to }
  return [{ type: 'ShipmentCreated', data }]
}

const movedTo = (was: Placed, { shipment, units: asked }: Asked<'MoveToShipment'>): Decision<OrderEvents> => {
  const to = shipmentIn(was, shipment)
  if (isRejection(to)) return to
  const units = perShare(asked).filter(from => from.shipment !== shipment)
  const refused = unmovable(was, units, asked)
  if (refused !== undefined || units.length === 0) return refused ?? []
  return [{ type: 'UnitsMovedToShipment', data: { shipment, store: was.store, units } }]
}

const merged = (was: Placed, { shipment, into }: Asked<'MergeShipment'>): Decision<OrderEvents> => {
  const from = shipmentIn(was, shipment)
  if (isRejection(from)) return from
  const units = [...from.shares.keys()].flatMap(line => {
    const quantity = toSend(from, line)
    return quantity > 0 ? [{ shipment, line, quantity }] : []
  })
  return units.length === 0
    ? reject('conflict', 'ShipmentIsSent', { shipment })
    : movedTo(was, { shipment: into, units })
}

const readdressed = (was: Placed, { toOrder = false, address }: Wished, is: Shipment, id: string) => {
  const of = { shipment: is.shipment, store: was.store }
  if (toOrder) return is.country === null ? [] : [{ type: 'ShipmentAddressDropped', data: of } as const]
  if (address === undefined || isSame(address, is.address)) return []
  return [{ type: 'ShipmentAddressChanged', data: { ...of, ...sealed(was, id, address) } } as const]
}

const changedOne = (was: Placed, asked: Asked<'ChangeShipment'>, context: Context): Decision<OrderEvents> => {
  const is = shipmentIn(was, asked.shipment)
  if (isRejection(is)) return is
  const { shipment } = is
  if (countToSend(is) === 0) return reject('conflict', 'ShipmentIsSent', { shipment })
  const found = wished(was, asked, is, context)
  if (isRejection(found)) return found
  const { delivery, requestedOn } = found
  const { store } = was
  return [
    ...readdressed(was, asked, is, context.id),
    ...(delivery === null || delivery.method === is.delivery?.method
      ? []
      : [{ type: 'ShipmentMethodChanged', data: { shipment, store, delivery } } as const]),
    ...(requestedOn === is.requestedOn
      ? []
      : [{ type: 'DeliveryDateRequested', data: { shipment, store, requestedOn } } as const]),
  ]
}

/** One new shipment for each further warehouse that units of one lie in, and for those that wait. */
const divided = (was: Placed, { id }: Context): Decision<OrderEvents> => {
  const parts = splitByWarehouse(was)
  if (parts.length === 0) return reject('conflict', 'NothingToDivide')
  const first = was.shipments.lastNumber + 1
  if (first + parts.length - 1 > MAX_SHIPMENTS) return reject('conflict', 'TooManyShipments', { most: MAX_SHIPMENTS })
  return parts.map(({ from, warehouse, units }, index) => ({
    type: 'ShipmentCreated',
    data: {
      shipment: first + index,
      store: was.store,
      units,
      delivery: from.delivery,
      requestedOn: from.requestedOn,
      ...(warehouse === undefined ? {} : { warehouse }),
      ...stillAt(was, id, from),
    },
  }))
}

const tracked = (was: Placed, { shipment, parcel, tracking }: Asked<'SetTrackingNumbers'>): Decision<OrderEvents> => {
  const known = was.shipments.parcels.get(parcelKey(shipment, parcel))
  if (known === undefined) return reject('invalid', 'ParcelUnknown', { shipment }, 'parcel')
  if (isSame(known, tracking)) return []
  return [{ type: 'TrackingNumbersSet', data: { shipment, store: was.store, parcel, tracking } }]
}

export const shipmentDecide: Decide<Order, typeof shipmentCommands, OrderEvents> = {
  CreateShipment: (order, data, context) => placed(order, context.id, was => created(was, data, context)),
  MoveToShipment: (order, data, { id }) => placed(order, id, was => movedTo(was, data)),
  MergeShipment: (order, data, { id }) => placed(order, id, was => merged(was, data)),
  ChangeShipment: (order, data, context) => placed(order, context.id, was => changedOne(was, data, context)),
  SplitByWarehouse: (order, _, context) => placed(order, context.id, was => divided(was, context)),
  SetTrackingNumbers: (order, data, { id }) => placed(order, id, was => tracked(was, data)),
}

const whereItGoes = ({ delivery }: Wished, _: unknown, order: Order) => [
  ...(order.status === 'absent' ? [] : storesNamed(order.store)),
  ...(delivery === undefined ? [] : [{ fact: knownDeliveryMethod, id: delivery }]),
]

export const shipmentFacts = { CreateShipment: whereItGoes, ChangeShipment: whereItGoes }

const carrierOf = ({ delivery }: Wished, facts: Facts) => {
  const id = delivery === undefined ? undefined : facts.of(knownDeliveryMethod, delivery)?.carrier
  return id === undefined ? [] : [{ fact: carrierStatus, id }]
}

export const shipmentFurther = { CreateShipment: carrierOf, ChangeShipment: carrierOf }

const all = () => ['shipments'] as const
export const shipmentTouches: Touches<Order, typeof shipmentCommands, typeof shipmentEvents> = {
  ShipmentCreated: all,
  UnitsMovedToShipment: all,
  ShipmentMethodChanged: all,
  ShipmentAddressChanged: all,
  ShipmentAddressDropped: all,
  DeliveryDateRequested: all,
  TrackingNumbersSet: all,
}
