import { expect, it } from 'vitest'
import { bookStockTaking } from '../../../domain/processes/book-stock-taking.ts'

const event = { id: 's-1', eventId: 'e1', at: new Date('2026-01-15T10:00:00Z'), revision: 3 }

it('every difference of an approved stock taking is booked on its own stock', () => {
  const countedAt = '2026-01-15T09:00:00.000Z'
  const lines = [
    { line: 1, sku: 'CHAIR', by: -2, countedAt },
    { line: 4, sku: 'LAMP', by: 3, countedAt },
  ]
  const data = { warehouse: 'main', lines, uncounted: 0 }
  expect(bookStockTaking.on.StockTakingApproved?.({ ...event, type: 'StockTakingApproved', data })).toEqual(
    lines.map(({ sku, by }) => ({
      send: {
        decider: 'stock',
        id: `main.${sku}`,
        type: 'CorrectStock',
        data: { stockTaking: 's-1', by, countedAt },
      },
    })),
  )
})
