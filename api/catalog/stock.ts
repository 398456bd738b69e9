import { stock } from '../../domain/catalog/stock.ts'
import { stockBulk } from '../../domain/catalog/stock-bulk.ts'
import { readStocks, stockList } from '../../projections/catalog/stock.ts'
import { readStockRecord } from '../../projections/catalog/stock-detail.ts'
import { movementList, readMovements } from '../../projections/catalog/stock-movement.ts'
import type { Aggregate } from '../aggregate.ts'
import { bulkOffers } from '../bulk/offer.ts'
import { commandRoutes, INTERNAL } from '../commands.ts'

const detail = '/stock/:id'
const back = { form: detail, then: detail } as const

export const stockCommands = commandRoutes(stock, {
  SetStock: { path: `${detail}/quantity`, ...back },
  AdjustStock: { path: `${detail}/adjustments`, ...back },
  // It may go below zero and says that the movement came from elsewhere: only an import knows that.
  RecordStockMovement: INTERNAL,
  SetNeverOutOfStock: { path: `${detail}/never-out-of-stock`, ...back },
  SetLowStockThreshold: { path: `${detail}/low-stock-threshold`, ...back },
  ReserveStock: INTERNAL,
  ReleaseReservation: INTERNAL,
  DeductReservation: INTERNAL,
  AwaitStock: INTERNAL,
  StopAwaiting: INTERNAL,
  ServeWaiting: INTERNAL,
  SendStock: INTERNAL,
  TakeBackStock: INTERNAL,
  ReceiveStock: INTERNAL,
  CorrectStock: INTERNAL,
  WriteOffReservation: INTERNAL,
})

export const stocks = {
  decider: stock,
  path: '/stock',
  may: 'stock:read',
  commands: stockCommands,
  list: { definition: stockList, read: readStocks },
  read: readStockRecord,
  bulk: { offers: bulkOffers(stockCommands, stockBulk), name: 'id' },
} satisfies Aggregate

/** What came in and left, a list of its own; each is about a stock. */
export const stockMovements = {
  decider: stock,
  path: '/stock/movements',
  page: detail,
  may: 'stock:read',
  commands: stockCommands,
  read: readStockRecord,
  list: { definition: movementList, read: readMovements },
} satisfies Aggregate
