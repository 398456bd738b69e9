import { describe, expect, test } from 'vitest'
import type { EventData } from '../../../domain/index.ts'
import { orders } from '../../../projections/orders/order.ts'
import { line, placed } from '../../support/orders.ts'
import { folded, type Happened, on } from '../../support/projections.ts'

const mugs = line({ quantity: 3, total: 1200 })
const post = line({
  line: 2,
  kind: 'shipping',
  sku: 'POST',
  name: 'POSTAGE',
  quantity: 1,
  unitPrice: '18',
  total: 1800,
})
const order = placed({
  lines: [mugs, post],
  total: 3000,
  personal: { subject: 'customer-17850', value: { name: 'Ada', email: 'ada@example.org' } },
})
/** Of the first event after the order itself. */
const COMMENT = '00000000-0000-4000-8000-000000000002'
const other = on('order-536366', placed({ number: '536366' }))

const cancelled = (line: number, quantity: number, amount: number): Happened => ({
  type: 'OrderLinesCancelled',
  data: {
    lines: [{ line, quantity, amount }],
    amount,
    reason: 'Damaged',
    currency: 'GBP',
    store: 'UK',
    on: '2026-01-16',
  },
})
const returned = (line: number, quantity: number): Happened => ({
  type: 'OrderLinesReturned',
  data: { return: 'C1', lines: [{ line, quantity }] },
})

const after = (...events: readonly Happened[]) => {
  const { rows } = folded(orders, on('order-536365', order, ...events), other)
  const [row] = rows.sales_order.filter(({ id }) => id === '536365')
  return { row, lines: rows.order_line.filter(({ order }) => order === '536365'), rows }
}

const untouched = folded(orders, other).rows

describe('the orders read model', () => {
  test('shows an order with its lines and whom to reach', () => {
    const { row, lines } = after()
    expect(row).toEqual({
      id: '536365',
      number: '536365',
      store: 'UK',
      currency: 'GBP',
      country: 'GB',
      customer: '17850',
      hasReference: false,
      reference: null,
      placedAt: new Date('2026-01-15T09:00:01Z'),
      placedOn: '2026-01-15',
      source: 'back_office',
      process: 'no-payment-1',
      states: ['confirmed'],
      units: { confirmed: { quantity: 4, since: '2026-01-15T09:00:01.000Z' } },
      isOpen: true,
      since: new Date('2026-01-15T09:00:01Z'),
      wakesAt: null,
      isHeld: false,
      heldSince: null,
      holdReason: null,
      backordered: 0,
      lineCount: 2,
      itemCount: 3,
      unitCount: 4,
      cancelledUnits: 0,
      returnedUnits: 0,
      total: 3000,
      cancelledAmount: 0,
      given: 0,
      amendedAt: null,
      lowered: 0,
      returnedBefore: 0,
      due: 3000,
      authorised: 0,
      paid: 0,
      isRefused: false,
      paymentState: 'none',
      cancelReason: null,
      commentCount: 0,
      tags: [],
      assignee: null,
      isFlagged: false,
      revision: 0,
      subject: 'customer-17850',
      contactName: 'Ada',
      contactEmail: 'ada@example.org',
      contactPhone: null,
      contactAddress: null,
      erasedAt: null,
    })
    const nothing = { cancelled: 0, cancelledAmount: 0, returned: 0, given: 0, held: [], backordered: 0 }
    const nothingGone = { order: '536365', placedAt: new Date('2026-01-15T09:00:01Z'), ...nothing }
    expect(lines).toEqual([
      {
        ...nothingGone,
        line: 1,
        kind: 'product',
        sku: 'MUG',
        name: 'Mug',
        quantity: 3,
        unitPrice: '4.00',
        total: 1200,
      },
      {
        ...nothingGone,
        line: 2,
        kind: 'shipping',
        sku: 'POST',
        name: 'POSTAGE',
        quantity: 1,
        unitPrice: '18',
        total: 1800,
      },
    ])
  })

  test('shows an order nobody is named in', () => {
    expect(untouched.sales_order).toMatchObject([{ id: '536366', subject: 'customer-17850', contactName: null }])
  })

  test('takes cancelled units and their worth from order and line', () => {
    const { row, lines } = after(cancelled(1, 2, 800), cancelled(1, 1, 400))
    expect(row).toMatchObject({
      states: ['confirmed', 'cancelled'],
      cancelledUnits: 3,
      cancelledAmount: 1200,
      revision: 2,
    })
    expect(lines).toMatchObject([
      { line: 1, cancelled: 3, cancelledAmount: 1200, returned: 0 },
      { line: 2, cancelled: 0, cancelledAmount: 0 },
    ])
  })

  test('counts returned units at order and line', () => {
    const { row, lines } = after(returned(1, 2))
    expect(row).toMatchObject({ states: ['confirmed', 'returned'], returnedUnits: 2, cancelledAmount: 0, revision: 1 })
    expect(lines).toMatchObject([
      { line: 1, returned: 2 },
      { line: 2, returned: 0 },
    ])
  })

  test.each([
    [['cancelled'], [cancelled(1, 3, 1200), cancelled(2, 1, 1800)]],
    [['returned'], [returned(1, 3), returned(2, 1)]],
    [
      ['cancelled', 'returned'],
      [returned(1, 3), cancelled(2, 1, 1800)],
    ],
    [
      ['confirmed', 'cancelled', 'returned'],
      [cancelled(1, 1, 400), returned(1, 1)],
    ],
  ] as const)('says %s by where its units are', (states, events) => {
    const { row, rows } = after(...events)
    expect(row).toMatchObject({ states, isOpen: states[0] === 'confirmed' })
    const inStates = rows.order_in_state.filter(({ order }) => order === '536365').map(({ state }) => state)
    expect(inStates.sort()).toEqual([...states].sort())
  })

  test('shows what the buyer calls it, and why it was cancelled last, sealed or from before', () => {
    const personal = <Value>(value: Value) => ({ personal: { subject: 'customer-17850', value } })
    const set = (data: EventData<'CustomReferenceSet'>): Happened => ({ type: 'CustomReferenceSet', data })
    const { reason: _clear, ...rest } = cancelled(1, 1, 400).data as { reason: string }
    const sealed = { type: 'OrderLinesCancelled', data: { ...rest, ...personal({ reason: 'Lost' }) } } as Happened
    const known = { hasReference: true, reference: 'PO 1' }
    expect(after(set({ reference: 'PO 1' }), cancelled(1, 1, 400)).row).toMatchObject({
      ...known,
      cancelReason: 'Damaged',
    })
    const now = after(set(personal({ reference: 'PO 1' })), cancelled(1, 1, 400), sealed)
    expect(now.row).toMatchObject({ ...known, cancelReason: 'Lost' })
    expect(after(set(personal(null))).row).toMatchObject({ hasReference: true, reference: null })
    const cleared: Happened = { type: 'CustomReferenceCleared', data: {} }
    expect(after(set({ reference: 'PO 1' }), cleared).row).toMatchObject({ hasReference: false, reference: null })
    expect(now.rows.sales_order.find(({ id }) => id === '536366')).toMatchObject({
      reference: null,
      cancelReason: null,
    })
  })

  test('keeps comments with their author, the text under its own subject', () => {
    const { row, rows } = after({
      type: 'OrderCommented',
      data: { personal: { subject: 'order-536365', value: { text: 'Ring twice' } } },
    })
    expect(row).toMatchObject({ commentCount: 1, revision: 1 })
    expect(rows.order_comment).toEqual([
      {
        order: '536365',
        revision: 1,
        comment: COMMENT,
        at: new Date('2026-01-15T09:00:02Z'),
        actorId: 'ada',
        actorKind: 'user',
        mentions: [],
        editedAt: null,
        isDeleted: false,
        subject: 'order-536365',
        text: 'Ring twice',
      },
    ])
  })

  test('has comments as they were changed, and none that were deleted', () => {
    const person = (text: string) => ({ personal: { subject: 'order-536365', value: { text } } })
    const said: Happened = { type: 'OrderCommented', data: person('Ring twice') }
    const edited: Happened = {
      type: 'OrderCommentEdited',
      data: { comment: COMMENT, mentions: ['grace'], ...person('Ring once') },
    }
    const deleted: Happened = { type: 'OrderCommentDeleted', data: { comment: COMMENT } }
    const is = after(said, edited)
    expect(is.row).toMatchObject({ commentCount: 1, revision: 2 })
    expect(is.rows.order_comment).toMatchObject([
      { text: 'Ring once', mentions: ['grace'], editedAt: new Date('2026-01-15T09:00:03Z'), isDeleted: false },
    ])
    const gone = after(said, edited, deleted)
    expect(gone.row).toMatchObject({ commentCount: 0, revision: 3 })
    expect(gone.rows.order_comment).toMatchObject([{ text: null, mentions: [], isDeleted: true }])
  })

  test('has its tags, whoever takes care of it, and whether it is flagged', () => {
    const store = 'UK'
    const noted: readonly Happened[] = [
      { type: 'OrderTagsSet', data: { store, tags: ['gift'] } },
      { type: 'OrderAssigned', data: { store, user: 'ada' } },
      { type: 'OrderFlagged', data: { store } },
    ]
    expect(after(...noted).row).toMatchObject({ tags: ['gift'], assignee: 'ada', isFlagged: true, revision: 3 })
    const unnoted: readonly Happened[] = [
      { type: 'OrderTagsSet', data: { store, tags: [] } },
      { type: 'OrderAssigned', data: { store, user: null } },
      { type: 'OrderUnflagged', data: { store } },
    ]
    expect(after(...noted, ...unnoted).row).toMatchObject({ tags: [], assignee: null, isFlagged: false, revision: 6 })
  })

  test('has the customer to reach as they were corrected', () => {
    const value = { firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.com', mobile: '7' }
    const personal = { subject: 'customer-17850', value }
    const { row } = after({ type: 'OrderCustomerDataChanged', data: { personal } })
    expect(row).toMatchObject({
      contactName: 'Grace Hopper',
      contactEmail: value.email,
      contactPhone: '7',
      revision: 1,
    })
  })

  test('forgets whom to reach, and what was said, once the guest is erased, and nothing else', () => {
    const personal = { subject: 'order-536365', value: { text: 'Ring twice' } }
    const said: Happened = { type: 'OrderCommented', data: { personal } }
    const erased: Happened = { type: 'GuestErased', data: {} }
    const gone: Happened = { type: 'GuestKeyDestroyed', data: {} }
    const [before, is] = [after(said), after(said, erased, gone)]
    const nobody = { contactName: null, contactEmail: null, contactPhone: null, contactAddress: null }
    expect(is.row).toMatchObject({ ...before.row, ...nobody, revision: 3, erasedAt: expect.any(Date) })
    expect(is.rows.order_comment).toMatchObject([{ order: '536365', text: null }])
    expect(is.lines).toEqual(before.lines)
  })

  test('changes nothing but the revision when it refuses a return', () => {
    const refused: Happened = {
      type: 'OrderReturnRefused',
      data: { return: 'C1', lines: [{ line: 1, quantity: 9 }], reason: 'tooFewLeft' },
    }
    expect(after(refused).row).toEqual({ ...after().row, revision: 1 })
  })

  test('knows tags, whose it is and whether it is flagged, until that is taken back', () => {
    const store = 'UK'
    const [tagged, assigned, flagged] = [
      { type: 'OrderTagsSet', data: { store, tags: ['gift', 'urgent'] } },
      { type: 'OrderAssigned', data: { store, user: 'ada' } },
      { type: 'OrderFlagged', data: { store } },
    ] as const satisfies readonly Happened[]
    expect(after(tagged, assigned, flagged).row).toMatchObject({
      tags: ['gift', 'urgent'],
      assignee: 'ada',
      isFlagged: true,
      revision: 3,
    })
    const none = after(
      tagged,
      assigned,
      flagged,
      { type: 'OrderTagsSet', data: { store, tags: [] } },
      { type: 'OrderAssigned', data: { store, user: null } },
      { type: 'OrderUnflagged', data: { store } },
    )
    expect(none.row).toMatchObject({ tags: [], assignee: null, isFlagged: false })
  })

  test('has one that was recorded later at the beginning of the day on which it was placed', () => {
    const late = placed({ placedOn: '2011-06-05', timeZone: 'Europe/London' })
    const { rows } = folded(orders, on('order-536365', late))
    const placedAt = new Date('2011-06-04T23:00:00Z')
    expect(rows.sales_order).toMatchObject([{ placedAt, placedOn: '2011-06-05' }])
    expect(rows.order_line).toMatchObject([{ placedAt }, { placedAt }].slice(0, rows.order_line.length))
  })

  test('leaves other orders as they were', () => {
    const { rows } = after(cancelled(1, 1, 400), returned(1, 1))
    expect(rows.sales_order.filter(({ id }) => id === '536366')).toMatchObject([{ states: ['confirmed'], revision: 0 }])
    expect(rows.order_line.filter(({ order }) => order === '536366')).toEqual(
      untouched.order_line.map(row => ({ ...row, placedAt: expect.any(Date) })),
    )
  })
})
