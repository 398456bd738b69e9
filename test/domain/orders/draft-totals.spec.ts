import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Context, fold, isRejection, type MessageOf } from '../../../domain/decider.ts'
import { placingDecide } from '../../../domain/orders/decisions/placing.ts'
import { draft } from '../../../domain/orders/draft.ts'
import { keyed } from '../../../domain/orders/draft-lines.ts'
import type { AskedDraft } from '../../../domain/orders/draft-saving.ts'
import type { Draft } from '../../../domain/orders/draft-state.ts'
import { draftId as id } from '../../support/drafts.ts'
import { now } from '../../support/given.ts'
import { storeOf } from '../../support/known-stores.ts'

const prices = { MUG: '4.00', PEN: '1.255', JUG: '12.99' }
const skus = Object.keys(prices) as (keyof typeof prices)[]

const views = {
  product: (sku: keyof typeof prices) => ({
    status: 'active',
    name: sku,
    gross: { 'UK/GBP': prices[sku], 'UK/EUR': `1${prices[sku]}` },
    net: {},
    taxSet: null,
  }),
  store: storeOf,
  settings: () => ({}),
  customer: () => 'absent',
}
const facts: Context['facts'] = {
  of: ({ category }, key) => views[category as keyof typeof views](key as never) as never,
}
const context: Context = { now, id, actor: { id: 'ada', kind: 'user' }, facts, claimed: {} }

const address = fc.constantFrom(
  { firstName: 'Ada', lastName: 'Lovelace', street: '12 Dock Road', zip: 'L3 4AG', city: 'Bath', country: 'GB' },
  { firstName: 'Eve', lastName: 'Moore', street: 'Hauptstr. 1', zip: '10115', city: 'Berlin', country: 'DE' },
)
const form: fc.Arbitrary<AskedDraft> = fc.record(
  {
    store: fc.constant('UK'),
    currency: fc.constantFrom('GBP' as const, 'EUR' as const),
    customer: fc.constant(null),
    lines: fc.array(fc.record({ sku: fc.constantFrom(...skus), quantity: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
    source: fc.constantFrom('phone' as const, 'email' as const),
    comment: fc.constantFrom('Ring twice', 'Leave it'),
    reference: fc.constantFrom('PO 7', 'PO 8'),
    billing: address,
    shipping: address,
  },
  { requiredKeys: ['store', 'currency', 'customer', 'lines'] },
)
const agreement = fc.record({
  place: fc.nat(5),
  unitPrice: fc.constantFrom('0', '3.50', '1.2345'),
  reason: fc.constantFrom('Open box', 'Late'),
})
const life = fc.record({
  before: fc.array(form, { maxLength: 4 }),
  last: form,
  agreed: fc.array(agreement, { maxLength: 3 }),
})
type Life = typeof life extends fc.Arbitrary<infer One> ? One : never

type Event = MessageOf<typeof draft.events>

const then = (was: Draft, events: readonly Event[]): Draft =>
  fold(
    draft.evolve,
    was,
    events.map(event => ({ ...event, at: now, commandId: '' })),
  )

const made = (decision: ReturnType<(typeof draft.decide)['SaveDraft']>): readonly Event[] => {
  if (isRejection(decision)) throw new Error(`refused: ${decision.code}`)
  return decision
}

/** A draft that was filled in again and again, with the prices that were agreed at the end. */
const lived = ({ before, last, agreed }: Life) => {
  const save = (was: Draft, asked: AskedDraft) => then(was, made(draft.decide.SaveDraft(was, asked, context)))
  const filled = [...before, last].reduce(save, draft.initial)
  const lines = keyed(last.lines)
  return agreed.reduce<Draft>((was, { place, ...price }) => {
    const { line = '' } = lines[place % lines.length] ?? {}
    return then(was, made(draft.decide.AgreePrice(was, { line, ...price }, context)))
  }, filled)
}

/** The order as somebody would have asked for it at once. */
const atOnce = ({ last, agreed }: Life) => {
  const lines = keyed(last.lines)
  const prices = new Map(agreed.map(({ place, ...price }) => [lines[place % lines.length]?.line, price] as const))
  return { ...last, lines: lines.map(({ line, sku, quantity }) => ({ sku, quantity, ...prices.get(line) })) }
}

const ordered = (decision: ReturnType<(typeof placingDecide)['PlaceOrder']>) => {
  if (isRejection(decision)) throw new Error(`refused: ${decision.code}`)
  return decision.map(event => {
    if (event.type !== 'OrderPlaced') return event
    const { draft: _by, ...data } = event.data
    return { ...event, data }
  })
}

describe('a draft that is placed', () => {
  it('is the order that would have been placed at once, however often it was filled in before', () => {
    fc.assert(
      fc.property(life, one => {
        const was = lived(one)
        const placing = made(draft.decide.PlaceDraft(was, one.last, context))
        const [ahead] = draft.before?.(was, placing, { id, revision: 1 }) ?? []
        const direct = ordered(placingDecide.PlaceOrder({ status: 'absent' }, atOnce(one) as never, context))
        expect(ordered(placingDecide.PlaceDraftedOrder({ status: 'absent' }, ahead?.data as never, context))).toEqual(
          direct,
        )
      }),
      { numRuns: 500 },
    )
  })

  it('says nothing when the same is filled in a second time', () => {
    fc.assert(
      fc.property(life, one => {
        expect(draft.decide.SaveDraft(lived(one), one.last, context)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
