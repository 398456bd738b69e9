import type { MessageOf } from '../../domain/decider.ts'
import type { draft } from '../../domain/orders/draft.ts'

type Event = MessageOf<typeof draft.events>
type Data<T extends Event['type']> = Extract<Event, { type: T }>['data']

export const draftId = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e92'
/** The end of the thirtieth day after the specs’ now, in London. */
export const dueAt = '2026-02-14T23:59:59.999Z'

/** By time, on the specs’ now. */
export const abandoned: Event = { type: 'DraftAbandoned', data: { keptUntil: dueAt, byItself: true } }
export const erased: Event = { type: 'DraftErased', data: {} }

export const started = (more: Partial<Data<'DraftStarted'>> = {}): Event => ({
  type: 'DraftStarted',
  data: { dueAt, number: '5WXH-S7MJ', store: 'UK', currency: 'GBP', ...more },
})
export const termsSet = (terms: Omit<Data<'DraftTermsSet'>, 'dueAt'>): Event => ({
  type: 'DraftTermsSet',
  data: { dueAt, ...terms },
})
export const linesSet = (change: Partial<Data<'DraftLinesSet'>>): Event => ({
  type: 'DraftLinesSet',
  data: { dueAt, lineCount: 1, itemCount: 3, goods: 1200, set: [], removed: [], ...change },
})
/** Three mugs at 4.00, unless told otherwise. */
export const mugs = (more: Partial<Data<'DraftLinesSet'>['set'][number]> = {}) => ({
  line: 'MUG',
  sku: 'MUG',
  quantity: 3,
  price: '4.00',
  ...more,
})
/** What was filled in of a guest’s draft, or a customer’s. */
export const filledIn = (
  value: NonNullable<NonNullable<Data<'DraftDetailsFilledIn'>['personal']>['value']>,
  { customer, cleared = [] }: { customer?: string; cleared?: Data<'DraftDetailsFilledIn'>['cleared'] } = {},
): Event => {
  const filled = Object.keys(value) as Data<'DraftDetailsFilledIn'>['filled']
  const subject = customer === undefined ? `draft-${draftId}` : `customer-${customer}`
  const personal = filled.length === 0 ? {} : { personal: { subject, value } }
  return { type: 'DraftDetailsFilledIn', data: { dueAt, filled, cleared, ...personal } }
}
