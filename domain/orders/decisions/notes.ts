import { z } from 'zod'
import { type Decide, reject, type Touches } from '../../decider.ts'
import type { OrderEvents } from '../events/index.ts'
import type { noteEvents } from '../events/notes.ts'
import type { Order } from '../order-state.ts'
import { orderSubject } from '../subject.ts'
import { placed } from './placed.ts'

export const Comment = z.string().trim().min(1).max(5000)

export const noteCommands = {
  CommentOnOrder: z.strictObject({ text: Comment }),
  SetCustomReference: z.strictObject({ reference: z.string().trim().min(1).max(255).nullable() }),
  /** Of an order without a customer; who has an account is erased there. */
  EraseGuest: z.strictObject({}),
  /** Sent by the process once the key is destroyed. */
  ConfirmGuestErasure: z.strictObject({}),
}

/** A comment, under the person whom it may be about. */
export const commented = (text: string, id: string, customer: string | null) => ({
  type: 'OrderCommented' as const,
  data: { personal: { subject: orderSubject(id, customer), value: { text } } },
})

export const noteDecide: Decide<Order, typeof noteCommands, OrderEvents> = {
  CommentOnOrder: (order, { text }, { id }) => placed(order, id, ({ customer }) => [commented(text, id, customer)]),
  SetCustomReference: (order, { reference }, { id }) =>
    placed(order, id, was => {
      if (was.reference === reference) return []
      if (reference === null) return [{ type: 'CustomReferenceCleared', data: {} }]
      const personal = { subject: orderSubject(id, was.customer), value: { reference } }
      return [{ type: 'CustomReferenceSet', data: { personal } }]
    }),
  EraseGuest: (order, _, { id }) =>
    placed(order, id, ({ customer, guest, reference }) => {
      if (customer !== null) return reject('conflict', 'OrderOfCustomer', { customer })
      if (guest !== 'known') return []
      const erased = { type: 'GuestErased', data: {} } as const
      return reference === null ? [erased] : [{ type: 'CustomReferenceCleared', data: {} }, erased]
    }),
  ConfirmGuestErasure: (order, _, { id }) =>
    placed(order, id, ({ guest }) => {
      if (guest === 'known') return reject('conflict', 'GuestNotErased', { order: id })
      return guest === 'gone' ? [] : [{ type: 'GuestKeyDestroyed', data: {} }]
    }),
}

export const noteTouches: Touches<Order, typeof noteCommands, typeof noteEvents> = {
  OrderCommented: () => [],
  CustomReferenceSet: () => ['reference'],
  CustomReferenceCleared: () => ['reference'],
  GuestErased: () => ['reference'],
  GuestKeyDestroyed: () => [],
}
