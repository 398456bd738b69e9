import { noWayBack, type Undo } from '../undo.ts'
import type { warehouse } from './warehouse.ts'

export const warehouseUndo: Undo<typeof warehouse> = {
  OpenWarehouse: 'makes',
  RecordWarehouse: 'makes',
  RenameWarehouse: was => (was.status === 'absent' ? noWayBack : { type: 'RenameWarehouse', data: { name: was.name } }),
  ClaimWarehouseName: 'follows',
  CloseWarehouse: was => (was.status === 'absent' ? noWayBack : { type: 'OpenWarehouse', data: { name: was.name } }),
  EditWarehouse: was => {
    if (was.status === 'absent') return noWayBack
    const { street, zip, city, country, stores, priority } = was
    const served = { allStores: stores === null, stores: [...(stores ?? [])] }
    return { type: 'EditWarehouse', data: { street, zip, city, country, ...served, priority } }
  },
}
