import type { PageContext } from '../../api/page.ts'
import { readWarehouses } from '../../projections/catalog/stock.ts'
import { readOpenWarehouses, type WarehouseRow } from '../../projections/shipping/warehouse.ts'
import type { Option } from '../components/filter-bar.ts'

type Named = Pick<WarehouseRow, 'warehouse' | 'name'>

/** Names are for those who may see warehouses; others know them by their keys. */
const optionOf =
  ({ viewer }: PageContext) =>
  ({ warehouse, name }: Named): Option => ({
    value: warehouse,
    label: viewer.may.has('warehouse:read') && name !== warehouse ? `${name} (${warehouse})` : warehouse,
  })

/** The warehouses that take something in, to choose from. */
export const openWarehouses = async (context: PageContext): Promise<Option[]> =>
  (await readOpenWarehouses(context.viewer, context.db)).map(optionOf(context))

/** Those and all that hold something or have held it, closed ones and those that nobody ever opened. */
export const everyWarehouse = async (context: PageContext): Promise<Option[]> => {
  const [open, holding] = await Promise.all([openWarehouses(context), readWarehouses(context.viewer, context.db)])
  const others = holding.filter(key => !open.some(({ value }) => value === key))
  return [...open, ...others.map(value => ({ value, label: value }))]
}
