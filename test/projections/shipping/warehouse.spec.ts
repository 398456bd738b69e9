import { expect, test } from 'vitest'
import { foldStream } from '../../../projections/engine/fold/stream.ts'
import { warehouses } from '../../../projections/shipping/warehouse.ts'
import { happened, on } from '../../support/projections.ts'

const opened = (name: string) => ({ type: 'WarehouseOpened' as const, data: { name } })

test('a warehouse is opened, renamed and closed; another stays as it was', () => {
  const log = happened(
    on('warehouse-north', opened('North')),
    on(
      'warehouse-main',
      opened('Main'),
      { type: 'WarehouseRenamed', data: { name: 'Hall' } },
      { type: 'WarehouseClosed', data: { reason: 'Moved' } },
    ),
  )
  expect(foldStream(warehouses, log).warehouse).toMatchObject([
    { warehouse: 'north', name: 'North', status: 'open', revision: 0 },
    { warehouse: 'main', name: 'Hall', status: 'closed', revision: 2, changedAt: expect.any(Date) },
  ])
})
