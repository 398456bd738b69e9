import { bulkOf } from '../bulk.ts'
import { stock } from './stock.ts'

const { same } = bulkOf(stock)

export const stockBulk = {
  SetStocks: same('SetStock'),
  AdjustStocks: same('AdjustStock'),
  SetLowStockThresholds: same('SetLowStockThreshold'),
}
