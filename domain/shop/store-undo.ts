import { noWayBack, type Undo } from '../undo.ts'
import type { store } from './store.ts'

export const storeUndo: Undo<typeof store> = {
  OpenStore: 'makes',
  RecordStore: 'makes',
  EditStore: was => {
    if (was.status === 'absent') return noWayBack
    const { status: _stays, nameClaim: _ofTheName, ...data } = was
    return { type: 'EditStore', data }
  },
  DeactivateStore: () => ({ type: 'ActivateStore', data: {} }),
  ActivateStore: () => ({ type: 'DeactivateStore', data: {} }),
}
