import { z } from 'zod'
import {
  type Decide,
  type Decider,
  type Decision,
  type Evolve,
  type FactRef,
  type Facts,
  type Rejection,
  reject,
  rejectAll,
  type Touches,
} from '../decider.ts'
import { activeUser } from '../facts/active-user.ts'
import { pickable } from '../facts/pickable.ts'
import { warehouseStatus } from '../facts/warehouse-status.ts'
import { amend, changed } from '../shared/changes.ts'
import { AskedKey, Key, skuSpelled, Uuid } from '../shared/id.ts'
import { MAX_PICKED_ORDERS, MAX_PICKS, MAX_UNITS } from '../shared/limits.ts'
import { numberOf } from '../shared/number.ts'
import { emptyMap, type PersistentMap } from '../shared/persistent-map.ts'
import {
  alongRoute,
  DrawnPosition,
  drawn,
  openOf,
  type Position,
  pickRoutes,
  putBack,
  withdrawnFrom,
  without,
} from './pick-position.ts'

const At = z.int().positive()
const Some = { position: At, quantity: z.int().positive() }
const Reason = z.string().trim().min(1).max(200)
/** Why an order takes units off a list. */
const Because = z.enum(['sent', 'released'])
/** What came of a position when its list was over. */
const Outcome = z.strictObject({ position: At, picked: z.int(), missing: z.int() })
const Over = z.array(z.strictObject({ order: z.string(), positions: z.array(Outcome) }))

// Stored for ever: never rename a key, only add optional fields.
const events = {
  PickListDrawn: z.strictObject({
    number: z.string(),
    warehouse: Key,
    route: z.enum(pickRoutes),
    assignee: Key.nullable(),
    positions: z.array(DrawnPosition),
  }),
  /** An order says what of it this list is to take; what it does not say others take, or nobody. */
  PickingConfirmed: z.strictObject({
    order: z.string(),
    positions: z.array(z.strictObject({ position: At, quantity: z.int().nonnegative() })),
  }),
  UnitsPicked: z.strictObject(Some),
  UnitsPutBack: z.strictObject(Some),
  /** `missing`: so many of the position in all. */
  UnitsNotFound: z.strictObject({ ...Some, order: z.string(), missing: At }),
  /** The order needs them from here no more: `open` of those that were to be picked, `picked` of those that were. */
  PickUnitsWithdrawn: z.strictObject({
    order: z.string(),
    positions: z.array(z.strictObject({ position: At, open: z.int(), picked: z.int() })),
    because: Because,
    /** The order's event that says so. */
    act: z.string(),
  }),
  PickListAssigned: z.strictObject({ assignee: Key.nullable() }),
  PickListFinished: z.strictObject({ orders: Over }),
  PickListAbandoned: z.strictObject({ orders: Over, reason: z.string() }),
}

type Known = {
  readonly status: 'open' | 'finished' | 'abandoned'
  readonly warehouse: string
  readonly assignee: string | null
  /** By their number, from 1. */
  readonly positions: readonly Position[]
  /** Events of orders that took something off it. */
  readonly acts: PersistentMap<true>
}
type PickList = { readonly status: 'absent' } | Known

const changing = (was: PickList, number: number, change: (position: Position) => Position): PickList => {
  if (was.status === 'absent') return was
  const position = was.positions[number - 1]
  return position === undefined ? was : { ...was, positions: was.positions.with(number - 1, change(position)) }
}

const evolve: Evolve<PickList, typeof events> = {
  PickListDrawn: (_, { warehouse, assignee, positions }) => ({
    status: 'open',
    warehouse,
    assignee,
    positions: positions.map(drawn),
    acts: emptyMap(),
  }),
  PickingConfirmed: (list, { positions }) =>
    positions.reduce(
      (was, { position, quantity }) => changing(was, position, one => ({ ...one, isConfirmed: true, quantity })),
      list,
    ),
  UnitsPicked: (list, { position, quantity }) =>
    changing(list, position, was => ({ ...was, picked: was.picked + quantity })),
  UnitsPutBack: (list, { position, quantity }) =>
    changing(list, position, was => ({ ...was, picked: was.picked - quantity })),
  UnitsNotFound: (list, { position, missing }) => changing(list, position, was => ({ ...was, missing })),
  PickUnitsWithdrawn: (list, { positions, because, act }) => {
    const then = positions.reduce(
      (was, one) => changing(was, one.position, position => without(position, one, because)),
      list,
    )
    return then.status === 'absent' ? then : { ...then, acts: then.acts.with(act, true) }
  },
  PickListAssigned: (list, { assignee }) => amend(list, { assignee }),
  PickListFinished: list => amend(list, { status: 'finished' }),
  PickListAbandoned: list =>
    list.status === 'absent' ? list : { ...list, status: 'abandoned', positions: list.positions.map(putBack) },
}

const AskedPosition = z.int().min(1).max(MAX_PICKS)
const Asked = { position: AskedPosition, quantity: z.int().min(1).max(MAX_UNITS) }

const commands = {
  /** Of some orders what lies for them in a warehouse and is on no other list. `route`: in which order it is walked to. */
  DrawPickList: z.strictObject({
    warehouse: AskedKey,
    route: z.enum(pickRoutes),
    assignee: AskedKey.nullable(),
    orders: z.array(AskedKey).min(1).max(MAX_PICKED_ORDERS),
  }),
  AssignPickList: z.strictObject({ assignee: AskedKey.nullable() }),
  PickUnits: z.strictObject(Asked),
  /** What a hardware scanner reads, or somebody types: a SKU that is on the list. */
  ScanUnits: z.strictObject({
    code: z.string().trim().min(1).max(128),
    quantity: z.int().min(1).max(MAX_UNITS),
  }),
  /** Picked by mistake, or not wanted any more. */
  PutBackUnits: z.strictObject(Asked),
  /** They are not where they should lie. */
  ReportNotFound: z.strictObject(Asked),
  /** `leaveOpen`: what was not looked for can be put on another list. */
  FinishPickList: z.strictObject({ leaveOpen: z.boolean() }),
  /** Nothing of it counts: what was picked goes back to the shelf. What was not found stays so. */
  AbandonPickList: z.strictObject({ reason: Reason }),
  /** Sent by the process: what the order says of its positions. */
  ConfirmPicking: z.strictObject({
    order: Key,
    positions: z
      .array(z.strictObject({ position: AskedPosition, quantity: z.int().min(0).max(MAX_UNITS) }))
      .max(MAX_PICKS),
  }),
  WithdrawUnits: z.strictObject({
    order: Key,
    act: z.string().min(1).max(200),
    because: Because,
    positions: z.array(z.strictObject(Asked)).max(MAX_PICKS),
  }),
}
type Data<Name extends keyof typeof commands> = z.infer<(typeof commands)[Name]>

const unassignable = (assignee: string | null, facts: Facts): Rejection | undefined =>
  assignee === null || facts.of(activeUser, assignee)
    ? undefined
    : reject('invalid', 'PickerUnknown', { user: assignee }, 'assignee')

const undrawable = ({ warehouse, assignee, orders }: Data<'DrawPickList'>, facts: Facts): Rejection | undefined =>
  (facts.of(warehouseStatus, warehouse) === 'absent'
    ? reject('invalid', 'WarehouseUnknown', { warehouse }, 'warehouse')
    : undefined) ??
  unassignable(assignee, facts) ??
  rejectAll(
    orders.flatMap((order, index) =>
      facts.of(pickable, order) === undefined ? [reject('invalid', 'OrderUnknown', { order }, `orders.${index}`)] : [],
    ),
  )

/** What somebody else took since the page was drawn is not on it; what is beyond a round waits for the next list. */
const drawnFrom = (data: Data<'DrawPickList'>, id: string, facts: Facts): Decision<typeof events> => {
  const refused = undrawable(data, facts)
  if (refused !== undefined) return refused
  const { warehouse, route, assignee } = data
  const found = [...new Set(data.orders)].flatMap(order => {
    const it = facts.of(pickable, order)
    return (it?.in(warehouse) ?? []).map(units => ({ order, orderNumber: it?.number ?? null, ...units }))
  })
  const positions = alongRoute(found.slice(0, MAX_PICKS), route)
  return positions.length === 0
    ? reject('conflict', 'NothingToPick', { warehouse }, 'orders')
    : [{ type: 'PickListDrawn', data: { number: numberOf(id), warehouse, route, assignee, positions } }]
}

const known = (was: PickList, then: (was: Known) => Decision<typeof events>): Decision<typeof events> =>
  was.status === 'absent' ? reject('unknown', 'PickListUnknown') : then(was)

const open = (was: PickList, then: (was: Known) => Decision<typeof events>): Decision<typeof events> =>
  known(was, list =>
    list.status === 'open' ? then(list) : reject('conflict', 'PickListIsOver', { status: list.status }),
  )

const at = (
  { positions }: Known,
  number: number,
  then: (position: Position) => Decision<typeof events>,
): Decision<typeof events> => {
  const position = positions[number - 1]
  return position === undefined
    ? reject('invalid', 'PickPositionUnknown', { position: number }, 'position')
    : then(position)
}

/** Answers where so many of a position are still open. */
const toPick = (
  list: Known,
  { position, quantity }: Data<'PickUnits'>,
  then: (was: Position) => Decision<typeof events>,
) =>
  at(list, position, was => {
    const { sku, isConfirmed } = was
    if (!isConfirmed) return reject('conflict', 'PickPositionUnconfirmed', { sku }, 'position')
    const left = openOf(was)
    if (left === 0) return reject('conflict', 'PickPositionDone', { sku, position }, 'position')
    return quantity > left ? reject('conflict', 'TooManyPicked', { sku, left }, 'quantity') : then(was)
  })

/** The first position of what was scanned that has so many open, or says why none has. */
const scanned = (list: Known, { code, quantity }: Data<'ScanUnits'>): Decision<typeof events> => {
  const sku = skuSpelled(code)
  const meant = list.positions.filter(position => skuSpelled(position.sku) === sku)
  if (meant.length === 0) return reject('invalid', 'ScanUnknown', { code }, 'code')
  const toDo = meant.filter(position => openOf(position) > 0)
  if (toDo.length === 0) return reject('conflict', 'ScanDone', { sku }, 'code')
  const position = toDo.find(one => openOf(one) >= quantity) ?? toDo[0]
  const data = { position: position?.position ?? 0, quantity }
  return toPick(list, data, () => [{ type: 'UnitsPicked', data }])
}

const outcomes = ({ positions }: Known, pickedOf: (position: Position) => number) =>
  [...Map.groupBy(positions, ({ order }) => order)].map(([order, of]) => ({
    order,
    positions: of.map(one => ({ position: one.position, picked: pickedOf(one), missing: one.missing })),
  }))

const finished = (was: Known, leaveOpen: boolean): Decision<typeof events> => {
  const left = was.positions.reduce((sum, position) => sum + openOf(position), 0)
  if (left > 0 && !leaveOpen) return reject('conflict', 'PickListIncomplete', { count: left }, 'leaveOpen')
  // What was sent is claimed by nobody any more.
  const orders = outcomes(was, ({ picked, sent }) => picked - sent)
  return [{ type: 'PickListFinished', data: { orders } }]
}

const confirmed = (was: Known, { order, positions }: Data<'ConfirmPicking'>): Decision<typeof events> => {
  const news = positions.flatMap(({ position, quantity }) => {
    const known = was.positions[position - 1]
    if (known?.order !== order || known.isConfirmed) return []
    // The order may have taken something off it before this came.
    return [{ position, quantity: Math.min(known.quantity, Math.max(0, quantity - known.withdrawn)) }]
  })
  return news.length === 0 ? [] : [{ type: 'PickingConfirmed', data: { order, positions: news } }]
}

/** What is said of one that is over stays true: what was picked there has to be put back. */
const withdrawn = (was: Known, { order, act, because, positions }: Data<'WithdrawUnits'>): Decision<typeof events> => {
  if (was.acts.has(act)) return []
  const gone = positions.flatMap(({ position, quantity }) => {
    const known = was.positions[position - 1]
    return known === undefined ? [] : [withdrawnFrom(known, quantity, because)]
  })
  return [{ type: 'PickUnitsWithdrawn', data: { order, act, because, positions: gone } }]
}

const decide: Decide<PickList, typeof commands, typeof events> = {
  DrawPickList: (was, data, { id, facts }) =>
    was.status === 'absent' ? drawnFrom(data, id, facts) : reject('conflict', 'PickListExists', {}, 'id'),
  AssignPickList: (was, { assignee }, { facts }) =>
    open(was, list => unassignable(assignee, facts) ?? changed('PickListAssigned', list, { assignee })),
  PickUnits: (was, data) => open(was, list => toPick(list, data, () => [{ type: 'UnitsPicked', data }])),
  ScanUnits: (was, data) => open(was, list => scanned(list, data)),
  PutBackUnits: (was, data) =>
    open(was, list =>
      at(list, data.position, ({ picked, sent, sku }) =>
        data.quantity > picked - sent
          ? reject('conflict', 'TooFewPicked', { sku, left: picked - sent }, 'quantity')
          : [{ type: 'UnitsPutBack', data }],
      ),
    ),
  ReportNotFound: (was, data) =>
    open(was, list =>
      toPick(list, data, ({ order, missing }) => [
        { type: 'UnitsNotFound', data: { ...data, order, missing: missing + data.quantity } },
      ]),
    ),
  FinishPickList: (was, { leaveOpen }) =>
    was.status === 'finished' ? [] : open(was, list => finished(list, leaveOpen)),
  AbandonPickList: (was, { reason }) =>
    was.status === 'abandoned'
      ? []
      : open(was, list => [{ type: 'PickListAbandoned', data: { orders: outcomes(list, () => 0), reason } }]),
  ConfirmPicking: (was, data) => known(was, list => confirmed(list, data)),
  WithdrawUnits: (was, data) => known(was, list => withdrawn(list, data)),
}

const ofPosition = ({ position }: { readonly position: number }) => [`positions.${position}` as const]
const ofPositions = ({ positions }: { readonly positions: readonly { readonly position: number }[] }) =>
  positions.map(({ position }) => `positions.${position}` as const)

const touches: Touches<PickList, typeof commands, typeof events> = {
  PickListDrawn: () => ['status', 'positions'],
  PickingConfirmed: ofPositions,
  UnitsPicked: ofPosition,
  UnitsPutBack: ofPosition,
  UnitsNotFound: ofPosition,
  PickUnitsWithdrawn: ofPositions,
  PickListAssigned: () => ['assignee'],
  PickListFinished: () => ['status'],
  PickListAbandoned: () => ['status'],
}

const picker = (assignee: string | null): FactRef[] => (assignee === null ? [] : [{ fact: activeUser, id: assignee }])

/** What somebody takes from the shelves of a warehouse, and for which orders; id = UUID. What a list takes no other one does. */
export const pickList: Decider<PickList, typeof commands, typeof events> = {
  category: 'pickList',
  newId: Uuid,
  initial: { status: 'absent' },
  events,
  evolve,
  commands,
  decide,
  touches,
  facts: {
    DrawPickList: ({ warehouse, assignee, orders }) => [
      { fact: warehouseStatus, id: warehouse },
      ...picker(assignee),
      ...orders.map(id => ({ fact: pickable, id })),
    ],
    AssignPickList: ({ assignee }) => picker(assignee),
  },
}
