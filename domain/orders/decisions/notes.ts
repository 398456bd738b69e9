import { z } from 'zod'
import {
  type Context,
  type Decide,
  type Decision,
  type FactRef,
  personOf,
  reject,
  type Touches,
} from '../../decider.ts'
import { activeUser } from '../../facts/active-user.ts'
import { changed } from '../../shared/changes.ts'
import { AskedKey, AskedUuid } from '../../shared/id.ts'
import type { OrderEvents } from '../events/index.ts'
import type { noteEvents } from '../events/notes.ts'
import type { Comment } from '../notes-state.ts'
import { AskedOrderAddress, AskedOrderBuyer, misplaced } from '../order-address.ts'
import type { Order, Placed } from '../order-state.ts'
import { orderSubject } from '../subject.ts'
import { AskedTags } from '../tag.ts'
import { placed } from './placed.ts'

export const CommentText = z.string().trim().min(1).max(5000)
export const Reference = z.string().trim().min(1).max(255)
const Mentions = z
  .array(AskedKey)
  .overwrite(users => [...new Set(users)])
  .max(20)
  .optional()

export const noteCommands = {
  /** `mentions`: users who are to see it. */
  CommentOnOrder: z.strictObject({ text: CommentText, mentions: Mentions }),
  /** Only whoever said it can change it, or take it away. */
  EditOwnOrderComment: z.strictObject({ comment: AskedUuid, text: CommentText, mentions: Mentions }),
  DeleteOwnOrderComment: z.strictObject({ comment: AskedUuid }),
  SetOrderTags: z.strictObject({ tags: AskedTags }),
  AssignOrder: z.strictObject({ user: AskedKey.nullable() }),
  FlagOrder: z.strictObject({ on: z.boolean() }),
  ChangeOrderCustomerData: AskedOrderBuyer,
  ChangeBillingAddress: AskedOrderAddress,
  SetCustomReference: z.strictObject({ reference: Reference.nullable() }),
  /** Of an order without a customer; who has an account is erased there. */
  EraseGuest: z.strictObject({}),
  /** Sent by the process once the key is destroyed. */
  ConfirmGuestErasure: z.strictObject({}),
}

type Said = { readonly text: string; readonly mentions?: readonly string[] | undefined }

/** What the buyer calls the order. */
export const referred = (reference: string, id: string, customer: string | null) => ({
  type: 'CustomReferenceSet' as const,
  data: { personal: { subject: orderSubject(id, customer), value: { reference } } },
})

/** Whom it mentions; nothing where it mentions nobody. */
const mentioning = ({ mentions = [] }: Said) => (mentions.length === 0 ? {} : { mentions: [...mentions] })

/** A comment, under the person whom it may be about. */
export const commented = (said: Said, id: string, customer: string | null) => ({
  type: 'OrderCommented' as const,
  data: { ...mentioning(said), personal: { subject: orderSubject(id, customer), value: { text: said.text } } },
})

/** Why some of these can not be mentioned: there is no such user, or they can not come in. Who was mentioned before may stay. */
const unmentionable = ({ mentions = [] }: Partial<Said>, { facts }: Context, had: readonly string[] = []) =>
  mentions.every(user => had.includes(user) || facts.of(activeUser, user))
    ? undefined
    : reject('invalid', 'MentionUnknown', {}, 'mentions')

/** Answers for a comment of whoever asks. */
const ownComment = (
  order: Order,
  { actor, id }: Context,
  comment: string,
  then: (was: Comment, order: Placed) => Decision<OrderEvents>,
): Decision<OrderEvents> =>
  placed(order, id, is => {
    const was = is.notes.comments.get(comment)
    if (was === undefined) return reject('unknown', 'CommentUnknown', {}, 'comment')
    const isOwn = was.author !== undefined && was.author === personOf(actor)
    return isOwn ? then(was, is) : reject('conflict', 'CommentOfAnother', {}, 'comment')
  })

const isSame = (was: Comment, { text, mentions = [] }: Said): boolean =>
  was.text === text && was.mentions.length === mentions.length && was.mentions.every(user => mentions.includes(user))

const sealed = <Value>(order: Placed, id: string, value: Value) => ({
  personal: { subject: orderSubject(id, order.customer), value },
})

export const noteDecide: Decide<Order, typeof noteCommands, OrderEvents> = {
  CommentOnOrder: (order, said, context) =>
    placed(
      order,
      context.id,
      ({ customer }) => unmentionable(said, context) ?? [commented(said, context.id, customer)],
    ),
  EditOwnOrderComment: (order, { comment, ...said }, context) =>
    ownComment(order, context, comment, (was, is) => {
      if (was.isDeleted) return reject('conflict', 'CommentIsDeleted', {}, 'comment')
      if (isSame(was, said)) return []
      const data = { comment, ...mentioning(said), ...sealed(is, context.id, { text: said.text }) }
      return unmentionable(said, context, was.mentions) ?? [{ type: 'OrderCommentEdited', data }]
    }),
  DeleteOwnOrderComment: (order, data, context) =>
    ownComment(order, context, data.comment, ({ isDeleted }) =>
      isDeleted ? [] : [{ type: 'OrderCommentDeleted', data }],
    ),
  SetOrderTags: (order, { tags }, { id }) =>
    placed(order, id, ({ notes, store }) => {
      const [set] = changed('OrderTagsSet', notes, { tags })
      return set === undefined ? [] : [{ type: 'OrderTagsSet', data: { store, tags } }]
    }),
  AssignOrder: (order, { user }, { id, facts }) =>
    placed(order, id, ({ notes, store }) => {
      if (notes.assignee === user) return []
      if (user !== null && !facts.of(activeUser, user)) return reject('invalid', 'AssigneeUnknown', {}, 'user')
      return [{ type: 'OrderAssigned', data: { store, user } }]
    }),
  FlagOrder: (order, { on }, { id }) =>
    placed(order, id, ({ notes: { isFlagged }, store }) =>
      on === isFlagged ? [] : [{ type: on ? 'OrderFlagged' : 'OrderUnflagged', data: { store } }],
    ),
  ChangeOrderCustomerData: (order, buyer, { id }) =>
    placed(order, id, is => {
      const [change] = changed('OrderCustomerDataChanged', { buyer: is.notes.buyer }, { buyer })
      return change === undefined ? [] : [{ type: 'OrderCustomerDataChanged', data: sealed(is, id, buyer) }]
    }),
  ChangeBillingAddress: (order, billing, { id }) =>
    placed(order, id, is => {
      const [change] = changed('BillingAddressChanged', { billing: is.notes.billing }, { billing })
      if (change === undefined) return []
      return misplaced(billing, is.notes.billing) ?? [{ type: 'BillingAddressChanged', data: sealed(is, id, billing) }]
    }),
  SetCustomReference: (order, { reference }, { id }) =>
    placed(order, id, was => {
      if (was.reference === reference) return []
      if (reference === null) return [{ type: 'CustomReferenceCleared', data: {} }]
      return [referred(reference, id, was.customer)]
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

const usersNamed = (users: readonly string[]): FactRef[] => users.map(id => ({ fact: activeUser, id }))
const mentioned = ({ mentions = [] }: { readonly mentions?: readonly string[] | undefined }) => usersNamed(mentions)

export const noteFacts = {
  CommentOnOrder: mentioned,
  EditOwnOrderComment: mentioned,
  AssignOrder: ({ user }: { readonly user: string | null }) => usersNamed(user === null ? [] : [user]),
}

export const noteTouches: Touches<Order, typeof noteCommands, typeof noteEvents> = {
  OrderCommented: () => [],
  OrderCommentEdited: ({ comment }) => [`comment.${comment}`],
  OrderCommentDeleted: ({ comment }) => [`comment.${comment}`],
  OrderTagsSet: () => ['tags'],
  OrderAssigned: () => ['user'],
  OrderFlagged: () => ['on'],
  OrderUnflagged: () => ['on'],
  OrderCustomerDataChanged: () => AskedOrderBuyer.keyof().options,
  BillingAddressChanged: () => AskedOrderAddress.keyof().options,
  CustomReferenceSet: () => ['reference'],
  CustomReferenceCleared: () => ['reference'],
  GuestErased: () => ['reference'],
  GuestKeyDestroyed: () => [],
}
