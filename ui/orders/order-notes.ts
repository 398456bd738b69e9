import { orderCommands } from '../../api/orders/order.ts'
import type { OrderDetail } from '../../projections/orders/order-detail.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import type { Option } from '../components/filter-bar.ts'
import { personName } from '../components/history.ts'
import { type Html, html } from '../html.ts'
import { buttonOf, formOf, maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'

const { AssignOrder, FlagOrder, SetOrderTags } = orderCommands

export type Noted = Pick<OrderDetail, 'id' | 'revision' | 'store' | 'tags' | 'assignee' | 'isFlagged'> & {
  readonly users: readonly Option[]
  readonly tagsInUse: readonly string[]
}

/** That somebody flagged it, beside its states. */
export const flagBadge = ({ text }: Words, { isFlagged }: Pick<Noted, 'isFlagged'>): Html | false =>
  isFlagged && badge(text('order.flagged'), 'warn')

const flagButton = ({ words, context }: Drawing, { id, store, isFlagged }: Noted): Html | undefined =>
  buttonOf(words, context, FlagOrder, {
    id,
    store,
    values: { on: String(!isFlagged) },
    label: words.text(isFlagged ? 'order.flag.off' : 'order.flag.on'),
  })

/** Whoever takes care of it stays a choice, though they can not come in any more. */
const assignees = (words: Words, { assignee, users }: Noted): readonly Option[] =>
  assignee === null || users.some(({ value }) => value === assignee)
    ? users
    : [{ value: assignee, label: personName(words, assignee) }, ...users]

const assignForm = ({ words, context }: Drawing, order: Noted): Html => {
  const { id, revision, assignee } = order
  const sent = { id, revision, recorded: { user: assignee }, guard: false, isPart: true }
  return formOf(words, context, AssignOrder, sent, ({ field }) =>
    field('user', { options: [...assignees(words, order)], none: words.text('order.assign.nobody') }),
  )
}

const tagForm = ({ words, context }: Drawing, { id, revision, tags, tagsInUse }: Noted): Html => {
  const sent = { id, revision, recorded: { tags }, guard: false, isPart: true }
  const others = tagsInUse.filter(tag => !tags.includes(tag)).slice(0, 30)
  const known =
    others.length > 0 && html`<p class="quiet">${words.text('order.tags.inUse', { tags: others.join(', ') })}</p>`
  return formOf(words, context, SetOrderTags, sent, ({ field }) => html`${field('tags')}${known}`)
}

const told = (words: Words, { assignee, tags }: Noted): Html =>
  html`<p>${assignee === null ? words.text('order.assign.nobody') : words.text('order.assign.to', { name: personName(words, assignee) })}</p>${tags.length > 0 && html`<p>${tags.join(', ')}</p>`}`

/** Who takes care of an order, its tags, and whether it is flagged. */
export const notesCard = (drawing: Drawing, order: Noted): Html => {
  const { words, context } = drawing
  const { store } = order
  const [mayAssign, mayTag] = [maySend(context, AssignOrder, store), maySend(context, SetOrderTags, store)]
  const body = html`${!(mayAssign && mayTag) && told(words, order)}${mayAssign && assignForm(drawing, order)}${mayTag && tagForm(drawing, order)}${flagButton(drawing, order)}`
  return card({ id: 'notes', title: words.text('order.notes'), body })
}
