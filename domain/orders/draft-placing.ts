import {
  type Ahead,
  type Context,
  type Decision,
  type FactRef,
  isRejection,
  type Rejection,
  reject,
  rejectAll,
} from '../decider.ts'
import { knownCustomer } from '../facts/known-customer.ts'
import { storeIn } from '../facts/known-store.ts'
import { samePrice } from '../shared/money.ts'
import { ofOrder, placingDecide } from './decisions/placing.ts'
import { groupIn } from './draft-details.ts'
import { lacking, orderOf } from './draft-order.ts'
import { type AskedDraft, afterwards, type DraftEvent, filledIn, ofFilling, pricesAt } from './draft-saving.ts'
import type { Draft, draftEvents, KnownDraft } from './draft-state.ts'

/** Lines whose product costs another price than when they were put there: somebody has to know it before it is an order. */
const repriced = (draft: KnownDraft, context: Context): Rejection | undefined => {
  const { store, currency, lines } = draft
  const at = storeIn(context.facts, store)
  if (isRejection(at)) return at
  const priceNow = pricesAt({ store, currency, at }, context)
  return rejectAll(
    lines.flatMap(({ sku, price, unitPrice }, index) => {
      const now = priceNow(sku)
      if (unitPrice !== undefined || price === undefined || now === undefined || samePrice(price, now)) return []
      return [reject('conflict', 'DraftPriceChanged', { sku, price, now, currency }, `lines.${index}.sku`)]
    }),
  )
}

/** Whoever is to be registered has the id of the draft: a person is not registered twice by it. */
const newcomerOf = (draft: KnownDraft, { id, facts }: Context) => {
  if (draft.customer !== null || groupIn(draft.details, 'newCustomer') === undefined) return undefined
  const at = storeIn(facts, draft.store)
  const isKnown = facts.of(knownCustomer, id) === 'known'
  return { customer: id, ...(isKnown || isRejection(at) ? {} : { registered: { locale: at.language } }) }
}

/** The events that place a draft as it is filled in now, if the order of it can be placed. */
export const placedAs = (was: Draft, asked: AskedDraft, context: Context): Decision<typeof draftEvents> => {
  const filled = filledIn(was, asked, context)
  if (isRejection(filled)) return filled
  const draft = afterwards(was, filled, context)
  if (draft.status === 'absent') return reject('unknown', 'DraftUnknown')
  const refused = lacking(draft) ?? repriced(draft, context)
  if (refused !== undefined) return refused
  // As it would be decided there, before anybody is registered for it.
  const order = placingDecide.PlaceDraftedOrder({ status: 'absent' }, orderOf(draft), context)
  if (isRejection(order)) return order
  const { id } = context
  const newcomer = newcomerOf(draft, context) ?? { customer: draft.customer }
  return [...filled, { type: 'DraftPlaced', data: { order: id, ...newcomer } }]
}

const registering = (draft: KnownDraft, id: string, { locale }: { readonly locale: string }): readonly Ahead[] => {
  const { billing } = orderOf(draft)
  const newcomer = groupIn(draft.details, 'newCustomer')
  const register = { decider: 'customer', id, type: 'RegisterCustomer', within: 'newCustomer' }
  const data = { ...newcomer, locale, store: draft.store }
  if (billing === undefined) return [{ ...register, data }]
  const { extra, poBox: _box, middleName: _name, description: _text, email: _email, ...place } = billing
  const address = { address: id, ...place, ...(extra === undefined ? {} : { street2: extra }) }
  return [
    { ...register, data: { ...data, country: billing.country } },
    { decider: 'customer', id, type: 'AddAddress', data: address, within: 'billing' },
  ]
}

/** The order, and whoever is registered with it, come before the draft says that it is placed. */
export const aheadOfPlacing = (
  was: Draft,
  made: readonly DraftEvent[],
  { id }: { readonly id: string },
): readonly Ahead[] => {
  const placed = made.find(event => event.type === 'DraftPlaced')
  const draft = afterwards(was, made, { now: new Date(0) })
  if (placed === undefined || placed.data.late === true || draft.status === 'absent') return []
  const { registered } = placed.data
  return [
    ...(registered === undefined ? [] : registering(draft, id, registered)),
    { decider: 'order', id, type: 'PlaceDraftedOrder', data: orderOf(draft) },
  ]
}

/** What placing asks of others. */
export const ofPlacing = (asked: AskedDraft, id: string, was: Draft): readonly FactRef[] => [
  ...ofFilling(asked, id, was),
  ...ofOrder(asked),
  { fact: knownCustomer, id },
]
