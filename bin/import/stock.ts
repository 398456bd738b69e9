import type { ImportCommand } from './command.ts'
import type { Line } from './line.ts'
import type { Repairs } from './repairs.ts'

const NO_REASON = 'no reason given'

/** Every line without price and customer moves stock; its description says why. */
export const stockCommands = (source: string, lines: readonly Line[], repairs: Repairs): ImportCommand[] =>
  lines.map(({ line, sku, name, quantity, at }) => {
    if (name === '') repairs.reasonsMissing += 1
    return {
      category: 'stock',
      type: 'RecordStockMovement',
      id: `main.${sku}`,
      data: { by: quantity, reason: name === '' ? NO_REASON : name },
      at: new Date(at),
      key: `${source}/stock/${line}`,
      lines: [line],
    }
  })
