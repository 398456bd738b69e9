import { stock } from '../catalog/stock.ts'
import { type Process, send } from './process.ts'

/** Every difference of an approved stock taking is booked on its stock, unless that was counted otherwise since. */
export const bookStockTaking: Process = {
  name: 'book-stock-taking',
  on: {
    StockTakingApproved: ({ id, data: { warehouse, lines } }) =>
      lines.map(({ sku, by, countedAt }) =>
        send(stock, `${warehouse}.${sku}`, 'CorrectStock', { stockTaking: id, by, countedAt }),
      ),
  },
}
