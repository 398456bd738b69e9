import type { ImportCommand } from './command.ts'
import type { Line } from './line.ts'
import type { Repairs } from './repairs.ts'

const NO_REASON = 'no reason given'

/** What a line without price and customer does to the stock. */
export const movement = ({ quantity, name }: Line) => ({ by: quantity, reason: name === '' ? NO_REASON : name })

/** Every line without price and customer moves stock; its description says why. */
export const stockCommands = (source: string, lines: readonly Line[], repairs: Repairs): ImportCommand[] =>
  lines.map(moved => {
    const { line, sku, name, at } = moved
    if (name === '') repairs.reasonsMissing += 1
    return {
      category: 'stock',
      type: 'RecordStockMovement',
      id: `main.${sku}`,
      data: movement(moved),
      at: new Date(at),
      key: `${source}/stock/${line}`,
      lines: [line],
    }
  })
