import { orderCommands } from '../../api/orders/order.ts'
import { type OrderDetail, readOrder } from '../../projections/orders/order-detail.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { type Html, html } from '../html.ts'
import { commandLink } from '../kit/detail.ts'
import { confirmPage, type Drawing } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'

const route = orderCommands.EraseGuest

/** Only whoever ordered without an account is erased here, and once. */
export const isErasable = ({ customer, erasedAt }: Pick<OrderDetail, 'customer' | 'erasedAt'>): boolean =>
  customer === null && erasedAt === null

/** Leads to the question before a guest is erased, for those who may ask for it. */
export const eraseGuestLink = (drawing: Drawing, order: OrderDetail): Html | undefined =>
  isErasable(order) ? commandLink(drawing, route, order.id, { store: order.store }) : undefined

const goesAndStays = ({ text }: Words, { commentCount }: OrderDetail): Html => {
  const list = (title: string, items: readonly string[]) =>
    card({ title, body: html`<ul class="definitions">${items.map(item => html`<li>${item}</li>`)}</ul>` })
  const goes = [
    text('order.guest.erasing.contact'),
    text('order.guest.erasing.comments', { count: commentCount }),
    text('order.guest.erasing.reference'),
  ]
  const stays = [text('order.guest.erasing.order'), text('order.guest.erasing.clear')]
  return html`<div class="fields">${list(text('order.guest.erasing.goes'), goes)}${list(text('order.guest.erasing.stays'), stays)}</div>`
}

/** Asks before the guest of an order is erased, and says what goes and what stays. */
export const guestErasurePage = confirmPage<OrderDetail>(route, {
  read: async ({ viewer, db }, id) => {
    const order = await readOrder(viewer, db, id)
    return order !== undefined && isErasable(order) ? order : undefined
  },
  title: ({ text }, { number }) => text('order.guest.erasing', { number }),
  meta: () => undefined,
  understood: ({ text }) => text('order.guest.erasing.confirm'),
  consequences: (words, order) =>
    html`${goesAndStays(words, order)}${notice({ tone: 'warn', body: words.text('order.guest.erasing.final') })}`,
})
