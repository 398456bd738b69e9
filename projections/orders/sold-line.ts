import { integer, money, price, text } from '../engine/model/table.ts'

/** What a line of an order, or of a return, says of what was sold. */
export const soldLine = {
  kind: text<'product' | 'shipping' | 'manual'>(),
  sku: text(),
  name: text(),
  quantity: integer(),
  unitPrice: price(),
  total: money(),
} as const
