import { warehouse } from '../../domain/shipping/warehouse.ts'
import { commandRoutes } from '../commands.ts'

const may = 'stock:write'
const detail = '/warehouses/:id'

export const warehouseCommands = commandRoutes(warehouse, {
  OpenWarehouse: { path: '/warehouses', may, form: '/warehouses/new', then: detail },
  RenameWarehouse: { path: `${detail}/name`, may, form: detail, then: detail },
  CloseWarehouse: { path: `${detail}/closing`, may, form: detail, then: detail },
})
