import { orderEvents } from './events/index.ts'
import { paymentEvents } from './events/payments.ts'
import { pickingEvents } from './events/picking.ts'
import { shipmentEvents } from './events/shipments.ts'
import { stockEvents } from './events/stock.ts'

/** What people look for in what happened to an order; `changes` is everything else. */
export const factKinds = ['comments', 'payments', 'stock', 'changes'] as const
export type FactKind = (typeof factKinds)[number]
type Fact = keyof typeof orderEvents

const comments: readonly Fact[] = ['OrderCommented', 'OrderCommentEdited', 'OrderCommentDeleted']
const sending: readonly Fact[] = ['UnitsShipped', 'UnitsDelivered']

const kindOf = (fact: Fact): FactKind => {
  if (comments.includes(fact)) return 'comments'
  if (fact in paymentEvents) return 'payments'
  const ofGoods = [stockEvents, shipmentEvents, pickingEvents].some(events => fact in events)
  return ofGoods || sending.includes(fact) ? 'stock' : 'changes'
}

/** The facts of an order of each kind: every fact is of one. */
export const factsOfKind = (kind: FactKind): readonly Fact[] =>
  // Its keys are those of the events.
  (Object.keys(orderEvents) as Fact[]).filter(fact => kindOf(fact) === kind)
