import { noWayBack, type Undo } from '../undo.ts'
import type { store } from './store.ts'

export const storeUndo: Undo<typeof store> = {
  OpenStore: 'makes',
  RecordStore: 'makes',
  EditStore: was => {
    if (was.status === 'absent') return noWayBack
    const { status: _stays, nameClaim: _ofTheName, ...data } = was
    // Taken back is what was added, and whoever takes it back means that.
    return { type: 'EditStore', data: { ...data, removing: true } }
  },
  DeactivateStore: () => ({ type: 'ActivateStore', data: {} }),
  ActivateStore: () => ({ type: 'DeactivateStore', data: {} }),
}
