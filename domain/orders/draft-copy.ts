import { type Context, type Decision, type FactRef, type Facts, isRejection, reject } from '../decider.ts'
import { knownCustomer } from '../facts/known-customer.ts'
import { activeStoreIn, storesNamed } from '../facts/known-store.ts'
import { ordered } from '../facts/ordered.ts'
import { sellableProduct } from '../facts/sellable-product.ts'
import { settingsNamed } from '../facts/setting.ts'
import { Sku } from '../shared/id.ts'
import { type AskedDraft, afterwards, filledIn, started } from './draft-saving.ts'
import type { Draft, draftEvents } from './draft-state.ts'
import type { Placed } from './order-state.ts'

type Copied = { readonly order: string }

const orderIn = (facts: Facts, { order }: Copied): Placed | undefined => {
  const found = facts.of(ordered, order)
  return found.status === 'absent' ? undefined : found
}

/** What of an order is a product that could be sold again. */
const productsOf = ({ lines }: Placed) =>
  lines.flatMap(({ kind, sku, quantity }) =>
    kind === 'product' && Sku.safeParse(sku).success ? [{ sku, quantity }] : [],
  )

/** A draft as the order was: where, for whom and what; prices are those of today. Nothing that was said of people is copied. */
export const copiedFrom = (was: Draft, asked: Copied, context: Context): Decision<typeof draftEvents> => {
  if (was.status !== 'absent') return reject('conflict', 'DraftExists', {}, 'id')
  const { facts } = context
  const order = orderIn(facts, asked)
  if (order === undefined) return reject('unknown', 'OrderUnknown', { order: asked.order })
  const at = activeStoreIn(facts, order.store)
  if (isRejection(at)) return at
  const { store, customer, delivery, payments } = order
  const currency = at.currencies.includes(order.currency) ? order.currency : at.currency
  const isKnown = customer !== null && facts.of(knownCustomer, customer) === 'known'
  const form: AskedDraft = {
    store,
    currency,
    customer: isKnown ? customer : null,
    lines: productsOf(order),
    ...(delivery === null ? {} : { delivery }),
    ...(payments.method === null ? {} : { payment: payments.method }),
  }
  const begun = started({ store, currency, copied: asked.order }, at, context)
  const filled = filledIn(afterwards(was, [begun], context), form, context)
  return isRejection(filled) ? filled : [begun, ...filled]
}

export const ofCopying = ({ order }: Copied): readonly FactRef[] => [{ fact: ordered, id: order }]

/** The order names its store, its customer and its products. */
export const furtherOfCopying = (asked: Copied, facts: Facts): readonly FactRef[] => {
  const order = orderIn(facts, asked)
  if (order === undefined) return []
  const { store, customer } = order
  return [
    ...storesNamed(store),
    ...settingsNamed(store),
    ...(customer === null ? [] : [{ fact: knownCustomer, id: customer }]),
    ...productsOf(order).map(({ sku }) => ({ fact: sellableProduct, id: sku })),
  ]
}
