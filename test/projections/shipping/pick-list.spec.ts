import { expect, it } from 'vitest'
import { leftOf, pickLists } from '../../../projections/shipping/pick-list.ts'
import { folded, on } from '../../support/projections.ts'

const position = (number: number, order: string, quantity: number) => ({
  position: number,
  order,
  orderNumber: null,
  shipment: 1,
  line: 1,
  sku: 'MUG',
  name: 'Mug',
  quantity,
})
const drawn = {
  type: 'PickListDrawn' as const,
  data: {
    number: 'N-1',
    warehouse: 'lon',
    route: 'order' as const,
    assignee: null,
    positions: [position(1, 'a', 3), position(2, 'b', 2)],
  },
}

it('a list counts what is given to it, picked, put back, not found, and taken off; another stays as it was', () => {
  const { rows } = folded(
    pickLists,
    on('pickList-other', drawn),
    on(
      'pickList-l',
      drawn,
      { type: 'PickingConfirmed', data: { order: 'a', positions: [{ position: 1, quantity: 3 }] } },
      { type: 'PickingConfirmed', data: { order: 'b', positions: [{ position: 2, quantity: 1 }] } },
      { type: 'UnitsPicked', data: { position: 1, quantity: 2 } },
      { type: 'UnitsPutBack', data: { position: 1, quantity: 1 } },
      { type: 'UnitsNotFound', data: { position: 1, quantity: 1, order: 'a', missing: 1 } },
      {
        type: 'PickUnitsWithdrawn',
        data: { order: 'a', act: 'a@9', because: 'released', positions: [{ position: 1, open: 1, picked: 1 }] },
      },
      { type: 'PickListAssigned', data: { assignee: 'ada' } },
    ),
  )
  const [other, list] = rows.pick_list
  expect(list).toMatchObject({ id: 'l', units: 2, picked: 0, missing: 1, toPutBack: 1, assignee: 'ada', orderCount: 2 })
  expect(leftOf(list ?? { units: 0, picked: 0, missing: 0 })).toBe(1)
  expect(other).toMatchObject({ id: 'other', units: 5, picked: 0, revision: 0 })
  expect(rows.pick_position.filter(({ pickList }) => pickList === 'l')).toMatchObject([
    { quantity: 1, picked: 0, missing: 1, toPutBack: 1, withdrawn: 2, isConfirmed: true },
    { quantity: 1, picked: 0, isConfirmed: true },
  ])
})

it('a list that is finished keeps what was picked, and one that is abandoned has it put back', () => {
  const begun = [drawn, { type: 'UnitsPicked' as const, data: { position: 1, quantity: 2 } }]
  const orders = [
    { order: 'a', positions: [{ position: 1, picked: 0, missing: 0 }] },
    { order: 'b', positions: [{ position: 2, picked: 0, missing: 0 }] },
  ]
  const { rows } = folded(
    pickLists,
    on('pickList-finished', ...begun, { type: 'PickListFinished', data: { orders } }),
    on('pickList-gone', ...begun, { type: 'PickListAbandoned', data: { orders, reason: 'Late' } }),
  )
  expect(rows.pick_list).toMatchObject([
    { status: 'finished', picked: 2, toPutBack: 0, endedAt: expect.any(Date) },
    { status: 'abandoned', picked: 0, toPutBack: 2, reason: 'Late' },
  ])
})
