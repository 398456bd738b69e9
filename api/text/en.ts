import { asOf } from './en/as-of.ts'
import { catalog } from './en/catalog.ts'
import { categoryPages } from './en/category-pages.ts'
import { customerPages } from './en/customer-pages.ts'
import { customers } from './en/customers.ts'
import { dashboard } from './en/dashboard.ts'
import { eventPages } from './en/event-pages.ts'
import { fields } from './en/fields.ts'
import { operatePages } from './en/operate-pages.ts'
import { orderPages } from './en/order-pages.ts'
import { orders } from './en/orders.ts'
import { problems } from './en/problems.ts'
import { products } from './en/products.ts'
import { proof } from './en/proof.ts'
import { replay } from './en/replay.ts'
import { shell } from './en/shell.ts'
import { stockPages } from './en/stock-pages.ts'
import { warehouses } from './en/warehouses.ts'

/** Every word a person reads, in ICU message syntax. English is complete; another language is held to its keys. */
export const en = {
  ...shell,
  ...problems,
  ...products,
  ...catalog,
  ...categoryPages,
  ...stockPages,
  ...operatePages,
  ...asOf,
  ...eventPages,
  ...customers,
  ...customerPages,
  ...orders,
  ...orderPages,
  ...fields,
  ...dashboard,
  ...warehouses,
  ...replay,
  ...proof,
} as const

export type TextKey = keyof typeof en
