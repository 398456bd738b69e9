import type { ImportCommand } from './command.ts'
import type { Line } from './line.ts'
import type { Repairs } from './repairs.ts'

/** The one warehouse of the files; they do not name it. */
const WAREHOUSE = 'main'

const NO_REASON = 'no reason given'

/** What a line without price and customer does to the stock. */
export const movement = ({ quantity, name }: Line) => ({ by: quantity, reason: name === '' ? NO_REASON : name })

/** The warehouse is there from the first movement on. */
const warehouseCommands = (source: string, lines: readonly Line[]): ImportCommand[] => {
  if (lines.length === 0) return []
  const first = lines.reduce((earliest, { at }) => Math.min(earliest, at), Number.POSITIVE_INFINITY)
  const key = `${source}/warehouse/${WAREHOUSE}`
  const data = { name: WAREHOUSE }
  return [{ category: 'warehouse', type: 'RecordWarehouse', id: WAREHOUSE, data, at: new Date(first), key, lines: [] }]
}

const movements = (source: string, lines: readonly Line[], repairs: Repairs): ImportCommand[] =>
  lines.map(moved => {
    const { line, sku, name, at } = moved
    if (name === '') repairs.reasonsMissing += 1
    return {
      category: 'stock',
      type: 'RecordStockMovement',
      id: `${WAREHOUSE}.${sku}`,
      data: movement(moved),
      at: new Date(at),
      key: `${source}/stock/${line}`,
      lines: [line],
    }
  })

/** Every line without price and customer moves stock in the one warehouse; its description says why. */
export const stockCommands = (source: string, lines: readonly Line[], repairs: Repairs): ImportCommand[] => [
  ...warehouseCommands(source, lines),
  ...movements(source, lines, repairs),
]
