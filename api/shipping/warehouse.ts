import { warehouse } from '../../domain/shipping/warehouse.ts'
import { readWarehouse, readWarehouseList, warehouseList } from '../../projections/shipping/warehouse.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/warehouses/:id'

export const warehouseCommands = commandRoutes(warehouse, {
  OpenWarehouse: { path: '/warehouses', form: '/warehouses/new', then: detail },
  // Only an import knows of a warehouse that may have been closed since.
  RecordWarehouse: INTERNAL,
  RenameWarehouse: { path: `${detail}/name`, form: detail, then: detail },
  // Sent once for each warehouse of an older log.
  ClaimWarehouseName: INTERNAL,
  EditWarehouse: { path: `${detail}/address-and-stores`, form: `${detail}/edit`, then: detail },
  CloseWarehouse: { path: `${detail}/closing`, form: detail, then: detail },
})

export const warehouses = {
  decider: warehouse,
  path: '/warehouses',
  may: 'warehouse:read',
  commands: warehouseCommands,
  list: { definition: warehouseList, read: readWarehouseList },
  read: readWarehouse,
} satisfies Aggregate
