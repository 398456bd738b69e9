import * as fc from 'fast-check'
import { type Context, fold, isRejection, type MessageOf, type Rejection } from '../../domain/decider.ts'
import type { OrderEvent } from '../../domain/orders/events/index.ts'
import { unitsLeft } from '../../domain/orders/line.ts'
import { order } from '../../domain/orders/order.ts'
import type { Order, Placed } from '../../domain/orders/order-state.ts'
import { pickableIn } from '../../domain/orders/picking.ts'
import { byStep } from '../../domain/orders/process/acts.ts'
import { processSteps } from '../../domain/orders/process/definition.ts'
import { dueOf, paidOf, toRefundOf } from '../../domain/orders/process/money.ts'
import { unitsThatCan } from '../../domain/orders/process/moves.ts'
import { unitsLacking } from '../../domain/orders/process/stock.ts'
import { orderProcesses, processNamed } from '../../domain/orders/processes/index.ts'
import { toSend } from '../../domain/orders/shipments-state.ts'
import { storeOf } from './known-stores.ts'
import { onSale, standardDelivery } from './orders.ts'
import type { Happened } from './projections.ts'

/** Whatever can be asked of an order, people's words and those of processes. */
export type Asked = MessageOf<typeof order.commands>
type Name = Asked['type']

/** What somebody tries next: how long after what was before, and with which line, units, money and ids. */
export type Act = {
  readonly what: Name
  /** Minutes; undefined until time moves units next. */
  readonly wait: number | undefined
  readonly line: number
  readonly much: number
  readonly isAll: boolean
  readonly id: string
}
export type Life = {
  readonly process: string
  readonly quantities: readonly number[]
  readonly isDelivered: boolean
  readonly acts: readonly Act[]
}

const money = (minor: number) => (minor / 100).toFixed(2)
const units = ({ line, much }: Act) => [{ line, quantity: much }]
/** So many as the line has left, or as many as come to mind. */
const leftOf = ({ isAll, ...act }: Act, { lines }: Placed) => {
  const line = lines[act.line - 1]
  return units({ ...act, isAll, much: isAll && line ? Math.max(1, Math.min(act.much, unitsLeft(line))) : act.much })
}
const some = (act: Act) => (act.isAll ? {} : { lines: units(act) })
const payment = ({ id }: Act) => ({ payment: id, method: 'card' })
const booked = { valueDate: '2026-01-15', bankReference: 'Invoice' }
const person = ({ much }: Act) => ({ firstName: 'Ada', lastName: `Lovelace ${much}` })
const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Dock Road',
  zip: 'L3 4AG',
  city: 'Bath',
  country: 'GB',
}
/** A step that some of its units can take; undefined where there is none. */
const stepFor = ({ process, lines }: Placed) =>
  processSteps.find(step => lines.some(line => unitsThatCan(processNamed(process), line, byStep(step)) > 0))
const lackingOf = ({ process, lines }: Placed, line: number) => {
  const found = lines[line - 1]
  return found === undefined ? 0 : unitsLacking(processNamed(process), found)
}
/** One of the order's shipments, or one that is not there. */
const shipmentFor = ({ line }: Act, { shipments: { all } }: Placed) => all[line % (all.length + 1)]?.shipment ?? 99
const isElsewhere = ({ shipments: { all } }: Placed, shipment: number): boolean =>
  all.some(one => one.shipment === shipment && one.country !== null)
const inShipment = (act: Act, was: Placed) => (act.much % 2 === 0 ? { shipment: shipmentFor(act, was) } : {})
/** Units of a shipment: some of one line, or all that one has of several. */
const shares = (act: Act, was: Placed) => {
  const shipment = shipmentFor(act, was)
  const found = was.shipments.all.find(one => one.shipment === shipment)
  if (!act.isAll || found === undefined) return [{ shipment, ...units(act)[0] }]
  const left = was.lines.map(({ line }) => ({ shipment, line, quantity: toSend(found, line) }))
  const some = left.filter(({ line, quantity }) => quantity > 0 && line <= act.much)
  return some.length > 0 ? some : [{ shipment, ...units(act)[0] }]
}
const commentIn = ({ notes }: Placed) => [...notes.comments][0]?.[0] ?? uuid(0)

/** Each command with what it asks for; one that is added to orders does not compile until it is tried here. */
const askedBy: { readonly [K in Name]: (act: Act, was: Placed) => object } = {
  PlaceOrder: () => ({ store: 'UK', customer: null, lines: [{ sku: 'MUG', quantity: 1 }] }),
  PlaceDraftedOrder: () => ({ store: 'UK', customer: null, lines: [{ sku: 'PEN', quantity: 1 }] }),
  RecordOrder: () => ({ ...elsewhere, lines: [mug] }),
  NumberOrder: ({ id }) => ({ number: `N-${id}`, range: 'orders' }),
  AdvanceOrder: (act, was) => ({ step: stepFor(was) ?? processSteps[act.much % 3], ...some(act) }),
  ShipUnits: (act, was) => ({
    ...some(act),
    ...inShipment(act, was),
    ...(act.much % 3 === 0 ? { tracking: [act.id] } : {}),
  }),
  DeliverUnits: (act, was) => ({ ...some(act), ...inShipment(act, was) }),
  CancelOrderLines: (act, was) => ({ lines: leftOf(act, was), reason: 'Lost', ...inShipment(act, was) }),
  BookReturn: (act, was) => ({ return: `${act.id}-${was.returns.size >> 1}`, lines: leftOf(act, was) }),
  HoldOrder: () => ({ reason: 'Wait' }),
  ReleaseOrder: () => ({}),
  TimeOut: () => ({}),
  ReserveOrder: () => ({}),
  SeekStock: ({ id, much }) => ({
    ask: id,
    places: [
      { warehouse: 'lon', skus: much % 2 === 0 ? ['MUG'] : [] },
      { warehouse: 'ber', skus: ['MUG', 'PEN'] },
    ],
  }),
  NoteReservation: ({ line, much, id, isAll }, was) => ({
    warehouse: much % 2 === 0 ? 'lon' : 'ber',
    reservation: `${id}/${was.stock.answers.size % 5}`,
    line,
    quantity: isAll ? Math.max(1, lackingOf(was, line)) : much,
  }),
  NoteShortage: ({ line }) => ({ line }),
  AuthorizePayment: (act, was) => ({
    ...payment(act),
    amount: act.isAll ? Math.max(1, was.total) : act.much * 150,
    currency: 'GBP',
  }),
  FailPayment: act => ({ ...payment(act), reason: 'No cover' }),
  CapturePayment: (act, was) => ({
    ...payment(act),
    capture: `${act.id}/${act.much}`,
    amount: act.isAll ? Math.max(1, was.payments.authorised) : act.much * 150,
    currency: 'GBP',
  }),
  BookPayment: (act, was) => ({
    ...booked,
    amount: money(act.isAll ? Math.max(0, dueOf(was) - paidOf(was)) : act.much * 400),
    ...(act.much % 3 === 0 ? { lines: units(act) } : {}),
    ...(act.much % 2 === 0 ? { way: 'statement', capture: act.id } : {}),
  }),
  SettleRefund: (act, was) => ({
    ...booked,
    amount: money(act.isAll ? toRefundOf(was) : act.much * 50),
    ...(act.much % 2 === 0 ? { refund: act.id } : {}),
  }),
  CommentOnOrder: ({ id, isAll }) => ({ text: `Ring ${id}`, ...(isAll ? { mentions: ['ada', 'nobody'] } : {}) }),
  EditOwnOrderComment: ({ much }, was) => ({ comment: commentIn(was), text: `Ring ${much} times` }),
  DeleteOwnOrderComment: (_, was) => ({ comment: commentIn(was) }),
  SetOrderTags: ({ id, isAll }) => ({ tags: isAll ? [] : [id] }),
  AssignOrder: ({ much }) => ({ user: ['ada', 'nobody', null][much % 3] }),
  FlagOrder: ({ isAll }) => ({ on: isAll }),
  ChangeOrderCustomerData: person,
  ChangeBillingAddress: ({ much }) => ({ ...address, street: `${much} Dock Road` }),
  SetCustomReference: ({ id, isAll }) => ({ reference: isAll ? null : id }),
  EraseGuest: () => ({}),
  ConfirmGuestErasure: () => ({}),
  CreateShipment: (act, was) => ({
    units: shares(act, was),
    ...(act.much % 3 === 0 ? { requestedOn: '2026-02-01' } : {}),
    ...(act.much % 2 === 0 ? { address: { ...address, country: act.isAll ? 'GB' : 'FR' } } : {}),
    ...(act.much > 4 ? { delivery: 'standard' } : {}),
  }),
  MoveToShipment: (act, was) => ({
    shipment: shipmentFor(act, was),
    units: shares({ ...act, line: act.line + 1 }, was),
  }),
  MergeShipment: (act, was) => ({
    shipment: shipmentFor(act, was),
    into: shipmentFor({ ...act, line: act.line + 1 }, was),
  }),
  ChangeShipment: (act, was) => ({
    shipment: shipmentFor(act, was),
    requestedOn: act.isAll ? null : '2026-03-01',
    ...(act.much % 2 === 0 ? { address } : {}),
    ...(act.much % 2 === 1 && isElsewhere(was, shipmentFor(act, was)) ? { toOrder: true } : {}),
    ...(act.much > 3 ? { delivery: act.isAll ? 'express' : 'standard' } : {}),
  }),
  SplitByWarehouse: () => ({}),
  ClaimForPicking: ({ id, much }, was) => {
    const warehouse = much % 2 === 0 ? 'lon' : 'ber'
    const units = pickableIn(was, warehouse).map(({ shipment, line, quantity }, index) => ({
      position: index + 1,
      shipment,
      line,
      quantity: Math.max(1, quantity - (much % 3)),
    }))
    return { list: `list-${id}-${much}`, warehouse, units }
  },
  NoteMissing: ({ much }, was) => {
    const claims = [...was.picking.claims].map(([, claim]) => claim)
    const { list = 'none', position = 1, missing = 0 } = claims[much % Math.max(1, claims.length)] ?? {}
    return { list, position, missing: missing + 1 + (much % 2) }
  },
  EndPicking: ({ much, isAll }, was) => {
    const lists = [...was.picking.lists.keys()]
    const list = lists[much % Math.max(1, lists.length)] ?? 'none'
    const claims = [...was.picking.claims].flatMap(([, claim]) => (claim.list === list ? [claim] : []))
    const units = claims.map(({ position, quantity, missing }) => ({
      position,
      picked: isAll ? quantity : quantity >> 1,
      missing,
    }))
    return { list, units }
  },
  AmendOrder: (act, was) => {
    const { line, much, isAll } = act
    const left = was.lines.map(one => ({ line: one.line, quantity: unitsLeft(one) }))
    const asked = isAll
      ? left.map(one => (one.line === line ? { ...one, quantity: Math.max(0, one.quantity + much - 3) } : one))
      : [{ line, quantity: much - 1 }]
    return {
      ...(much % 5 === 0 ? {} : { lines: asked }),
      ...(much % 2 === 0 ? { added: [{ sku: isAll ? 'MUG' : 'PEN', quantity: much }] } : {}),
      ...(much > 4 ? { delivery: isAll ? 'express' : 'standard' } : {}),
      ...(much % 3 === 0 ? { shipping: { ...address, street: `${line} Quay`, country: isAll ? 'GB' : 'FR' } } : {}),
    }
  },
  SetTrackingNumbers: (act, was) => {
    const [key = `1/${uuid(0)}`] = [...was.shipments.parcels][0] ?? []
    const [shipment, parcel] = key.split('/')
    return { shipment: Number(shipment), parcel, tracking: [act.id] }
  },
}

const elsewhere = { store: 'UK', currency: 'GBP', country: 'GB', customer: null, placedOn: '2026-01-15' }
const mug = { kind: 'product', sku: 'MUG', name: 'Mug', quantity: 1, unitPrice: '4.00' }
const [, , mugView] = onSale('MUG', { taxSet: 'standard' })
const [, , penView] = onSale('PEN', { taxSet: 'standard', gross: { 'UK/GBP': '1.255' } })
const views: Readonly<Record<string, (id: string) => unknown>> = {
  store: storeOf,
  settings: () => ({}),
  product: id => (id === 'PEN' ? penView : mugView),
  user: id => id === 'ada',
  carrier: () => 'active',
  deliveryMethod: () => standardDelivery,
  // A method of each process is called like it.
  paymentMethod: id => ({
    status: 'active',
    provider: 'invoice',
    names: { en: id },
    stores: null,
    process: id,
    fees: [{ currency: 'GBP', amount: 130 }],
    taxSet: null,
    behaviour: 'accept',
  }),
  taxSet: () => ['vat'],
  taxRate: () => ({ name: 'VAT', country: 'GB', region: null, percentage: '20', validFrom: null, validTo: null }),
}
const facts: Context['facts'] = {
  of: ({ category }, id) => {
    const view = views[category]
    if (view === undefined) throw new Error(`nothing is known of ${category}-${id}`)
    return view(id) as never
  },
}

export const ORDER = '536365'
export const BEGIN = new Date('2026-01-15T09:00:00Z')
const uuid = (count: number) => `00000000-0000-4000-8000-${count.toString().padStart(12, '0')}`

export const decided = (was: Order, { type, data }: Asked, now: Date): readonly OrderEvent[] | Rejection => {
  const context: Context = {
    now,
    facts,
    id: ORDER,
    actor: { id: 'ada', kind: 'user' },
    claimed: { 'statement-line': 'claim' },
  }
  return order.decide[type](was, data as never, context)
}

/** What an order becomes by events, as they are stored: what JSON loses is lost. */
export const foldedOn = (
  was: Order,
  events: readonly OrderEvent[],
  { at, commandId }: Pick<Step, 'at' | 'commandId'>,
) =>
  fold(
    order.evolve,
    was,
    events.map(({ type, data }) => {
      const stored = order.events[type].parse(JSON.parse(JSON.stringify(data)))
      return { type, data: stored, at, commandId, actor: { id: 'ada', kind: 'user' } } as never
    }),
  )

/** What was asked, and what became of it. */
export type Step = {
  readonly asked: Asked
  readonly at: Date
  readonly commandId: string
  readonly was: Order
  readonly events: readonly OrderEvent[]
  readonly then: Order
}

const askedFor = (type: Name, data: object): Asked => ({ type, data: order.commands[type].parse(data) }) as Asked

/** Placed here; of those without payment some were recorded from elsewhere, with postage as a line. */
const beginning = ({ process, quantities, isDelivered }: Life): Asked => {
  const goods = quantities.map((quantity, index) => ({ sku: index === 1 ? 'PEN' : 'MUG', quantity }))
  if (process === 'no-payment-1' && isDelivered)
    return askedFor('RecordOrder', {
      ...elsewhere,
      lines: [...goods.map(line => ({ ...mug, ...line })), { ...mug, kind: 'shipping', sku: 'POST' }],
      state: (['confirmed', 'backordered', 'shipped', 'closed'] as const)[(quantities[0] ?? 0) % 4],
    })
  // An order that was a draft goes the same way.
  return askedFor((quantities[0] ?? 0) % 2 === 0 ? 'PlaceDraftedOrder' : 'PlaceOrder', {
    store: 'UK',
    currency: 'GBP',
    customer: null,
    lines: goods,
    billing: address,
    payment: process,
    ...(isDelivered ? { delivery: 'standard' } : {}),
  })
}

const step = (was: Order, asked: Asked, { at, commandId }: Pick<Step, 'at' | 'commandId'>): Step => {
  const decision = decided(was, asked, at)
  const events = isRejection(decision) ? [] : decision
  return { asked, at, commandId, was, events, then: foldedOn(was, events, { at, commandId }) }
}

const after = (now: Date, { wait }: Act, { wakesAt }: Placed): Date => {
  if (wait !== undefined) return new Date(now.getTime() + wait * 60_000)
  return wakesAt === null ? now : new Date(Math.max(now.getTime(), Date.parse(wakesAt)))
}

/** All that happens to an order in its life, what is refused included. */
export const livedOf = (life: Life): readonly Step[] => {
  const first = step(order.initial, beginning(life), { at: BEGIN, commandId: uuid(1) })
  const steps = [first]
  let { then: was, at } = first
  for (const [count, act] of life.acts.entries()) {
    if (was.status === 'absent') throw new Error('the order was not placed')
    at = after(at, act, was)
    const asked = askedFor(act.what, askedBy[act.what](act, was))
    const next = step(was, asked, { at, commandId: uuid(count + 2) })
    steps.push(next)
    was = next.then
  }
  return steps
}

/** All that is stored of a life, as read models are given it. */
export const loggedOf = (life: Life): readonly Happened[] =>
  livedOf(life).flatMap(({ events, at, commandId }) =>
    events.map(event => ({ ...event, at: at.toISOString(), metadata: { commandId } })),
  )

const names = Object.keys(askedBy) as readonly Name[]
/** What lets an order go on is tried most, or few would ever be sent. */
const forward: readonly Name[] = [
  'AdvanceOrder',
  'TimeOut',
  'NoteReservation',
  'ShipUnits',
  'DeliverUnits',
  'BookPayment',
  'BookReturn',
  'CancelOrderLines',
  'ReleaseOrder',
]
const stockAndMoney: readonly Name[] = [
  'SeekStock',
  'NoteShortage',
  'AuthorizePayment',
  'CapturePayment',
  'SettleRefund',
  'AmendOrder',
  'CreateShipment',
  'MoveToShipment',
  'MergeShipment',
  'SplitByWarehouse',
  'ClaimForPicking',
  'NoteMissing',
]

const act: fc.Arbitrary<Act> = fc.record({
  what: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...forward) },
    { weight: 2, arbitrary: fc.constantFrom(...stockAndMoney) },
    { weight: 3, arbitrary: fc.constantFrom(...names) },
  ),
  wait: fc.constantFrom(0, 0, 1, 31, 61, 121, 1500, undefined),
  line: fc.constantFrom(1, 1, 2, 3, 4),
  much: fc.integer({ min: 1, max: 6 }),
  isAll: fc.boolean(),
  id: fc.constantFrom('a', 'b', 'c', 'd'),
})

export const lives = (maxLength: number): fc.Arbitrary<Life> =>
  fc.record({
    process: fc.constantFrom(...orderProcesses.map(({ name }) => name)),
    quantities: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
    isDelivered: fc.boolean(),
    acts: fc.array(act, { maxLength, size: 'max' }),
  })
