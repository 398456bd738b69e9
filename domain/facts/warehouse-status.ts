import { fact } from '../decider.ts'
import { warehouse } from '../shipping/warehouse.ts'

/** Whether a warehouse is open, closed, or was never opened. */
export const warehouseStatus = fact(warehouse, ({ status }) => status)
