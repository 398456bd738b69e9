import { noWayBack, type Undo } from '../undo.ts'
import type { carrier } from './carrier.ts'

export const carrierUndo: Undo<typeof carrier> = {
  AddCarrier: 'makes',
  EditCarrier: was =>
    was.status === 'absent'
      ? noWayBack
      : { type: 'EditCarrier', data: { name: was.name, trackingUrl: was.trackingUrl } },
  DeactivateCarrier: () => ({ type: 'ActivateCarrier', data: {} }),
  ActivateCarrier: () => ({ type: 'DeactivateCarrier', data: {} }),
}
