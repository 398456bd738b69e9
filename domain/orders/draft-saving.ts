import { z } from 'zod'
import { type Context, type FactRef, fold, isRejection, type MessageOf, type Rejection, reject } from '../decider.ts'
import { knownCustomer } from '../facts/known-customer.ts'
import { activeStoreIn, type KnownStore, storesNamed } from '../facts/known-store.ts'
import { sellableProduct, unitPriceAt } from '../facts/sellable-product.ts'
import { settingIn, settingsNamed } from '../facts/setting.ts'
import { Currency } from '../shared/currency.ts'
import { AskedKey, AskedSku } from '../shared/id.ts'
import { MAX_LINES } from '../shared/limits.ts'
import { numberOf } from '../shared/number.ts'
import { AskedStore } from '../shared/store-key.ts'
import { TOO_LARGE } from './decisions/place.ts'
import { AskedDetails, detailsChange, detailsOf } from './draft-details.ts'
import { type DraftLine, isWithinReach, keyed, linesChange, sumsOf, withLines } from './draft-lines.ts'
import { type Draft, type draftEvents, draftEvolve, type KnownDraft, withoutAgreements } from './draft-state.ts'
import { unserved } from './order-sale.ts'
import { endOfDay } from './process/due.ts'
import { orderSources } from './terms.ts'
import { AskedQuantity } from './units.ts'

/** A draft as it is filled in, all of it: what is left out is blank. */
export const AskedDraft = z.strictObject({
  /** It stays the one that the draft was begun for. */
  store: AskedStore,
  /** The store's unless said otherwise. */
  currency: Currency.optional(),
  customer: AskedKey.nullable(),
  source: z.enum(orderSources).optional(),
  lines: z.array(z.strictObject({ sku: AskedSku, quantity: AskedQuantity })).max(MAX_LINES),
  delivery: AskedKey.optional(),
  payment: AskedKey.optional(),
  ...AskedDetails,
})
export type AskedDraft = z.infer<typeof AskedDraft>

export type DraftEvent = MessageOf<typeof draftEvents>

/** When a draft that is worked on now is abandoned by itself. */
export const dueOf = (store: string, at: KnownStore, context: Pick<Context, 'now' | 'facts'>): string =>
  daysOn('draftDays', store, at, context)

/** Until when one that is abandoned now can be resumed. */
export const keptUntil = (store: string, at: KnownStore, context: Pick<Context, 'now' | 'facts'>): string =>
  daysOn('abandonedDraftDays', store, at, context)

const daysOn = (
  name: 'draftDays' | 'abandonedDraftDays',
  store: string,
  { timeZone }: KnownStore,
  { now, facts }: Pick<Context, 'now' | 'facts'>,
): string => {
  const days = settingIn(facts, name, store)
  return (endOfDay(now, timeZone, days) ?? new Date(now.getTime() + days * 86_400_000)).toISOString()
}

/** Whose key seals what a draft says of people: the customer's, else its own. */
export const draftSubject = (id: string, customer: string | null): string =>
  customer === null ? `draft-${id}` : `customer-${customer}`

/** What the events make of a draft; nothing of it depends on when they happen. */
export const afterwards = (was: Draft, events: readonly DraftEvent[], { now }: Pick<Context, 'now'>): Draft =>
  fold(
    draftEvolve,
    was,
    events.map(event => ({ ...event, at: now, commandId: '' })),
  )

type Place = { readonly store: string; readonly currency: Currency; readonly at: KnownStore }

export const pricesAt =
  ({ store, currency, at }: Place, { facts }: Pick<Context, 'facts'>) =>
  (sku: string): string | undefined =>
    unitPriceAt(facts.of(sellableProduct, sku), { store, currency, priceMode: at.priceMode })

const termsOf = (was: KnownDraft, asked: AskedDraft, currency: Currency) => {
  const { customer, source = null, delivery = null, payment = null } = asked
  const now = { customer, currency, source, delivery, payment }
  const changed = Object.entries(now).filter(([name, value]) => Reflect.get(was, name) !== value)
  return changed.length === 0 ? undefined : (Object.fromEntries(changed) as Partial<typeof now>)
}

/** What an event says of lines that change. */
export const setting = (
  was: readonly DraftLine[],
  change: NonNullable<ReturnType<typeof linesChange>>,
  currency: Currency,
) => {
  const lines = withLines(was, change)
  return isWithinReach(lines, currency) ? { ...change, ...sumsOf(lines, currency) } : TOO_LARGE
}

const changed = (was: KnownDraft, asked: AskedDraft, at: KnownStore, context: Context): DraftEvent[] | Rejection => {
  const { store } = was
  const { currency = at.currency, customer } = asked
  const due = { dueAt: dueOf(store, at, context) }
  const terms = termsOf(was, asked, currency)
  const isRepriced = terms?.currency !== undefined
  const before = isRepriced ? withoutAgreements(was.lines) : was.lines
  const lines = linesChange(before, asked.lines, { priceNow: pricesAt({ store, currency, at }, context), isRepriced })
  const set = lines && setting(before, lines, currency)
  if (isRejection(set)) return set
  const { filled, cleared, value } = detailsChange(was.details, detailsOf(asked), terms?.customer !== undefined)
  const personal = { subject: draftSubject(context.id, customer), value }
  const erased = filled.length === 0 ? undefined : unserved(context.facts, customer)
  if (erased !== undefined) return erased
  const details = { ...due, filled, cleared, ...(filled.length === 0 ? {} : { personal }) }
  return [
    ...(terms === undefined ? [] : [{ type: 'DraftTermsSet' as const, data: { ...due, ...terms } }]),
    ...(set === undefined ? [] : [{ type: 'DraftLinesSet' as const, data: { ...due, ...set } }]),
    ...(filled.length + cleared.length === 0 ? [] : [{ type: 'DraftDetailsFilledIn' as const, data: details }]),
  ]
}

/** The event that begins a draft. */
export const started = (
  asked: { readonly store: string; readonly currency?: Currency | undefined; readonly copied?: string },
  at: KnownStore,
  context: Context,
): DraftEvent => {
  const { store, currency = at.currency, copied } = asked
  const data = { dueAt: dueOf(store, at, context), number: numberOf(context.id), store, currency }
  return { type: 'DraftStarted', data: { ...data, ...(copied === undefined ? {} : { copied }) } }
}

/** Why a draft can not be filled in so, whatever else it lacks. */
const misfilled = (was: Draft, asked: AskedDraft, at: KnownStore, { facts }: Context): Rejection | undefined => {
  const { store, currency = at.currency, customer } = asked
  if (was.status !== 'absent' && was.store !== store)
    return reject('conflict', 'DraftOfStore', { store: was.store }, 'store')
  if (!at.currencies.includes(currency)) return reject('invalid', 'CurrencyNotOfStore', { store, currency }, 'currency')
  return was.status !== 'absent' && was.customer === customer ? undefined : unserved(facts, customer)
}

/** The events that fill a draft in as asked, only what differs; one that is not there yet begins with them. */
export const filledIn = (was: Draft, asked: AskedDraft, context: Context): readonly DraftEvent[] | Rejection => {
  const at = activeStoreIn(context.facts, asked.store)
  if (isRejection(at)) return at
  const refused = misfilled(was, asked, at, context)
  if (refused !== undefined) return refused
  const begun = was.status === 'absent' ? [started(asked, at, context)] : []
  const draft = afterwards(was, begun, context)
  const then = draft.status === 'absent' ? [] : changed(draft, asked, at, context)
  return isRejection(then) ? then : [...begun, ...then]
}

/** What filling in asks of others: the prices of lines that are new, or of all in another currency. */
export const ofFilling = (asked: AskedDraft, _id: string, was: Draft): readonly FactRef[] => {
  const { store, customer, lines, currency } = asked
  const had = new Set(was.status === 'absent' ? [] : was.lines.map(({ line }) => line))
  const isRepriced = was.status === 'absent' || currency !== was.currency
  const wanted = keyed(lines).filter(({ line }) => isRepriced || !had.has(line))
  return [
    ...storesNamed(store),
    ...settingsNamed(store),
    ...(customer === null ? [] : [{ fact: knownCustomer, id: customer }]),
    ...wanted.map(({ sku }) => ({ fact: sellableProduct, id: sku })),
  ]
}
