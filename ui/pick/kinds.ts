import { category } from './category.ts'
import { customer } from './customer.ts'
import type { PickKind } from './match.ts'
import { product } from './product.ts'
import { warehouse } from './warehouse.ts'

/** Everything that a field of a form can pick. One line per kind of thing. */
export const pickKinds = { product, warehouse, category, customer } as const satisfies Readonly<
  Record<string, PickKind>
>

export type Kind = keyof typeof pickKinds
