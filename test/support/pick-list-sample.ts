import { pickList } from '../../domain/shipping/pick-list.ts'
import type { EventOf } from '../../domain/undo.ts'
import { sample } from './undo-sample.ts'

type Event = EventOf<typeof pickList>

const drawn: Event = {
  type: 'PickListDrawn',
  data: {
    number: 'K7Q2-M4ZD',
    warehouse: 'lon',
    route: 'order',
    assignee: null,
    positions: [
      { position: 1, order: 'a', orderNumber: null, shipment: 1, line: 1, sku: 'MUG', name: 'Mug', quantity: 3 },
    ],
  },
}
const confirmed: Event = { type: 'PickingConfirmed', data: { order: 'a', positions: [{ position: 1, quantity: 3 }] } }
const picked: Event = { type: 'UnitsPicked', data: { position: 1, quantity: 1 } }
const assigned: Event = { type: 'PickListAssigned', data: { assignee: 'ada' } }

/** What was picked by mistake is put back, and the other way round. */
export const pickListSample = sample(
  pickList,
  'list-1',
  { 'drawn for somebody': [drawn, confirmed, assigned], 'picked in part': [drawn, confirmed, picked] },
  [
    { type: 'PickUnits', data: { position: 1, quantity: 2 } },
    { type: 'ScanUnits', data: { code: 'MUG', quantity: 1 } },
    { type: 'PutBackUnits', data: { position: 1, quantity: 1 } },
    { type: 'AssignPickList', data: { assignee: null } },
    { type: 'AssignPickList', data: { assignee: 'bob' } },
  ],
)
