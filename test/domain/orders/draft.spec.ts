import { describe, expect, test } from 'vitest'
import type { MessageOf } from '../../../domain/decider.ts'
import { fold } from '../../../domain/decider.ts'
import { knownCustomer } from '../../../domain/facts/known-customer.ts'
import { ordered } from '../../../domain/facts/ordered.ts'
import { draft } from '../../../domain/orders/draft.ts'
import { draftUndo } from '../../../domain/orders/draft-undo.ts'
import { order } from '../../../domain/orders/order.ts'
import { abandoned, dueAt, filledIn, draftId as id, linesSet, mugs, started, termsSet } from '../../support/drafts.ts'
import { given, now } from '../../support/given.ts'
import { onSale, placed as orderPlaced } from '../../support/orders.ts'

type Event = MessageOf<typeof draft.events>
type Form = Partial<Extract<MessageOf<typeof draft.commands>, { type: 'SaveDraft' }>['data']>

const form = (more: Form = {}) => ({
  store: 'UK',
  currency: 'GBP' as const,
  customer: null,
  lines: [{ sku: 'MUG', quantity: 3 }],
  ...more,
})
const save = (more: Form = {}) => ({ type: 'SaveDraft' as const, data: form(more) })
const place = (more: Form = {}) => ({ type: 'PlaceDraft' as const, data: form(more) })
const nobody = [knownCustomer, id, 'absent'] as const
const ada = [knownCustomer, 'ada', 'known'] as const
const facts = [onSale('MUG'), onSale('PEN', { gross: { 'UK/GBP': '1.20' } }), nobody, ada]
const open = [started(), linesSet({ set: [mugs()] })]
const closed: Event = { type: 'DraftPlaced', data: { order: id, customer: null } }
const agreed: Event = {
  type: 'DraftPriceAgreed',
  data: { dueAt, goods: 1050, line: 'MUG', unitPrice: '3.50', reason: 'Open box' },
}
const address = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  street: '12 Dock Road',
  zip: 'L3 4AG',
  city: 'Bath',
  country: 'GB',
}
const under = (group: string, fields: object) =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${group}.${field}`, value]))

describe('filling in a draft', () => {
  test('begins it, keeps what products cost, and changes nothing the second time', () => {
    given(draft, id)
      .when(save(), { facts })
      .then(...open)
    given(draft, id, ...open)
      .when(save(), { facts })
      .thenNothing()
  })

  test('says only what is otherwise than before', () => {
    given(draft, id, ...open)
      .when(save({ payment: 'invoice', source: 'phone' }), { facts })
      .then(termsSet({ source: 'phone', payment: 'invoice' }))
    given(draft, id, ...open, termsSet({ source: 'phone', payment: 'invoice' }))
      .when(save({ payment: 'invoice' }), { facts })
      .then(termsSet({ source: null }))
    given(draft, id, ...open)
      .when(save({ lines: [{ sku: 'MUG', quantity: 5 }] }))
      .then(linesSet({ set: [mugs({ quantity: 5 })], itemCount: 5, goods: 2000 }))
  })

  test('knows two lines of one product apart, and in which order they stand', () => {
    const two = [mugs(), mugs({ line: 'MUG~2', quantity: 1 })]
    given(draft, id, ...open)
      .when(
        save({
          lines: [
            { sku: 'MUG', quantity: 3 },
            { sku: 'MUG', quantity: 1 },
          ],
        }),
        { facts },
      )
      .then(linesSet({ set: [two[1] ?? mugs()], lineCount: 2, itemCount: 4, goods: 1600 }))
    given(draft, id, started(), linesSet({ set: two }))
      .when(
        save({
          lines: [
            { sku: 'PEN', quantity: 1 },
            { sku: 'MUG', quantity: 3 },
          ],
        }),
        { facts },
      )
      .then(
        linesSet({
          set: [{ line: 'PEN', sku: 'PEN', quantity: 1, price: '1.20' }],
          removed: ['MUG~2'],
          order: ['PEN', 'MUG'],
          lineCount: 2,
          itemCount: 4,
          goods: 1320,
        }),
      )
  })

  test('takes products that can not be sold, which placing refuses', () => {
    given(draft, id)
      .when(save(), { facts: [onSale('MUG', { status: 'absent', gross: {} })] })
      .then(started(), linesSet({ set: [{ line: 'MUG', sku: 'MUG', quantity: 3 }], goods: 0 }))
  })

  test('of an erased customer takes nothing that is about them, and everything else', () => {
    const of = [...open, termsSet({ customer: 'ada' })]
    const gone = [onSale('MUG'), [knownCustomer, 'ada', 'erased'] as const]
    given(draft, id, ...of)
      .when(save({ customer: 'ada', comment: 'Ring' }), { facts: gone })
      .thenRejected('OrderCustomerErased', 'customer')
    given(draft, id, ...of)
      .when(save({ customer: 'ada', payment: 'invoice' }), { facts: gone })
      .then(termsSet({ payment: 'invoice' }))
  })

  test('keeps what it says of people by field, under the draft until somebody is chosen, and then under them', () => {
    const known = filledIn({ 'billing.firstName': 'Ada', 'billing.city': 'Bath' })
    given(draft, id, ...open)
      .when(save({ billing: { firstName: 'Ada', city: 'Bath' } }), { facts })
      .then(known)
    given(draft, id, ...open, known)
      .when(save({ billing: { firstName: 'Ada' }, comment: 'Ring twice' }), { facts })
      .then(filledIn({ comment: 'Ring twice' }, { cleared: ['billing.city'] }))
    given(draft, id, ...open, known)
      .when(save({ billing: { firstName: 'Ada', city: 'Bath' }, customer: 'ada' }), { facts })
      .then(
        termsSet({ customer: 'ada' }),
        filledIn({ 'billing.firstName': 'Ada', 'billing.city': 'Bath' }, { customer: 'ada' }),
      )
  })

  test('in another currency takes the prices there, and drops what was agreed', () => {
    const euros = [onSale('MUG', { gross: { 'UK/GBP': '4.00', 'UK/EUR': '5.00' } })]
    const state = fold(
      draft.evolve,
      draft.initial,
      [...open, agreed, termsSet({ currency: 'EUR' })].map(event => ({ ...event, at: now, commandId: '' })),
    )
    expect(state).toMatchObject({ currency: 'EUR', lines: [{ sku: 'MUG', price: '4.00' }] })
    expect(state).not.toHaveProperty('lines.0.unitPrice')
    given(draft, id, ...open)
      .when(save({ currency: 'EUR' }), { facts: euros })
      .then(termsSet({ currency: 'EUR' }), linesSet({ set: [mugs({ price: '5.00' })], goods: 1500 }))
    given(draft, id, ...open)
      .when(save({ currency: 'JPY' }), { facts: euros })
      .thenRejected('CurrencyNotOfStore', 'currency')
  })

  test('stays at the store it was begun for, for somebody who is there', () => {
    given(draft, id, ...open)
      .when(save({ store: 'DE' }), { facts })
      .thenRejected('DraftOfStore', 'store')
    given(draft, id)
      .when(save({ customer: 'eve' }), { facts: [[knownCustomer, 'eve', 'absent']] })
      .thenRejected('OrderCustomerUnknown', 'customer')
    given(draft, 'my-order').when(save(), { facts }).thenRejected('DraftUnknown')
  })

  test('is for one that is open', () => {
    given(draft, id, ...open, closed)
      .when(save(), { facts })
      .thenRejected('DraftNotOpen')
    given(draft, id, ...open, abandoned)
      .when(save(), { facts })
      .thenRejected('DraftNotOpen')
  })
})

describe('placing a draft', () => {
  test('fills it in and closes it; the second time it is placed already', () => {
    given(draft, id, ...open)
      .when(place(), { facts })
      .then(closed)
    given(draft, id)
      .when(place(), { facts })
      .then(...open, closed)
    given(draft, id, ...open, closed)
      .when(place(), { facts })
      .thenNothing()
  })

  test('asks for the order first, with all that was agreed', () => {
    const was = fold(
      draft.evolve,
      draft.initial,
      [...open, agreed].map(event => ({ ...event, at: now, commandId: '' })),
    )
    expect(draft.before?.(was, [closed], { id, revision: 2 })).toEqual([
      {
        decider: 'order',
        id,
        type: 'PlaceDraftedOrder',
        data: {
          store: 'UK',
          currency: 'GBP',
          customer: null,
          lines: [{ sku: 'MUG', quantity: 3, unitPrice: '3.50', reason: 'Open box' }],
        },
      },
    ])
    expect(draft.before?.(was, [agreed], { id, revision: 2 })).toEqual([])
  })

  test('registers whoever is new in the same step, under the id of the draft, with the address', () => {
    const newCustomer = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' }
    const { firstName: _first, lastName: _last, ...billing } = address
    const asked = { newCustomer, billing }
    const registered: Event = { type: 'DraftPlaced', data: { order: id, customer: id, registered: { locale: 'en' } } }
    const filled = filledIn({ ...under('billing', billing), ...under('newCustomer', newCustomer) })
    given(draft, id, ...open)
      .when(place(asked), { facts })
      .then(filled, registered)
    const was = fold(
      draft.evolve,
      draft.initial,
      open.map(event => ({ ...event, at: now, commandId: '' })),
    )
    expect(draft.before?.(was, [filled, registered], { id, revision: 1 })).toEqual([
      {
        decider: 'customer',
        id,
        type: 'RegisterCustomer',
        within: 'newCustomer',
        data: { ...newCustomer, locale: 'en', store: 'UK', country: 'GB' },
      },
      { decider: 'customer', id, type: 'AddAddress', within: 'billing', data: { address: id, ...address } },
      { decider: 'order', id, type: 'PlaceDraftedOrder', data: { ...form(), customer: id, billing: address } },
    ])
  })

  test('registers nobody a second time', () => {
    const newCustomer = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' }
    given(draft, id, ...open, filledIn(under('newCustomer', newCustomer)))
      .when(place({ newCustomer }), { facts: [onSale('MUG'), [knownCustomer, id, 'known']] })
      .then({ type: 'DraftPlaced', data: { order: id, customer: id } })
  })

  test('says all that is missing at once, each at its field', () => {
    given(draft, id, ...open)
      .when(place({ lines: [], billing: { city: 'Bath' }, newCustomer: { firstName: 'Ada', lastName: 'L' } }), {
        facts,
      })
      .thenAllRejected(
        ['DraftWithoutLines', 'lines'],
        ['DraftFieldMissing', 'billing.street'],
        ['DraftFieldMissing', 'billing.country'],
        ['DraftFieldMissing', 'newCustomer.email'],
      )
    given(draft, id, ...open)
      .when(place({ customer: 'ada', newCustomer: { firstName: 'Ada', lastName: 'L', email: 'a@example.com' } }), {
        facts,
      })
      .thenRejected('DraftCustomerTwice', 'newCustomer.email')
  })

  test('is refused as the order would be, at the line', () => {
    given(draft, id, ...open)
      .when(place(), { facts: [onSale('MUG', { status: 'inactive' }), nobody] })
      .thenRejected('ProductNotForSale', 'lines.0.sku')
  })

  test('is refused once a product costs something else than the draft shows, until that is taken or another price agreed', () => {
    const dearer = { facts: [onSale('MUG', { gross: { 'UK/GBP': '4.50' } }), nobody] }
    given(draft, id, ...open)
      .when(place(), dearer)
      .thenRejected('DraftPriceChanged', 'lines.0.sku')
    given(draft, id, ...open, agreed)
      .when(place(), dearer)
      .then(closed)
    const taken = linesSet({ set: [mugs({ price: '4.50' })], goods: 1350 })
    given(draft, id, ...open)
      .when({ type: 'TakeNewPrices', data: {} }, dearer)
      .then(taken)
    given(draft, id, ...open, taken)
      .when({ type: 'TakeNewPrices', data: {} }, dearer)
      .thenNothing()
    given(draft, id, ...open, taken)
      .when(place(), dearer)
      .then(closed)
  })

  test('is told by the order where the draft could not say it itself', () => {
    const late: Event = { type: 'DraftPlaced', data: { order: id, customer: 'ada', late: true } }
    given(draft, id, ...open)
      .when({ type: 'CloseDraft', data: { customer: 'ada' } })
      .then(late)
    given(draft, id, ...open, closed)
      .when({ type: 'CloseDraft', data: { customer: 'ada' } })
      .thenNothing()
    given(draft, id)
      .when({ type: 'CloseDraft', data: { customer: 'ada' } })
      .thenRejected('DraftUnknown')
    expect(draft.before?.(draft.initial, [late], { id, revision: 1 })).toEqual([])
  })
})

describe('an agreed price', () => {
  const agree = (more: object = {}) => ({
    type: 'AgreePrice' as const,
    data: { line: 'MUG', unitPrice: '3.50', reason: 'Open box', ...more },
  })

  test('is said of a line with its reason, once, and dropped again', () => {
    given(draft, id, ...open)
      .when(agree())
      .then(agreed)
    given(draft, id, ...open, agreed)
      .when(agree())
      .thenNothing()
    given(draft, id, ...open)
      .when(agree({ line: 'PEN' }))
      .thenRejected('DraftLineUnknown', 'line')
    const drop = { type: 'DropAgreedPrice' as const, data: { line: 'MUG' } }
    given(draft, id, ...open, agreed)
      .when(drop)
      .then({ type: 'DraftPriceAgreementDropped', data: { dueAt, goods: 1200, line: 'MUG' } })
    given(draft, id, ...open)
      .when(drop)
      .thenNothing()
  })

  test('outlives another quantity, and goes with its line', () => {
    const then = (...events: readonly Event[]) =>
      fold(
        draft.evolve,
        draft.initial,
        [...open, agreed, ...events].map(event => ({ ...event, at: now, commandId: '' })),
      )
    expect(then(linesSet({ set: [mugs({ quantity: 9 })] }))).toMatchObject({
      lines: [{ quantity: 9, unitPrice: '3.50' }],
    })
    expect(then(linesSet({ removed: ['MUG'] }), linesSet({ set: [mugs()] }))).not.toHaveProperty('lines.0.unitPrice')
  })
})

describe('copying an order', () => {
  const copy = { type: 'CopyOrder' as const, data: { order: '536365' } }
  const was = fold(order.evolve, order.initial, [{ ...orderPlaced({ customer: 'ada' }), at: now, commandId: '' }])

  test('begins a draft with its products at the prices of now, for its customer', () => {
    given(draft, id)
      .when(copy, { facts: [[ordered, '536365', was], ...facts] })
      .then(started({ copied: '536365' }), termsSet({ customer: 'ada' }), linesSet({ set: [mugs()] }))
  })

  test('is for nobody whose customer is erased, and needs an order and an id of its own', () => {
    given(draft, id)
      .when(copy, { facts: [[ordered, '536365', was], onSale('MUG'), [knownCustomer, 'ada', 'erased']] })
      .then(started({ copied: '536365' }), linesSet({ set: [mugs()] }))
    given(draft, id)
      .when(copy, { facts: [[ordered, '536365', { status: 'absent' }]] })
      .thenRejected('OrderUnknown')
    given(draft, id, ...open)
      .when(copy, { facts: [[ordered, '536365', was], ...facts] })
      .thenRejected('DraftExists')
  })
})

describe('undoing what was filled in', () => {
  const state = (...events: readonly Event[]) =>
    fold(
      draft.evolve,
      draft.initial,
      events.map(event => ({ ...event, at: now, commandId: '' })),
    )
  const undo = (was: ReturnType<typeof state>, made: readonly Event[]) =>
    typeof draftUndo.SaveDraft === 'function' ? draftUndo.SaveDraft(was, made) : undefined

  test('fills in what was there before, unless that would lose an agreed price', () => {
    const details = filledIn({ 'billing.city': 'Bath', comment: 'Ring' })
    expect(undo(state(...open, details), [linesSet({ removed: ['MUG'] })])).toEqual({
      type: 'SaveDraft',
      data: { ...form(), billing: { city: 'Bath' }, comment: 'Ring' },
    })
    expect(undo(state(...open, agreed), [linesSet({ removed: ['MUG'] })])).toMatchObject({ code: 'UndoNoWayBack' })
    expect(undo(draft.initial, open)).toMatchObject({ code: 'UndoNoWayBack' })
  })
})
