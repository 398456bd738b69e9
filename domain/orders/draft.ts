import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decider,
  type Decision,
  type FactRef,
  isRejection,
  type MessageOf,
  reject,
  type Touches,
} from '../decider.ts'
import { activeUser } from '../facts/active-user.ts'
import { storeIn, storesNamed } from '../facts/known-store.ts'
import { sellableProduct } from '../facts/sellable-product.ts'
import { settingsNamed } from '../facts/setting.ts'
import { AskedKey, Key, Uuid } from '../shared/id.ts'
import { AskedPrice } from '../shared/money.ts'
import { PriceReason } from './decisions/asked-order.ts'
import { TOO_LARGE } from './decisions/place.ts'
import { furtherOfOrder } from './decisions/placing.ts'
import { copiedFrom, furtherOfCopying, ofCopying } from './draft-copy.ts'
import { type DraftLine, isWithinReach, sumsOf } from './draft-lines.ts'
import { aheadOfPlacing, ofPlacing, placedAs } from './draft-placing.ts'
import { AskedDraft, draftSubject, dueOf, filledIn, keptUntil, ofFilling, pricesAt, setting } from './draft-saving.ts'
import { agreeing, type Draft, draftEvents, draftEvolve, type KnownDraft } from './draft-state.ts'

/** The key of a line: its SKU, and which of several of the same. */
const LineKey = z.string().trim().min(1).max(70)

const commands = {
  /** Fills it in, all of it; one that is not there yet begins so. */
  SaveDraft: AskedDraft,
  /** The same, and it becomes the order of the same id. */
  PlaceDraft: AskedDraft,
  /** Begins one with what was ordered before. */
  CopyOrder: z.strictObject({ order: AskedKey }),
  /** A price that was agreed for a line, in place of the product's. */
  AgreePrice: z.strictObject({ line: LineKey, unitPrice: AskedPrice, reason: PriceReason }),
  DropAgreedPrice: z.strictObject({ line: LineKey }),
  /** Lines cost what their products cost now. */
  TakeNewPrices: z.strictObject({}),
  AssignDraft: z.strictObject({ user: AskedKey.nullable() }),
  AbandonDraft: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
  ResumeDraft: z.strictObject({}),
  /** Time has come; it goes unless somebody has worked on it since. */
  ExpireDraft: z.strictObject({}),
  /** Time has come: nobody has resumed it. */
  EraseDraft: z.strictObject({}),
  /** Sent by the process when the order is there. */
  CloseDraft: z.strictObject({ customer: Key.nullable() }),
}

type Known = (draft: KnownDraft) => Decision<typeof draftEvents>

const known = (was: Draft, then: Known): Decision<typeof draftEvents> =>
  was.status === 'absent' ? reject('unknown', 'DraftUnknown') : then(was)

/** What is asked of a draft that is worked on. */
const open = (was: Draft, then: Known): Decision<typeof draftEvents> =>
  known(was, draft =>
    draft.status === 'open' ? then(draft) : reject('conflict', 'DraftNotOpen', { status: draft.status }),
  )

/** The same of one that may have to be begun first. */
const fillable = (was: Draft, id: string, then: () => Decision<typeof draftEvents>): Decision<typeof draftEvents> => {
  if (was.status === 'absent') return Uuid.safeParse(id).success ? then() : reject('unknown', 'DraftUnknown')
  return open(was, then)
}

const dueNow = ({ store }: KnownDraft, context: Context) => {
  const at = storeIn(context.facts, store)
  return isRejection(at) ? at : { dueAt: dueOf(store, at, context) }
}

const isPast = (moment: string, { now }: Context): boolean => now.getTime() >= Date.parse(moment)

type Abandoned = Omit<z.infer<typeof draftEvents.DraftAbandoned>, 'keptUntil'>

/** Nobody goes on with it for now, nor later than it is kept. */
const abandoned = ({ store }: KnownDraft, context: Context, said: Abandoned): Decision<typeof draftEvents> => {
  const at = storeIn(context.facts, store)
  if (isRejection(at)) return at
  return [{ type: 'DraftAbandoned', data: { keptUntil: keptUntil(store, at, context), ...said } }]
}

type Due = { readonly dueAt: string }
type Price = Pick<DraftLine, 'unitPrice' | 'reason'>

/** Another price of a line that is there; nothing where it is the one that it has. */
const priced = (
  was: Draft,
  key: string,
  price: Price,
  { context, said }: { context: Context; said: (data: Due & { goods: number }) => MessageOf<typeof draftEvents> },
) =>
  open(was, draft => {
    const line = draft.lines.find(({ line }) => line === key)
    if (line === undefined) return reject('unknown', 'DraftLineUnknown', {}, 'line')
    if (line.unitPrice === price.unitPrice && line.reason === price.reason) return []
    const due = dueNow(draft, context)
    if (isRejection(due)) return due
    const lines = agreeing(draft.lines, key, price)
    const { currency } = draft
    return isWithinReach(lines, currency) ? [said({ ...due, goods: sumsOf(lines, currency).goods })] : TOO_LARGE
  })

const decide: Decide<Draft, typeof commands, typeof draftEvents> = {
  SaveDraft: (was, asked, context) => fillable(was, context.id, () => filledIn(was, asked, context)),
  PlaceDraft: (was, asked, context) =>
    was.status === 'placed' ? [] : fillable(was, context.id, () => placedAs(was, asked, context)),
  CopyOrder: copiedFrom,
  AgreePrice: (was, { line, ...price }, context) =>
    priced(was, line, price, {
      context,
      said: data => ({ type: 'DraftPriceAgreed', data: { ...data, line, ...price } }),
    }),
  DropAgreedPrice: (was, { line }, context) =>
    priced(was, line, {}, { context, said: data => ({ type: 'DraftPriceAgreementDropped', data: { ...data, line } }) }),
  TakeNewPrices: (was, _, context) =>
    open(was, draft => {
      const { store, currency, lines } = draft
      const at = storeIn(context.facts, store)
      if (isRejection(at)) return at
      const priceNow = pricesAt({ store, currency, at }, context)
      const news = lines.filter(({ sku, price }) => price !== priceNow(sku))
      const set = news.map(({ line, sku, quantity }) => {
        const price = priceNow(sku)
        return { line, sku, quantity, ...(price === undefined ? {} : { price }) }
      })
      const data = set.length === 0 ? undefined : setting(lines, { set, removed: [] }, currency)
      if (data === undefined || isRejection(data)) return data ?? []
      return [{ type: 'DraftLinesSet', data: { dueAt: dueOf(store, at, context), ...data } }]
    }),
  AssignDraft: (was, { user }, { facts }) =>
    open(was, ({ assignee }) => {
      if (assignee === user) return []
      if (user !== null && !facts.of(activeUser, user)) return reject('invalid', 'AssigneeUnknown', {}, 'user')
      return [{ type: 'DraftAssigned', data: { user } }]
    }),
  AbandonDraft: (was, { reason }, context) =>
    was.status === 'abandoned' || was.status === 'erased'
      ? []
      : open(was, draft =>
          abandoned(draft, context, {
            personal: { subject: draftSubject(context.id, draft.customer), value: { reason } },
          }),
        ),
  ResumeDraft: (was, _, context) =>
    known(was, draft => {
      if (draft.status === 'open') return []
      if (draft.status !== 'abandoned') return reject('conflict', 'DraftNotOpen', { status: draft.status })
      const due = dueNow(draft, context)
      return isRejection(due) ? due : [{ type: 'DraftResumed', data: due }]
    }),
  ExpireDraft: (was, _, context) =>
    known(was, draft =>
      draft.status === 'open' && isPast(draft.dueAt, context) ? abandoned(draft, context, { byItself: true }) : [],
    ),
  EraseDraft: (was, _, context) =>
    known(was, ({ status, keptUntil }) =>
      status === 'abandoned' && keptUntil !== null && isPast(keptUntil, context)
        ? [{ type: 'DraftErased', data: {} }]
        : [],
    ),
  CloseDraft: (was, { customer }, { id }) =>
    known(was, ({ status }) =>
      status === 'placed' ? [] : [{ type: 'DraftPlaced', data: { order: id, customer, late: true } }],
    ),
}

const lineFields = (lines: readonly string[]) => lines.map(line => `lines.${line}` as const)

const touches: Touches<Draft, typeof commands, typeof draftEvents> = {
  DraftStarted: () => ['store', 'status'],
  DraftTermsSet: ({ dueAt: _always, ...terms }) => Object.keys(terms) as (keyof typeof terms)[],
  DraftLinesSet: ({ set, removed }) => lineFields([...set.map(({ line }) => line), ...removed]),
  DraftDetailsFilledIn: ({ filled, cleared }) => [...filled, ...cleared],
  DraftPriceAgreed: ({ line }) => [`lines.${line}.unitPrice`],
  DraftPriceAgreementDropped: ({ line }) => [`lines.${line}.unitPrice`],
  DraftAssigned: () => ['user'],
  DraftPlaced: () => ['status'],
  DraftAbandoned: () => ['status'],
  DraftResumed: () => ['status'],
  DraftErased: () => ['status'],
}

/** What the store of a draft says. */
const ofStore = (was: Draft): readonly FactRef[] =>
  was.status === 'absent' ? [] : [...storesNamed(was.store), ...settingsNamed(was.store)]

/** An order that somebody still fills in; id = UUID, which the order will have. See docs/adr/0056. */
export const draft: Decider<Draft, typeof commands, typeof draftEvents> = {
  category: 'draft',
  newId: Uuid,
  initial: { status: 'absent' },
  events: draftEvents,
  evolve: draftEvolve,
  commands,
  decide,
  touches,
  spared: ['DraftAbandoned'],
  facts: {
    SaveDraft: ofFilling,
    PlaceDraft: ofPlacing,
    CopyOrder: ofCopying,
    AgreePrice: (_, _id, was) => ofStore(was),
    DropAgreedPrice: (_, _id, was) => ofStore(was),
    TakeNewPrices: (_, _id, was) => [
      ...ofStore(was),
      ...(was.status === 'absent' ? [] : was.lines.map(({ sku }) => ({ fact: sellableProduct, id: sku }))),
    ],
    AssignDraft: ({ user }) => (user === null ? [] : [{ fact: activeUser, id: user }]),
    AbandonDraft: (_, _id, was) => ofStore(was),
    ResumeDraft: (_, _id, was) => ofStore(was),
    ExpireDraft: (_, _id, was) => ofStore(was),
  },
  further: { CopyOrder: furtherOfCopying, PlaceDraft: furtherOfOrder },
  before: aheadOfPlacing,
}
