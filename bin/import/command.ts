import type { z } from 'zod'
import type { product } from '../../domain/catalog/product.ts'
import type { stock } from '../../domain/catalog/stock.ts'
import type { customer } from '../../domain/customers/customer.ts'
import type { Schemas } from '../../domain/decider.ts'
import type { order } from '../../domain/orders/order.ts'
import type { orderReturn } from '../../domain/orders/return.ts'
import type { warehouse } from '../../domain/shipping/warehouse.ts'
import type { store } from '../../domain/shop/store.ts'

type Commanded<Category extends string, C extends Schemas, Types extends keyof C & string> = {
  [T in Types]: { readonly category: Category; readonly type: T; readonly data: z.infer<C[T]> }
}[Types]

type Meant =
  | Commanded<'store', typeof store.commands, 'RecordStore'>
  | Commanded<'product', typeof product.commands, 'CreateProduct' | 'ActivateProduct' | 'SetPrices'>
  | Commanded<'customer', typeof customer.commands, 'RecordCustomer'>
  | Commanded<'order', typeof order.commands, 'RecordOrder' | 'BookReturn'>
  | Commanded<'return', typeof orderReturn.commands, 'RecordReturn'>
  | Commanded<'warehouse', typeof warehouse.commands, 'RecordWarehouse'>
  | Commanded<'stock', typeof stock.commands, 'RecordStockMovement'>

/** A command of an import: what is sent to the decider of `category` about the aggregate `id`. */
export type ImportCommand = Meant & {
  readonly id: string
  /** When it happened in the file. */
  readonly at: Date
  /** The same in every run over the same file; the seed of the command's id. */
  readonly key: string
  /** The lines of the file it stands for; none where it only follows from others. */
  readonly lines: readonly number[]
}

export type CommandType = ImportCommand['type']

/** The store of the files, and what it charges in. */
export const STORE = { store: 'UK', currency: 'GBP' } as const

/** Commands of one moment are sent in this order. */
const ranks: Readonly<Record<CommandType, number>> = {
  RecordStore: -1,
  CreateProduct: 0,
  ActivateProduct: 1,
  SetPrices: 2,
  RecordCustomer: 3,
  RecordOrder: 4,
  RecordReturn: 5,
  BookReturn: 6,
  RecordWarehouse: 7,
  RecordStockMovement: 8,
}

/** Sorts commands as things happened, which is also the order within every stream. */
export const inOrder = (commands: readonly ImportCommand[]): readonly ImportCommand[] =>
  commands.toSorted((a, b) => a.at.getTime() - b.at.getTime() || ranks[a.type] - ranks[b.type])
