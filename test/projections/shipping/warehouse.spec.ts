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

test('a warehouse serves every store until it is said which, and keeps that when it is opened again', () => {
  const dock = { street: '12 Dock Road', zip: 'L3 4AG', city: 'Liverpool', country: 'GB' }
  const log = happened(
    on('warehouse-north', opened('North')),
    on(
      'warehouse-main',
      opened('Main'),
      { type: 'WarehouseAddressSet', data: dock },
      { type: 'WarehouseStoresSet', data: { stores: ['UK'] } },
      { type: 'WarehousePrioritySet', data: { priority: 1 } },
      { type: 'WarehouseClosed', data: { reason: 'Moved' } },
      opened('Hall'),
    ),
  )
  expect(foldStream(warehouses, log).warehouse).toMatchObject([
    { warehouse: 'north', street: null, allStores: true, stores: null, priority: 500 },
    { warehouse: 'main', name: 'Hall', status: 'open', ...dock, allStores: false, stores: ['UK'], priority: 1 },
  ])
})

test('a warehouse of an older log has no name of its own until it has claimed or changed it', () => {
  const log = happened(
    on('warehouse-north', opened('North')),
    on('warehouse-main', opened('Main'), { type: 'WarehouseNameClaimed', data: { nameClaim: 'c.1' } }),
    on('warehouse-quay', opened('Quay'), { type: 'WarehouseRenamed', data: { name: 'Pier', nameClaim: 'c.2' } }),
    on('warehouse-dock', { type: 'WarehouseOpened', data: { name: 'Dock', nameClaim: 'c.3' } }),
  )
  expect(foldStream(warehouses, log).warehouse.map(({ warehouse, hasOwnName }) => [warehouse, hasOwnName])).toEqual([
    ['north', false],
    ['main', true],
    ['quay', true],
    ['dock', true],
  ])
})
