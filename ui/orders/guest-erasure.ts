import { pathTo } from '../../api/commands.ts'
import type { Page, View } from '../../api/page.ts'
import { type OrderDetail, readOrder } from '../../projections/orders/order-detail.ts'
import { card } from '../components/card.ts'
import { checkboxField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'

/** Only whoever ordered without an account is erased here, and once. */
export const isErasable = ({ customer, erased_at }: Pick<OrderDetail, 'customer' | 'erased_at'>): boolean =>
  customer === null && erased_at === null

/** Leads to the question before a guest is erased. */
export const eraseGuestLink = ({ text }: Words, { id }: Pick<OrderDetail, 'id'>): Html =>
  linkButton({ label: text('order.guest.erase'), href: `${pathTo('/orders/:id', id)}/erasure` })

const goesAndStays = ({ text }: Words, { comment_count }: OrderDetail): Html => {
  const list = (title: string, items: readonly string[]) =>
    card({ title, body: html`<ul class="definitions">${items.map(item => html`<li>${item}</li>`)}</ul>` })
  const goes = [
    text('order.guest.erasing.contact'),
    text('order.guest.erasing.comments', { count: comment_count }),
    text('order.guest.erasing.reference'),
  ]
  const stays = [text('order.guest.erasing.order'), text('order.guest.erasing.clear')]
  return html`<div class="fields">${list(text('order.guest.erasing.goes'), goes)}${list(text('order.guest.erasing.stays'), stays)}</div>`
}

/** Asks before the guest of an order is erased, and says what goes and what stays. */
export const guestErasurePage: Page = {
  path: '/orders/:id/erasure',
  may: 'customers:erase',
  view: async (context): Promise<View | undefined> => {
    const id = context.params['id'] ?? ''
    const order = await readOrder(context.viewer, context.db, id)
    if (order === undefined || !isErasable(order)) return undefined
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const form = formState(context, 'EraseGuest', order.revision)
    const title = text('order.guest.erasing', { number: order.number })
    const understood = checkboxField({
      name: 'understood',
      label: text('order.guest.erasing.confirm'),
      required: true,
      checked: false,
    })
    const final = notice({ tone: 'warn', body: text('order.guest.erasing.final') })
    const body = html`${pageHead({ title })}${goesAndStays(words, order)}${commandForm(words, {
      id: 'erasure-form',
      action: `/api${pathTo('/orders/:id', id)}/erasure`,
      commandId: form.commandId,
      fields: html`${final}${understood}`,
      submit: text('order.guest.erasing.do'),
      cancel: pathTo('/orders/:id', id),
      danger: true,
      guard: false,
      insist: true,
      ...(form.revision === undefined ? {} : { revision: form.revision }),
      ...(form.problem === undefined ? {} : { problem: form.problem }),
    })}`
    return { title, nav: 'orders', body }
  },
}
