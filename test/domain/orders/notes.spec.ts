import { describe, expect, it, test } from 'vitest'
import { activeUser } from '../../../domain/facts/active-user.ts'
import { order } from '../../../domain/orders/order.ts'
import { orderBulk } from '../../../domain/orders/order-bulk.ts'
import { given } from '../../support/given.ts'
import { placed } from '../../support/orders.ts'

const id = '536365'
const comment = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e77'
const other = '0197a3f0-6f5e-7cc1-8a54-0d2f3b1c9e78'
const store = 'UK'
const sealed = <Value>(value: Value) => ({ personal: { subject: 'customer-17850', value } })
const ada = { id: 'ada', kind: 'user' } as const
const grace = { id: 'grace', kind: 'user' } as const
const users = {
  facts: [
    [activeUser, 'grace', true],
    [activeUser, 'blocked', false],
  ],
} as const

const said = (text: string, more: { readonly mentions?: string[] } = {}) =>
  ({ type: 'OrderCommented', data: { ...more, ...sealed({ text }) }, commandId: comment, actor: ada }) as const
const edit = (text: string, more: { readonly comment?: string; readonly mentions?: string[] } = {}) =>
  ({ type: 'EditOwnOrderComment', data: { comment, text, ...more } }) as const
const remove = { type: 'DeleteOwnOrderComment', data: { comment } } as const
const deleted = { type: 'OrderCommentDeleted', data: { comment } } as const

describe('a comment', () => {
  test('mentions users who can come in, each once', () => {
    const command = { type: 'CommentOnOrder' as const, data: { text: 'Please look', mentions: ['grace', 'grace'] } }
    given(order, id, placed())
      .when(command, users)
      .then({ type: 'OrderCommented', data: { mentions: ['grace'], ...sealed({ text: 'Please look' }) } })
  })

  test('mentions nobody who is shut out', () => {
    given(order, id, placed())
      .when({ type: 'CommentOnOrder', data: { text: 'Please look', mentions: ['blocked'] } }, users)
      .thenRejected('MentionUnknown', 'mentions')
  })

  test('is changed by whoever said it, once', () => {
    const edited = { type: 'OrderCommentEdited', data: { comment, ...sealed({ text: 'Ring twice' }) } } as const
    given(order, id, placed(), said('Ring')).when(edit('Ring twice')).then(edited)
    given(order, id, placed(), said('Ring'), edited).when(edit('Ring twice')).thenNothing()
  })

  test('keeps mentioning those whom it mentioned, though they can not come in any more', () => {
    const data = { comment, mentions: ['blocked'], ...sealed({ text: 'Ring twice' }) }
    given(order, id, placed(), said('Ring', { mentions: ['blocked'] }))
      .when(edit('Ring twice', { mentions: ['blocked'] }), users)
      .then({ type: 'OrderCommentEdited', data })
  })

  test('is deleted by whoever said it, once, and not changed then', () => {
    given(order, id, placed(), said('Ring')).when(remove).then(deleted)
    given(order, id, placed(), said('Ring'), deleted).when(remove).thenNothing()
    given(order, id, placed(), said('Ring'), deleted)
      .when(edit('Ring twice'))
      .thenRejected('CommentIsDeleted', 'comment')
  })

  test('is nobody else’s to change or to delete, nor that of a program anybody’s', () => {
    given(order, id, placed(), said('Ring'))
      .when(edit('Mine'), { actor: grace })
      .thenRejected('CommentOfAnother', 'comment')
    given(order, id, placed(), said('Ring')).when(remove, { actor: grace }).thenRejected('CommentOfAnother', 'comment')
    given(order, id, placed(), { ...said('Ring'), actor: { id: 'import', kind: 'import' } })
      .when(remove, { actor: { id: 'import', kind: 'import' } })
      .thenRejected('CommentOfAnother', 'comment')
  })

  test('has to be there', () => {
    given(order, id, placed(), said('Ring'))
      .when(edit('Ring twice', { comment: other }))
      .thenRejected('CommentUnknown', 'comment')
    given(order, id).when(remove).thenRejected('OrderUnknown')
  })
})

describe('tags of an order', () => {
  const set = (...tags: string[]) => ({ type: 'SetOrderTags', data: { tags } }) as const
  const tagged = (...tags: string[]) => ({ type: 'OrderTagsSet', data: { store, tags } }) as const

  test('are set, each once in one spelling, and twice is once', () => {
    given(order, id, placed()).when(set(' Gift ', 'check  Address, gift')).then(tagged('check address', 'gift'))
    given(order, id, placed(), tagged('check address', 'gift')).when(set('Gift', 'check address')).thenNothing()
  })

  test('are taken away', () => {
    given(order, id, placed(), tagged('gift')).when(set()).then(tagged())
    given(order, id, placed()).when(set(' , ')).thenNothing()
  })

  test('are at most twenty of at most forty characters', () => {
    const asked = order.commands.SetOrderTags
    const many = (count: number) => [Array.from({ length: count }, (_, index) => `tag ${index}`).join(',')]
    expect(asked.safeParse({ tags: many(20) }).success).toBe(true)
    expect(asked.safeParse({ tags: many(21) }).success).toBe(false)
    expect(asked.safeParse({ tags: ['x'.repeat(40)] }).success).toBe(true)
    expect(asked.safeParse({ tags: ['x'.repeat(41)] }).success).toBe(false)
  })

  it('of many orders are added to those that each has, or taken from them', () => {
    const was = { status: 'placed', notes: { tags: ['gift'] } }
    expect(orderBulk.TagOrders.dataFor(was, { tags: ['urgent'] }, id)).toEqual({ tags: ['gift', 'urgent'] })
    expect(orderBulk.UntagOrders.dataFor(was, { tags: ['gift'] }, id)).toEqual({ tags: [] })
  })
})

describe('an order', () => {
  const assign = (user: string | null) => ({ type: 'AssignOrder', data: { user } }) as const
  const assigned = (user: string | null) => ({ type: 'OrderAssigned', data: { store, user } }) as const
  const flag = (on: boolean) => ({ type: 'FlagOrder', data: { on } }) as const
  const flagged = { type: 'OrderFlagged', data: { store } } as const

  test('is assigned to a user who can come in, or to nobody, once', () => {
    given(order, id, placed()).when(assign('grace'), users).then(assigned('grace'))
    given(order, id, placed(), assigned('grace')).when(assign('grace'), users).thenNothing()
    given(order, id, placed(), assigned('grace')).when(assign(null)).then(assigned(null))
    given(order, id, placed()).when(assign(null)).thenNothing()
    given(order, id, placed()).when(assign('blocked'), users).thenRejected('AssigneeUnknown', 'user')
    given(order, id).when(assign(null)).thenRejected('OrderUnknown')
  })

  test('is flagged and not, once', () => {
    given(order, id, placed()).when(flag(true)).then(flagged)
    given(order, id, placed(), flagged).when(flag(true)).thenNothing()
    given(order, id, placed(), flagged).when(flag(false)).then({ type: 'OrderUnflagged', data: { store } })
    given(order, id, placed()).when(flag(false)).thenNothing()
    given(order, id).when(flag(true)).thenRejected('OrderUnknown')
  })
})

describe('what an order says of who bought', () => {
  const buyer = { firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.com' }
  const billing = {
    firstName: 'Grace',
    lastName: 'Hopper',
    street: '12 Dock Road',
    zip: 'L3 4AG',
    city: 'Liverpool',
    country: 'GB' as const,
  }
  const changeBuyer = { type: 'ChangeOrderCustomerData', data: buyer } as const
  const buyerChanged = { type: 'OrderCustomerDataChanged', data: sealed(buyer) } as const
  const changeBilling = { type: 'ChangeBillingAddress', data: billing } as const
  const billingChanged = { type: 'BillingAddressChanged', data: sealed(billing) } as const

  test('is changed on the order, once', () => {
    given(order, id, placed()).when(changeBuyer).then(buyerChanged)
    given(order, id, placed(), buyerChanged).when(changeBuyer).thenNothing()
    given(order, id).when(changeBuyer).thenRejected('OrderUnknown')
  })

  test('has another billing address, once, which is that of the country', () => {
    given(order, id, placed()).when(changeBilling).then(billingChanged)
    given(order, id, placed(), billingChanged).when(changeBilling).thenNothing()
    given(order, id, placed({ ...sealed({ name: 'Grace', billing }) }))
      .when(changeBilling)
      .thenNothing()
    given(order, id, placed())
      .when({ type: 'ChangeBillingAddress', data: { ...billing, zip: '75001' } })
      .thenRejected('PostcodeMalformed', 'zip')
  })

  test('is known no more once the guest is erased: saying the same again says it anew', () => {
    const ofGuest = placed({ customer: null })
    const erased = { type: 'GuestErased', data: {} } as const
    const personal = { subject: `order-${id}`, value: buyer }
    given(order, id, ofGuest, { type: 'OrderCustomerDataChanged', data: { personal } }, erased)
      .when(changeBuyer)
      .then({ type: 'OrderCustomerDataChanged', data: { personal } })
  })
})
