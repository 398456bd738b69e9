import { expect, test } from 'vitest'
import { activity, positionOf } from '../../../projections/audit/activity.ts'
import { placed, recorded } from '../../support/orders.ts'
import { folded, on, tokenOf } from '../../support/projections.ts'

const personal = { subject: 'customer-17850', value: { name: 'Ada', email: 'ada@example.org' } }

test('every event of any kind has a row that says who did what to which thing', () => {
  const { rows } = folded(
    activity,
    on('order-536365', placed({ personal }), {
      type: 'OrderCommented',
      data: { personal: { subject: 'order-536365', value: { text: 'Ring twice' } } },
    }),
    on('claim-email.4f', { type: 'ClaimMade', data: { owner: 'customer-1' } }),
  )
  expect(rows.activity).toMatchObject([
    { position: tokenOf(1), type: 'OrderPlaced', revision: 0 },
    {
      position: tokenOf(2),
      type: 'OrderCommented',
      revision: 1,
      category: 'order',
      id: '536365',
      parameters: {},
    },
    { position: tokenOf(3), type: 'ClaimMade', category: 'claim', about: 'bookkeeping', id: 'email.4f', revision: 0 },
  ])
  expect(rows.activity[0]).toEqual({
    position: tokenOf(1),
    eventId: '00000000-0000-4000-8000-000000000001',
    at: new Date('2026-01-15T09:00:01Z'),
    actorId: 'ada',
    actorKind: 'user',
    actorOwner: null,
    origin: 'live',
    stream: 'order-536365',
    category: 'order',
    about: 'things',
    id: '536365',
    type: 'OrderPlaced',
    revision: 0,
    parameters: {
      number: '536365',
      store: 'UK',
      currency: 'GBP',
      country: 'GB',
      customer: '17850',
      placedOn: '2026-01-15',
      timeZone: 'Europe/London',
      process: 'no-payment-1',
      lines: 1,
      total: 1200,
    },
    command: 'Test',
    commandId: '00000000-0000-4000-8000-000000000001',
    correlationId: '00000000-0000-4000-8000-000000000001',
    causationId: '00000000-0000-4000-8000-000000000001',
    words: 'Order Placed 536365 536365 UK GBP GB 17850 2026-01-15 Europe/London no-payment-1 1 1200',
    subject: 'customer-17850',
    personalWords: 'Ada ada@example.org',
    store: 'UK',
  })
})

test('an event belongs to the store of its order or return, or to the one whose price it tells; the rest is shared', () => {
  const price = { store: 'DE', currency: 'EUR', price: { gross: '9.00' } } as const
  const { rows } = folded(
    activity,
    on('order-1', placed(), { type: 'CustomReferenceCleared', data: {} }),
    on('order-2', placed({ store: 'DE' }), { type: 'GuestErased', data: {} }),
    on('return-3', recorded({ store: 'DE' }), {
      type: 'ReturnRefused',
      data: { order: '2', reason: 'x', lines: [1], amount: 1, currency: 'EUR', store: 'UK', recordedOn: '2026-01-15' },
    }),
    on('product-MUG', { type: 'PriceChanged', data: price }, { type: 'ProductActivated', data: {} }),
    on('customer-4', { type: 'CustomerLocaleChanged', data: { locale: 'de' } }),
    on('order-5', { type: 'CustomReferenceCleared', data: {} }),
  )
  // Nobody may see what is of a store that can not be told.
  expect(rows.activity.map(({ store }) => store)).toEqual(['UK', 'UK', 'DE', 'DE', 'DE', 'DE', 'DE', '', '', '?'])
})

test('what is personal is in the one column that an erasure clears, and nowhere else', () => {
  const { rows } = folded(activity, on('order-1', placed({ personal })))
  const [{ personalWords, ...rest } = { personalWords: null }] = rows.activity
  expect(personalWords).toContain('Ada')
  expect(JSON.stringify(rest)).not.toMatch(/ada@|Ada/)
  expect(activity.tables.activity.columns.personalWords.personal).toBe(true)
})

test('an event about nobody, or about somebody erased, has no personal words', () => {
  const erased = { personal: { subject: 'customer-17850', value: null } }
  const { rows } = folded(activity, on('order-1', placed({}), placed(erased)))
  expect(rows.activity).toMatchObject([
    { subject: null, personalWords: null },
    { subject: 'customer-17850', personalWords: null },
  ])
})

test('a position is written as its token or as people read it', () => {
  expect(positionOf(tokenOf(42))).toBe(tokenOf(42))
  expect(positionOf('12/7')).toBe('00000000000000000012-00000000000000000007')
  // Before every token with this commit position.
  expect(positionOf('42')).toBe('00000000000000000042')
  for (const text of ['', 'x', '-1', '1/2/3', '1'.repeat(21)]) expect(positionOf(text)).toBeUndefined()
})
