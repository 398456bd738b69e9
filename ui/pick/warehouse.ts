import { pathTo } from '../../api/commands.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import {
  readWarehouse,
  readWarehouseList,
  type WarehouseRow,
  warehouseList,
} from '../../projections/shipping/warehouse.ts'
import { MATCHES_SHOWN, type Match, noteOf, type PickKind } from './match.ts'

const matchOf = ({ warehouse, name }: WarehouseRow): Match => ({
  key: warehouse,
  label: name,
  note: noteOf(warehouse),
  href: pathTo('/warehouses/:id', warehouse),
})

/** Open warehouses by key and name; without a search the first ones. */
export const warehouse: PickKind = {
  may: 'warehouse:read',
  find: async (_, { viewer, db }, search) => {
    const asked = parseListQuery(warehouseList, new URLSearchParams({ q: search, status: 'open' }), MATCHES_SHOWN)
    return (await readWarehouseList(viewer, db, asked)).rows.map(matchOf)
  },
  named: async (_, { viewer, db }, keys) => {
    const found = await Promise.all(keys.map(key => readWarehouse(viewer, db, key)))
    return found.flatMap(row => row ?? []).map(matchOf)
  },
}
