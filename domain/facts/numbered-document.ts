import { customer } from '../customers/customer.ts'
import { type Fact, fact } from '../decider.ts'
import { order } from '../orders/order.ts'
import { orderReturn } from '../orders/return.ts'
import type { NumberedKind } from '../shop/numbering.ts'

/** Whether a document is there, waits for its number, or needs none any more: it has one, or its person is erased. */
type Numbered = 'absent' | 'waiting' | 'settled'

type Numberable = { readonly status: string; readonly number?: string | null }

const numbered = ({ status, number }: Numberable): Numbered => {
  if (status === 'absent' || status === 'erased') return status === 'absent' ? 'absent' : 'settled'
  return number === null ? 'waiting' : 'settled'
}

/** By the kind. Once settled it stays so, which is what the number book relies on. */
export const numberedDocument: Readonly<Record<NumberedKind, Fact<Numbered>>> = {
  orders: fact(order, numbered),
  returns: fact(orderReturn, numbered),
  customers: fact(customer, numbered),
}
