import { expect, it } from 'vitest'
import { stockTakings } from '../../../projections/shipping/stock-taking.ts'
import { transfers } from '../../../projections/shipping/transfer.ts'
import { folded, on } from '../../support/projections.ts'

const line = (number: number, sku: string, quantity: number) => ({ line: number, sku, quantity })
const plan = { from: 'main', to: 'north', lines: [line(1, 'CHAIR', 5), line(2, 'LAMP', 2)] }
const drafted = { type: 'TransferDrafted' as const, data: { number: 'N-1', ...plan } }

it('a transfer is drafted, revised, could not be sent, was sent and received; another stays as it was', () => {
  const lines = [line(1, 'CHAIR', 4), line(2, 'LAMP', 2)]
  const { rows } = folded(
    transfers,
    on('transfer-other', drafted),
    on(
      'transfer-t',
      drafted,
      { type: 'TransferRevised', data: { ...plan, lines } },
      { type: 'TransferSendingBegun', data: { attempt: 1, from: 'main', lines } },
      { type: 'TransferLineRefused', data: { attempt: 1, line: 1, available: 3 } },
      {
        type: 'TransferSendingFailed',
        data: { attempt: 1, from: 'main', refused: [{ line: 1, sku: 'CHAIR', available: 3 }], sent: [] },
      },
    ),
  )
  expect(rows.stock_transfer).toMatchObject([
    { id: 'other', status: 'draft', itemCount: 7, revision: 0 },
    { id: 't', status: 'draft', lineCount: 2, itemCount: 6, revision: 4 },
  ])
  expect(rows.transfer_line.filter(({ transfer }) => transfer === 't')).toMatchObject([
    { line: 1, quantity: 4, available: 3 },
    { line: 2, quantity: 2, available: null },
  ])
})

it('a transfer that was received says what is missing and why', () => {
  const arrived = [
    { line: 1, sku: 'CHAIR', sent: 5, received: 3 },
    { line: 2, sku: 'LAMP', sent: 2, received: 2 },
  ]
  const { rows } = folded(
    transfers,
    on(
      'transfer-t',
      drafted,
      { type: 'TransferSendingBegun', data: { attempt: 1, from: 'main', lines: plan.lines } },
      { type: 'TransferSent', data: { from: 'main', to: 'north' } },
      { type: 'TransferReceived', data: { to: 'north', lines: arrived, difference: -2, reason: 'damaged' } },
    ),
  )
  expect(rows.stock_transfer).toMatchObject([
    { status: 'received', difference: -2, reason: 'damaged', note: null, sentAt: expect.any(Date) },
  ])
  expect(rows.transfer_line).toMatchObject([{ received: 3 }, { received: 2 }])
})

it('a stock taking has the count and the difference of each line', () => {
  const { rows } = folded(
    stockTakings,
    on(
      'stockTaking-s',
      {
        type: 'StockTakingOpened',
        data: {
          number: 'N-1',
          warehouse: 'main',
          category: null,
          lines: [
            { line: 1, sku: 'CHAIR', expected: 5 },
            { line: 2, sku: 'LAMP', expected: 2 },
          ],
        },
      },
      { type: 'StockTakingCounted', data: { lines: [{ line: 1, counted: 3, expected: 4 }] } },
      {
        type: 'StockTakingApproved',
        data: {
          warehouse: 'main',
          lines: [{ line: 1, sku: 'CHAIR', by: -1, countedAt: '2026-01-15T09:00:02.000Z' }],
          uncounted: 1,
        },
      },
    ),
  )
  expect(rows.stock_taking).toMatchObject([{ status: 'approved', lineCount: 2, approvedAt: expect.any(Date) }])
  expect(rows.stock_taking_line).toMatchObject([
    { line: 1, expected: 4, counted: 3, difference: -1 },
    { line: 2, expected: 2, counted: null, difference: null },
  ])
})
