import { z } from 'zod'
import type { Evolve } from '../../decider.ts'
import { amend } from '../../shared/changes.ts'
import { Key } from '../../shared/id.ts'
import { personal } from '../../shared/personal.ts'
import { changingComment, forgetting, type Notes, saying } from '../notes-state.ts'
import { OrderAddress, OrderBuyer } from '../order-address.ts'
import { ifPlaced, type Order } from '../order-state.ts'
import { Tag } from '../tag.ts'

const Text = z.string()
/** Users who are to see it. */
const Mentions = z.array(Key).optional()

// Stored for ever: never rename a key, only add optional fields.
export const noteEvents = {
  /** Known from then on by the id of its command. */
  OrderCommented: z.strictObject({ mentions: Mentions, personal: personal({ text: Text }) }),
  OrderCommentEdited: z.strictObject({ comment: Key, mentions: Mentions, personal: personal({ text: Text }) }),
  OrderCommentDeleted: z.strictObject({ comment: Key }),
  /** All that it has now. */
  OrderTagsSet: z.strictObject({ store: Key, tags: z.array(Tag) }),
  /** null: nobody takes care of it any more. */
  OrderAssigned: z.strictObject({ store: Key, user: Key.nullable() }),
  OrderFlagged: z.strictObject({ store: Key }),
  OrderUnflagged: z.strictObject({ store: Key }),
  /** Of this order alone: the customer, if there is one, stays as they are. */
  OrderCustomerDataChanged: z.strictObject({ personal: personal(OrderBuyer.shape) }),
  BillingAddressChanged: z.strictObject({ personal: personal(OrderAddress.shape) }),
  /** What the buyer calls the order is theirs: sealed. Before that it was kept in clear, as the reason of a cancellation. */
  CustomReferenceSet: z.strictObject({
    reference: z.string().optional(),
    personal: personal({ reference: Text }).optional(),
  }),
  CustomReferenceCleared: z.strictObject({}),
  /** Whoever ordered without an account: the contact of the order and what was said about it go. */
  GuestErased: z.strictObject({}),
  /** Behind this nothing can be opened any more: whatever was still projected before it is cleared once more. */
  GuestKeyDestroyed: z.strictObject({}),
}

const noting = (order: Order, change: (notes: Notes) => Notes): Order =>
  ifPlaced(order, was => ({ ...was, notes: change(was.notes) }))

export const noteEvolve: Evolve<Order, typeof noteEvents> = {
  OrderCommented: (order, { mentions, personal: { value } }, context) =>
    noting(order, notes => saying(notes, { text: value?.text ?? null, mentions }, context)),
  OrderCommentEdited: (order, { comment, mentions = [], personal: { value } }) =>
    noting(order, notes => changingComment(notes, comment, { text: value?.text ?? null, mentions })),
  OrderCommentDeleted: (order, { comment }) =>
    noting(order, notes => changingComment(notes, comment, { text: null, mentions: [], isDeleted: true })),
  OrderTagsSet: (order, { tags }) => noting(order, notes => ({ ...notes, tags })),
  OrderAssigned: (order, { user }) => noting(order, notes => ({ ...notes, assignee: user })),
  OrderFlagged: order => noting(order, notes => ({ ...notes, isFlagged: true })),
  OrderUnflagged: order => noting(order, notes => ({ ...notes, isFlagged: false })),
  OrderCustomerDataChanged: (order, { personal }) => noting(order, notes => ({ ...notes, buyer: personal.value })),
  BillingAddressChanged: (order, { personal }) => noting(order, notes => ({ ...notes, billing: personal.value })),
  CustomReferenceSet: (order, { reference = null, personal }) =>
    amend(order, { reference: personal === undefined ? reference : (personal.value?.reference ?? null) }),
  CustomReferenceCleared: order => amend(order, { reference: null }),
  GuestErased: order => noting(amend(order, { guest: 'erased', shipping: null }), forgetting),
  GuestKeyDestroyed: order => amend(order, { guest: 'gone' }),
}
