import { noWayBack, type Undo } from '../undo.ts'
import type { warehouse } from './warehouse.ts'

export const warehouseUndo: Undo<typeof warehouse> = {
  OpenWarehouse: 'makes',
  RecordWarehouse: 'makes',
  RenameWarehouse: was => (was.status === 'absent' ? noWayBack : { type: 'RenameWarehouse', data: { name: was.name } }),
  CloseWarehouse: was => (was.status === 'absent' ? noWayBack : { type: 'OpenWarehouse', data: { name: was.name } }),
}
