import { catalog } from './en/catalog.ts'
import { customerPages } from './en/customer-pages.ts'
import { customers } from './en/customers.ts'
import { orderPages } from './en/order-pages.ts'
import { orders } from './en/orders.ts'
import { problems } from './en/problems.ts'
import { products } from './en/products.ts'
import { shell } from './en/shell.ts'

/** Every word a person reads, in ICU message syntax. English is complete; another language is held to its keys. */
export const en = {
  ...shell,
  ...problems,
  ...products,
  ...catalog,
  ...customers,
  ...customerPages,
  ...orders,
  ...orderPages,
} as const

export type TextKey = keyof typeof en
