import { claim } from '../shared/claim.ts'
import { type Process, type ProcessEvent, send } from './process.ts'

type Freeing = ProcessEvent<
  | 'RoleRenamed'
  | 'RoleDeleted'
  | 'GroupRenamed'
  | 'GroupDeleted'
  | 'WarehouseOpened'
  | 'WarehouseRenamed'
  | 'StoreRenamed'
  | 'CarrierRenamed'
  | 'TaxRateCorrected'
  | 'TaxRateDeleted'
  | 'TaxSetRenamed'
  | 'TaxSetDeleted'
>

/** Once something has another name, or is gone, the one before is free for another. */
const release =
  (category: string) =>
  ({ id, at, data: { released } }: Freeing) =>
    released === undefined
      ? []
      : [send(claim, released, 'ReleaseClaim', { owner: `${category}-${id}`, before: at.toISOString() })]

export const freeNames: Process = {
  name: 'free-names',
  on: {
    RoleRenamed: release('role'),
    RoleDeleted: release('role'),
    GroupRenamed: release('group'),
    GroupDeleted: release('group'),
    WarehouseOpened: release('warehouse'),
    WarehouseRenamed: release('warehouse'),
    StoreRenamed: release('store'),
    CarrierRenamed: release('carrier'),
    TaxRateCorrected: release('taxRate'),
    TaxRateDeleted: release('taxRate'),
    TaxSetRenamed: release('taxSet'),
    TaxSetDeleted: release('taxSet'),
  },
}
