import { z } from 'zod'
import { Key } from '../shared/id.ts'
import { Minor, UnitPrice } from '../shared/money.ts'
import { Percentage } from '../shared/tax/percentage.ts'
import { SoldLine } from './line.ts'
import { expenseKinds } from './totals.ts'

/** Where an order came in. */
export const orderSources = ['back_office', 'phone', 'email', 'shop'] as const

/** Null of what is exempt. */
const Rate = Percentage.nullable()
/** `net` and `amount`, which is the tax, together are what is paid. */
export const Tax = z.strictObject({ rate: Rate, net: Minor, amount: Minor })

export const Discount = z.strictObject({
  key: z.string(),
  name: z.string(),
  /** The voucher that it was given for. */
  code: z.string().optional(),
  amount: Minor,
})
export const LineOption = z.strictObject({ key: z.string(), name: z.string(), unitPrice: UnitPrice, total: Minor })

/** What a bundle is made of: so many of each in one unit of the line. */
const Part = z.strictObject({ sku: z.string(), name: z.string(), quantity: z.int().positive() })

/** A line with what it came to, after discounts and with its options, in the price mode of the order. */
export const PlacedLine = z.strictObject({
  line: z.int().positive(),
  ...SoldLine,
  total: Minor,
  /** What a unit costs others, where another price was agreed, and why it was. */
  listPrice: UnitPrice.optional(),
  priceReason: z.string().optional(),
  tax: Tax.optional(),
  discounts: z.array(Discount).optional(),
  options: z.array(LineOption).optional(),
  parts: z.array(Part).optional(),
})

export const Expense = z.strictObject({
  kind: z.enum(expenseKinds),
  key: z.string(),
  name: z.string(),
  amount: Minor,
  /** One for each rate of the goods where it has none of its own. */
  taxes: z.array(Tax),
})
export type Expense = z.infer<typeof Expense>

/** What an order was placed on, as it was then. Orders of before there were totals, and imported ones, say nothing of it. */
export const terms = {
  priceMode: z.enum(['gross', 'net']).optional(),
  taxRounding: z.enum(['line', 'total']).optional(),
  expenses: z.array(Expense).optional(),
  /** What comes to each rate, expenses included. */
  taxes: z.array(z.strictObject({ rate: Rate, net: Minor, tax: Minor })).optional(),
  /** Of all lines, with options and before discounts. */
  subtotal: Minor.optional(),
  discount: Minor.optional(),
  delivery: z.strictObject({ method: Key, name: z.string() }).optional(),
  payment: z.strictObject({ method: Key, name: z.string(), process: z.string() }).optional(),
  source: z.enum(orderSources).optional(),
}
