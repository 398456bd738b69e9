import { describe, expect, it } from 'vitest'
import { fold, type MessageOf } from '../../../domain/decider.ts'
import { activeUser } from '../../../domain/facts/active-user.ts'
import { type PickableOrder, pickable } from '../../../domain/facts/pickable.ts'
import { warehouseStatus } from '../../../domain/facts/warehouse-status.ts'
import { numberOf } from '../../../domain/shared/number.ts'
import { pickList } from '../../../domain/shipping/pick-list.ts'
import type { EventOf } from '../../../domain/undo.ts'
import { given } from '../../support/given.ts'

const id = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e95'
type Event = EventOf<typeof pickList>
type Command = MessageOf<typeof pickList.commands>

const units = (line: number, sku: string, quantity: number) => ({ shipment: 1, line, sku, name: sku, quantity })
const order = (of: string, ...found: readonly ReturnType<typeof units>[]): PickableOrder => ({
  number: of,
  in: warehouse => (warehouse === 'lon' ? found : []),
})
const facts = {
  facts: [
    [warehouseStatus, 'lon', 'open'],
    [warehouseStatus, 'ber', 'open'],
    [warehouseStatus, 'moon', 'absent'],
    [activeUser, 'ada', true],
    [activeUser, 'gone', false],
    [pickable, 'a', order('A-1', units(1, 'MUG', 3), units(2, 'BOWL', 1))],
    [pickable, 'b', order('B-1', units(1, 'MUG', 2))],
    [pickable, 'none', undefined],
  ],
} as const
const draw = (more: object = {}): Command => ({
  type: 'DrawPickList',
  data: { warehouse: 'lon', route: 'order', assignee: null, orders: ['a', 'b'], ...more },
})

const at = (position: number, of: string, found: ReturnType<typeof units>) => ({
  position,
  order: of,
  orderNumber: of === 'a' ? 'A-1' : 'B-1',
  ...found,
})
const drawn = (more: object = {}): Event => ({
  type: 'PickListDrawn',
  data: {
    number: numberOf(id),
    warehouse: 'lon',
    route: 'order',
    assignee: null,
    positions: [at(1, 'a', units(1, 'MUG', 3)), at(2, 'a', units(2, 'BOWL', 1)), at(3, 'b', units(1, 'MUG', 2))],
    ...more,
  },
})
const open = drawn()
const confirmed = (of: string, ...positions: readonly (readonly [position: number, quantity: number])[]): Event => ({
  type: 'PickingConfirmed',
  data: { order: of, positions: positions.map(([position, quantity]) => ({ position, quantity })) },
})
const all = [open, confirmed('a', [1, 3], [2, 1]), confirmed('b', [3, 2])]
const picked = (position: number, quantity: number): Event => ({ type: 'UnitsPicked', data: { position, quantity } })
const unfound = (position: number, quantity: number, missing = quantity): Event => ({
  type: 'UnitsNotFound',
  data: { position, quantity, missing, order: position === 3 ? 'b' : 'a' },
})
const withdrawn = (
  act: string,
  because: 'sent' | 'released',
  ...positions: { position: number; open: number; picked: number }[]
): Event => ({ type: 'PickUnitsWithdrawn', data: { order: 'a', act, because, positions } })
const finished: Event = { type: 'PickListFinished', data: { orders: [] } }

describe('a list that is drawn', () => {
  it('holds what can be picked there of each order, one order after the other', () => {
    given(pickList, id).when(draw(), facts).then(drawn())
  })

  it('goes by products where that is how it is walked, and names an order once', () => {
    const positions = [at(1, 'a', units(2, 'BOWL', 1)), at(2, 'a', units(1, 'MUG', 3)), at(3, 'b', units(1, 'MUG', 2))]
    given(pickList, id)
      .when(draw({ route: 'product', orders: ['a', 'b', 'a'], assignee: 'ada' }), facts)
      .then(drawn({ route: 'product', assignee: 'ada', positions }))
  })

  it('is refused where nothing lies, where nobody is, and for orders that are not there', () => {
    const list = given(pickList, id)
    list.when(draw({ warehouse: 'ber' }), facts).thenRejected('NothingToPick', 'orders')
    list.when(draw({ warehouse: 'moon' }), facts).thenRejected('WarehouseUnknown', 'warehouse')
    list.when(draw({ assignee: 'gone' }), facts).thenRejected('PickerUnknown', 'assignee')
    list.when(draw({ orders: ['a', 'none'] }), facts).thenRejected('OrderUnknown', 'orders.1')
  })

  it('is drawn once', () => {
    given(pickList, id, open).when(draw(), facts).thenRejected('PickListExists', 'id')
  })
})

describe('picking', () => {
  const pick = (position: number, quantity: number) => ({ type: 'PickUnits', data: { position, quantity } }) as const

  it('takes units of a position, some and then the rest, and no more than there are to take', () => {
    given(pickList, id, ...all)
      .when(pick(1, 2))
      .then(picked(1, 2))
    const some = given(pickList, id, ...all, picked(1, 2))
    some.when(pick(1, 1)).then(picked(1, 1))
    some.when(pick(1, 2)).thenRejected('TooManyPicked', 'quantity')
    given(pickList, id, ...all, picked(1, 2), unfound(1, 1))
      .when(pick(1, 1))
      .thenRejected('PickPositionDone', 'position')
  })

  it('waits for what the order gives this list', () => {
    given(pickList, id, open).when(pick(1, 1)).thenRejected('PickPositionUnconfirmed', 'position')
    given(pickList, id, open, confirmed('a', [1, 1], [2, 0]))
      .when(pick(1, 2))
      .thenRejected('TooManyPicked', 'quantity')
  })

  it('is of a position of a list that is open', () => {
    given(pickList, id).when(pick(1, 1)).thenRejected('PickListUnknown')
    given(pickList, id, ...all)
      .when(pick(9, 1))
      .thenRejected('PickPositionUnknown', 'position')
    given(pickList, id, ...all, finished)
      .when(pick(1, 1))
      .thenRejected('PickListIsOver')
  })

  it('finds by what is scanned the first position that is open, however it is spelled', () => {
    const scan = (code: string, quantity = 1) => ({ type: 'ScanUnits', data: { code, quantity } }) as const
    const list = given(pickList, id, ...all)
    list.when(scan('mug ')).then(picked(1, 1))
    list.when(scan('LAMP')).thenRejected('ScanUnknown', 'code')
    const first = given(pickList, id, ...all, picked(1, 3))
    first.when(scan('MUG')).then(picked(3, 1))
    first.when(scan('MUG', 3)).thenRejected('TooManyPicked', 'quantity')
    given(pickList, id, ...all, picked(1, 3), picked(3, 2))
      .when(scan('MUG'))
      .thenRejected('ScanDone', 'code')
  })

  it('is put right by putting back what was picked and is still here', () => {
    const putBack = (position: number, quantity: number) =>
      ({ type: 'PutBackUnits', data: { position, quantity } }) as const
    const list = given(pickList, id, ...all, picked(1, 2))
    list.when(putBack(1, 2)).then({ type: 'UnitsPutBack', data: { position: 1, quantity: 2 } })
    list.when(putBack(1, 3)).thenRejected('TooFewPicked', 'quantity')
    given(pickList, id, ...all, picked(1, 2), withdrawn('a@9', 'sent', { position: 1, open: 0, picked: 2 }))
      .when(putBack(1, 1))
      .thenRejected('TooFewPicked', 'quantity')
  })
})

describe('what is not found', () => {
  const report = (position: number, quantity: number) =>
    ({ type: 'ReportNotFound', data: { position, quantity } }) as const

  it('is told with how many of the position it is in all', () => {
    given(pickList, id, ...all)
      .when(report(1, 1))
      .then(unfound(1, 1))
    const some = given(pickList, id, ...all, unfound(1, 1))
    some.when(report(1, 2)).then(unfound(1, 2, 3))
    some.when(report(1, 3)).thenRejected('TooManyPicked', 'quantity')
    given(pickList, id, ...all, unfound(1, 3))
      .when(report(1, 1))
      .thenRejected('PickPositionDone', 'position')
  })
})

describe('a list that ends', () => {
  const finish = (leaveOpen: boolean) => ({ type: 'FinishPickList', data: { leaveOpen } }) as const
  const outcome = (...of: readonly (readonly [position: number, picked: number, missing: number])[]) =>
    of.map(([position, ofPicked, missing]) => ({ position, picked: ofPicked, missing }))

  it('is finished when all was looked for, or where the rest is left', () => {
    const done = given(pickList, id, ...all, picked(1, 2), unfound(1, 1), picked(2, 1), picked(3, 2))
    const orders = [
      { order: 'a', positions: outcome([1, 2, 1], [2, 1, 0]) },
      { order: 'b', positions: outcome([3, 2, 0]) },
    ]
    done.when(finish(false)).then({ type: 'PickListFinished', data: { orders } })
    const some = given(pickList, id, ...all, picked(1, 2))
    some.when(finish(false)).thenRejected('PickListIncomplete', 'leaveOpen')
    some.when(finish(true)).then({
      type: 'PickListFinished',
      data: {
        orders: [
          { order: 'a', positions: outcome([1, 2, 0], [2, 0, 0]) },
          { order: 'b', positions: outcome([3, 0, 0]) },
        ],
      },
    })
    given(pickList, id, ...all, finished)
      .when(finish(true))
      .thenNothing()
  })

  it('is abandoned with nothing picked; what was not found stays so', () => {
    const abandon = { type: 'AbandonPickList', data: { reason: 'Closing time' } } as const
    const orders = [
      { order: 'a', positions: outcome([1, 0, 1], [2, 0, 0]) },
      { order: 'b', positions: outcome([3, 0, 0]) },
    ]
    const gone: Event = { type: 'PickListAbandoned', data: { orders, reason: 'Closing time' } }
    given(pickList, id, ...all, picked(1, 2), unfound(1, 1))
      .when(abandon)
      .then(gone)
    given(pickList, id, ...all, gone)
      .when(abandon)
      .thenNothing()
    given(pickList, id, ...all, finished)
      .when(abandon)
      .thenRejected('PickListIsOver')
  })

  it('is given to somebody, to nobody, and to the same one once', () => {
    const assign = (assignee: string | null) => ({ type: 'AssignPickList', data: { assignee } }) as const
    const assigned: Event = { type: 'PickListAssigned', data: { assignee: 'ada' } }
    given(pickList, id, ...all)
      .when(assign('ada'), facts)
      .then(assigned)
    const hers = given(pickList, id, ...all, assigned)
    hers.when(assign('ada'), facts).thenNothing()
    hers.when(assign(null), facts).then({ type: 'PickListAssigned', data: { assignee: null } })
    hers.when(assign('gone'), facts).thenRejected('PickerUnknown', 'assignee')
  })
})

describe('what orders say of their positions', () => {
  const confirm = (...positions: readonly (readonly [position: number, quantity: number])[]) => ({
    type: 'ConfirmPicking' as const,
    data: { order: 'a', positions: positions.map(([position, quantity]) => ({ position, quantity })) },
  })
  const withdraw = (act: string, because: 'sent' | 'released', position: number, quantity: number): Command => ({
    type: 'WithdrawUnits',
    data: { order: 'a', act, because, positions: [{ position, quantity }] },
  })

  it('is confirmed once, and only of its own', () => {
    given(pickList, id, open)
      .when(confirm([1, 2], [2, 1], [3, 2]))
      .then(confirmed('a', [1, 2], [2, 1]))
    given(pickList, id, ...all)
      .when(confirm([1, 1]))
      .thenNothing()
  })

  it('counts what was taken off before it was confirmed', () => {
    given(pickList, id, open, withdrawn('a@9', 'released', { position: 1, open: 2, picked: 0 }))
      .when(confirm([1, 2]))
      .then(confirmed('a', [1, 0]))
  })

  it('takes off what is not picked yet first, and what was picked goes back', () => {
    const list = given(pickList, id, ...all, picked(1, 2))
    list.when(withdraw('a@9', 'released', 1, 1)).then(withdrawn('a@9', 'released', { position: 1, open: 1, picked: 0 }))
    list.when(withdraw('a@9', 'released', 1, 3)).then(withdrawn('a@9', 'released', { position: 1, open: 1, picked: 2 }))
    const is = fold(
      pickList.evolve,
      pickList.initial,
      [...all, picked(1, 2), withdrawn('a@9', 'released', { position: 1, open: 1, picked: 2 })].map(event => ({
        ...event,
        at: new Date(0),
        commandId: 'c',
      })),
    )
    expect(is.status === 'absent' ? [] : is.positions[0]).toMatchObject({ quantity: 0, picked: 0, toPutBack: 2 })
  })

  it('counts what was sent as picked as far as it was', () => {
    given(pickList, id, ...all, picked(1, 1))
      .when(withdraw('a@9', 'sent', 1, 2))
      .then(withdrawn('a@9', 'sent', { position: 1, open: 1, picked: 1 }))
  })

  it('is taken off once, also of a list that is over', () => {
    given(pickList, id, ...all, withdrawn('a@9', 'sent', { position: 1, open: 1, picked: 0 }))
      .when(withdraw('a@9', 'sent', 1, 1))
      .thenNothing()
    given(pickList, id, ...all, picked(1, 3), finished)
      .when(withdraw('a@9', 'released', 1, 1))
      .then(withdrawn('a@9', 'released', { position: 1, open: 0, picked: 1 }))
  })
})
