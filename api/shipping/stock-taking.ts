import { stockTaking } from '../../domain/shipping/stock-taking.ts'
import { readStockTakingRecord, readStockTakings, stockTakingList } from '../../projections/shipping/stock-taking.ts'
import type { Aggregate } from '../aggregate.ts'
import { commandRoutes } from '../commands.ts'

const detail = '/stock-takings/:id'
const back = { form: detail, then: detail } as const
const count = `${detail}/count`

export const stockTakingCommands = commandRoutes(stockTaking, {
  OpenStockTaking: { path: '/stock-takings', form: '/stock-takings/new', then: detail },
  // Whoever has typed in some lines goes on with the others.
  CountStock: { path: `${detail}/counts`, form: count, then: count },
  ApproveStockTaking: { path: `${detail}/approval`, ...back },
  CancelStockTaking: { path: `${detail}/cancellation`, ...back },
})

export const stockTakings = {
  decider: stockTaking,
  path: '/stock-takings',
  may: 'stockTaking:read',
  commands: stockTakingCommands,
  list: { definition: stockTakingList, read: readStockTakings },
  read: readStockTakingRecord,
} satisfies Aggregate
