import { Sku } from '../../domain/shared/id.ts'
import type { Line } from './line.ts'
import { once } from './once.ts'

const shipping = new Set(['POST', 'DOT', 'C2', 'C3'])
const manual = new Set(['M', 'D', 'S', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK'])
const tests = new Set(['TEST001', 'TEST002', 'ADJUST', 'ADJUST2'])

/** Whether a stock code is a product's, a shipping charge, or a fee or discount entered by hand. */
export const kindOf = once((sku): 'product' | 'shipping' | 'manual' => {
  if (shipping.has(sku)) return 'shipping'
  return manual.has(sku) || !Sku.safeParse(sku).success ? 'manual' : 'product'
})

/** What a line is; the last three are never imported. */
export const classes = ['sale', 'return', 'stockMovement', 'freeItem', 'badDebt', 'testCode', 'contradictory'] as const
export type Class = (typeof classes)[number]

/** The class of a line by its invoice's prefix, the signs of quantity and price, and whether it names a customer. */
export const classOf = ({ invoice, sku, quantity, price, customer }: Line): Class => {
  if (tests.has(sku)) return 'testCode'
  if (invoice.startsWith('A')) return 'badDebt'
  if (quantity === 0 || price.startsWith('-')) return 'contradictory'
  if (invoice.startsWith('C')) return quantity < 0 ? 'return' : 'contradictory'
  if (/^\D/.test(invoice)) return 'contradictory'
  if (price === '0' && customer === null) return 'stockMovement'
  if (quantity < 0) return 'contradictory'
  return price === '0' ? 'freeItem' : 'sale'
}

/** Why lines of a class are not imported. */
export const reasons = {
  badDebt: 'an adjustment of bad debt is no event of the shop',
  testCode: 'the stock code is one the retailer tested or adjusted his books with',
  contradictory: 'invoice number, quantity and price contradict each other',
  freeItem: 'a free item whose invoice has no order',
  stranger: 'it names another customer or country than the first line of its invoice',
} as const
