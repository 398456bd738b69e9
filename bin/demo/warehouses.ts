import { warehouse } from '../../domain/shipping/warehouse.ts'
import { after, SECOND } from './calendar.ts'
import type { Step } from './command.ts'

const warehouses = {
  main: {
    name: 'Leipzig',
    street: 'Messeallee 41',
    zip: '04356',
    city: 'Leipzig',
    country: 'DE',
    allStores: true,
    priority: 100,
  },
  north: {
    name: 'Manchester',
    street: '12 Mill Lane',
    zip: 'M1 4BT',
    city: 'Manchester',
    country: 'GB',
    allStores: false,
    stores: ['UK'],
    priority: 200,
  },
} as const

/** The warehouses of the demo shop, open from its first day: one that serves every store, and one for the British. */
export const warehouseSteps = (at: Date): Step[] =>
  Object.entries(warehouses).flatMap(([id, { name, ...place }]) => [
    { category: warehouse.category, id, type: 'OpenWarehouse', data: { name }, at },
    { category: warehouse.category, id, type: 'EditWarehouse', data: place, at: after(at, SECOND) },
  ])
