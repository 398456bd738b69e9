import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { personOf } from '../../domain/decider.ts'
import { type OrderComment, readOrder, readOrderComments } from '../../projections/orders/order-detail.ts'
import { card } from '../components/card.ts'
import type { Option } from '../components/filter-bar.ts'
import { actorName, personName } from '../components/history.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { commandLink } from '../kit/detail.ts'
import type { Fields } from '../kit/fields.ts'
import { buttonOf, formOf, maySend } from '../kit/form.ts'
import { type Drawing, editPage } from '../kit/form-pages.ts'
import { withQuery } from '../query.ts'
import { formState } from '../submitted.ts'
import type { Words } from '../words.ts'
import { userChoices } from './user-choices.ts'

const { CommentOnOrder, EditOwnOrderComment, DeleteOwnOrderComment } = orderCommands

/** What was said, or why it is not there any more. */
export const commentText = (words: Words, { text, isDeleted }: OrderComment): Html => {
  if (text !== null) return html`<p class="as-typed">${text}</p>`
  return html`<p class="quiet">${words.text(isDeleted ? 'order.comment.deleted' : 'order.comment.erased')}</p>`
}

type Commented = {
  readonly id: string
  readonly store: string
  readonly comments: readonly OrderComment[]
  readonly users: readonly Option[]
  readonly isPersonErased: boolean
}

/** Only whoever said it can change it. */
const isOwn = ({ viewer }: PageContext, { actorId, actorKind, isDeleted, text }: OrderComment): boolean =>
  !isDeleted && text !== null && actorId === personOf({ id: viewer.id, kind: 'user' }) && actorKind === 'user'

const ownActs = (drawing: Drawing, { id, store }: Commented, { comment }: OrderComment): Html => {
  const { words, context } = drawing
  const { text } = words
  const href = withQuery(pathTo(EditOwnOrderComment.form, id), { comment })
  const edit = commandLink(drawing, EditOwnOrderComment, id, {
    label: text('order.comment.edit'),
    href,
    kind: 'plain',
    store,
  })
  const remove = buttonOf(words, context, DeleteOwnOrderComment, {
    id,
    store,
    values: { comment },
    label: text('order.comment.delete'),
    confirm: text('order.comment.delete.confirm'),
  })
  return html`<div class="form-actions">${edit}${remove}</div>`
}

const mentioned = (words: Words, { mentions }: OrderComment): Html | false =>
  mentions.length > 0 &&
  html`<p class="quiet">${words.text('order.comment.mentions', { names: mentions.map(id => personName(words, id)).join(', ') })}</p>`

const item = (drawing: Drawing, order: Commented, said: OrderComment): Html => {
  const { words, context } = drawing
  const { at, actorId, actorKind, editedAt } = said
  const edited = editedAt !== null && html` · ${words.text('order.comment.edited')} ${moment(words, editedAt)}`
  return html`<li>${commentText(words, said)}${mentioned(words, said)}<p class="quiet">${actorName(words, { id: actorId, kind: actorKind })}, ${moment(words, at)}${edited}</p>${isOwn(context, said) && ownActs(drawing, order, said)}</li>`
}

/** A field for whom a comment mentions, folded away until it is wanted. */
const mentionField = (
  words: Words,
  { field }: Pick<Fields<{ readonly mentions?: string[] | undefined }>, 'field'>,
  users: readonly Option[],
): Html | false =>
  users.length > 0 &&
  html`<details><summary>${words.text('order.comment.mention')}</summary>${field('mentions', { options: users })}</details>`

/** What was said about the order, and a field to say more. */
export const commentsCard = (drawing: Drawing, order: Commented): Html => {
  const { words, context } = drawing
  const { id, store, comments, users, isPersonErased } = order
  const add = () =>
    formOf(
      words,
      context,
      CommentOnOrder,
      { id, isPart: true },
      fields => html`${fields.field('text', { rows: 3 })}${mentionField(words, fields, users)}`,
    )
  const shown = comments.filter(({ isDeleted }) => !isDeleted)
  return card({
    id: 'comments',
    title: words.text('order.comments'),
    ...(shown.length > 0 && { aside: String(shown.length) }),
    body: html`${maySend(context, CommentOnOrder, store) && !isPersonErased && add()}${shown.length > 0 && html`<ul class="comments">${shown.map(it => item(drawing, order, it))}</ul>`}`,
  })
}

/** A comment of the viewer's as a form knows it. */
const readOwn = async (context: PageContext, id: string) => {
  const { viewer, db, query } = context
  const named = formState(context, EditOwnOrderComment.command).value('comment', query.get('comment') ?? '')
  const [order, comments, users] = await Promise.all([
    readOrder(viewer, db, id),
    readOrderComments(viewer, db, id),
    userChoices(context),
  ])
  const said = comments.find(({ comment }) => comment === named)
  if (order === undefined || said === undefined || !isOwn(context, said)) return undefined
  return { ...said, revision: order.revision, number: order.number, users }
}

/** The page on which a person changes what they said. */
export const editCommentPage: Page = editPage(EditOwnOrderComment, {
  read: readOwn,
  title: ({ text }, { number }) => text('order.comment.editing', { number }),
  meta: () => undefined,
  sent: ({ comment }) => ({ values: { comment }, at: `comment.${comment}`, guard: false }),
  fields: (fields, { users }, { words }) =>
    html`${fields.field('text', { rows: 5 })}${mentionField(words, fields, users)}`,
})
