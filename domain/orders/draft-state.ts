import { z } from 'zod'
import type { Evolve } from '../decider.ts'
import { amend } from '../shared/changes.ts'
import { Currency } from '../shared/currency.ts'
import { Key } from '../shared/id.ts'
import { Language } from '../shared/language.ts'
import { Minor, UnitPrice } from '../shared/money.ts'
import { personal } from '../shared/personal.ts'
import { DetailPath, type Details, FilledDetails, withDetails } from './draft-details.ts'
import { type DraftLine, withLines } from './draft-lines.ts'
import { orderSources } from './terms.ts'
import { Quantity } from './units.ts'

/** When it is abandoned by itself unless somebody works on it. */
const Due = { dueAt: z.iso.datetime() }

/** What the goods come to, with what was agreed. */
const Goods = { goods: Minor }

/** `price`: of a unit when it was put there. `order`: of all lines, where another one than that in which they came. */
export const DraftLinesSet = z.strictObject({
  ...Due,
  ...Goods,
  lineCount: z.int(),
  itemCount: z.int(),
  set: z.array(z.strictObject({ line: z.string(), sku: z.string(), quantity: Quantity, price: UnitPrice.optional() })),
  removed: z.array(z.string()),
  order: z.array(z.string()).optional(),
})

// Stored for ever: never rename a key, only add optional fields.
export const draftEvents = {
  /** `copied`: the order whose lines it began with. */
  DraftStarted: z.strictObject({
    ...Due,
    number: z.string(),
    store: Key,
    currency: Currency,
    copied: Key.optional(),
  }),
  /** What of it is otherwise than before; null: nothing is said any more. In another currency no agreed price holds. */
  DraftTermsSet: z.strictObject({
    ...Due,
    customer: Key.nullable().optional(),
    currency: Currency.optional(),
    source: z.enum(orderSources).nullable().optional(),
    delivery: Key.nullable().optional(),
    payment: Key.nullable().optional(),
  }),
  DraftLinesSet,
  /** Which fields are filled in otherwise than before, and which are blank again. */
  DraftDetailsFilledIn: z.strictObject({
    ...Due,
    filled: z.array(DetailPath),
    cleared: z.array(DetailPath),
    personal: personal(FilledDetails).optional(),
  }),
  DraftPriceAgreed: z.strictObject({ ...Due, ...Goods, line: z.string(), unitPrice: UnitPrice, reason: z.string() }),
  DraftPriceAgreementDropped: z.strictObject({ ...Due, ...Goods, line: z.string() }),
  DraftAssigned: z.strictObject({ user: Key.nullable() }),
  /** `registered`: the customer is new. `late`: the order told it. */
  DraftPlaced: z.strictObject({
    order: Key,
    customer: Key.nullable(),
    registered: z.strictObject({ locale: Language }).optional(),
    late: z.literal(true).optional(),
  }),
  /** `byItself`: nobody had worked on it for long. `keptUntil`: so long it can be resumed. */
  DraftAbandoned: z.strictObject({
    byItself: z.literal(true).optional(),
    keptUntil: z.iso.datetime().optional(),
    personal: personal({ reason: z.string() }).optional(),
  }),
  DraftResumed: z.strictObject(Due),
  /** It was abandoned for long: what it says of a guest can not be read any more, and nobody goes on with it. */
  DraftErased: z.strictObject({}),
}

const KEPT_OTHERWISE_MS = 30 * 86_400_000
/** Until when a draft can be resumed whose event does not say it yet. */
export const keptOtherwise = (abandonedAt: Date): Date => new Date(abandonedAt.getTime() + KEPT_OTHERWISE_MS)

export type KnownDraft = {
  readonly status: 'open' | 'placed' | 'abandoned' | 'erased'
  readonly store: string
  readonly currency: Currency
  readonly customer: string | null
  readonly source: (typeof orderSources)[number] | null
  readonly delivery: string | null
  readonly payment: string | null
  readonly lines: readonly DraftLine[]
  readonly details: Details
  /** The user who takes care of it. */
  readonly assignee: string | null
  readonly dueAt: string
  /** Until when it can be resumed; null while it is not abandoned. */
  readonly keptUntil: string | null
}
export type Draft = { readonly status: 'absent' } | KnownDraft

/** Lines of which one has the price that was agreed, or none any more. */
export const agreeing = (
  lines: readonly DraftLine[],
  key: string,
  agreed: Pick<DraftLine, 'unitPrice' | 'reason'>,
): readonly DraftLine[] =>
  lines.map(line => {
    if (line.line !== key) return line
    const { unitPrice: _price, reason: _why, ...without } = line
    return { ...without, ...agreed }
  })

export const withoutAgreements = (lines: readonly DraftLine[]): readonly DraftLine[] =>
  lines.map(({ unitPrice: _price, reason: _why, ...line }) => line)

export const draftEvolve: Evolve<Draft, typeof draftEvents> = {
  DraftStarted: (_, { store, currency, dueAt }) => ({
    status: 'open',
    store,
    currency,
    customer: null,
    source: null,
    delivery: null,
    payment: null,
    lines: [],
    details: {},
    assignee: null,
    dueAt,
    keptUntil: null,
  }),
  DraftTermsSet: (draft, { currency, ...terms }) => {
    if (draft.status === 'absent') return draft
    const said = Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined))
    if (currency === undefined) return { ...draft, ...said }
    return { ...draft, ...said, currency, lines: withoutAgreements(draft.lines) }
  },
  DraftLinesSet: (draft, { dueAt, ...change }) =>
    draft.status === 'absent' ? draft : { ...draft, dueAt, lines: withLines(draft.lines, change) },
  DraftDetailsFilledIn: (draft, { dueAt, cleared, personal }) =>
    draft.status === 'absent'
      ? draft
      : { ...draft, dueAt, details: withDetails(draft.details, personal?.value as Details | undefined, cleared) },
  DraftPriceAgreed: (draft, { line, unitPrice, reason, dueAt }) =>
    draft.status === 'absent' ? draft : { ...draft, dueAt, lines: agreeing(draft.lines, line, { unitPrice, reason }) },
  DraftPriceAgreementDropped: (draft, { line, dueAt }) =>
    draft.status === 'absent' ? draft : { ...draft, dueAt, lines: agreeing(draft.lines, line, {}) },
  DraftAssigned: (draft, { user }) => amend(draft, { assignee: user }),
  DraftPlaced: (draft, { customer }) => amend(draft, { status: 'placed', customer }),
  DraftAbandoned: (draft, { keptUntil }, { at }) =>
    amend(draft, { status: 'abandoned', keptUntil: keptUntil ?? keptOtherwise(at).toISOString() }),
  DraftResumed: (draft, { dueAt }) => amend(draft, { status: 'open', dueAt, keptUntil: null }),
  DraftErased: draft => amend(draft, { status: 'erased', details: {} }),
}
