import { returnCommands } from '../../api/orders/return.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { statesWith } from '../../domain/orders/process/definition.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { type OrderDetail, readOrder } from '../../projections/orders/order-detail.ts'
import { card } from '../components/card.ts'
import { emptyState } from '../components/empty-state.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { orderBadges } from './badges.ts'
import { shownLines } from './order-lines.ts'
import { unitsForm } from './units-form.ts'

const route = returnCommands.ReturnOrderLines

const whichOrder = (words: Words): View => {
  const { text } = words
  const title = commandName(words, route)
  const hint = emptyState({
    title: text('return.create.which'),
    hint: text('return.create.which.hint'),
    action: linkButton({ label: text('return.create.which.open'), href: '/orders', kind: 'primary' }),
  })
  return { title, body: html`${pageHead({ title })}${card({ title, body: hint })}` }
}

const formView = async (words: Words, context: PageContext, order: OrderDetail): Promise<View> => {
  const { text } = words
  const title = text('return.creating', { number: order.number })
  const form = unitsForm(words, context, route, {
    order,
    lines: await shownLines(context, order.id),
    page: route.form,
    keep: { order: order.id },
    from: new Set(statesWith(processNamed(order.process), 'returnable')),
    asksWhy: true,
    sent: { values: { id: context.newId(), order: order.id } },
  })
  const body = html`${pageHead({ title, badges: orderBadges(words, order.states) })}${card({ title: text('units.title'), body: form })}`
  return { title, body }
}

const orderOf = (context: PageContext): string =>
  formState(context, route.command).value('order', context.query.get('order') ?? '')

/** Records what came back of one order, named in the query string; without one it says where to start. */
export const returnFormPage: Page = {
  path: route.form,
  may: route.may,
  within: async context => {
    const id = orderOf(context)
    return id === '' ? undefined : { path: '/orders/:id', id }
  },
  view: async (context): Promise<View | undefined> => {
    const words = wordsFor(context.viewer, context.now)
    const id = orderOf(context)
    if (id === '') return whichOrder(words)
    const order = await readOrder(context.viewer, context.db, id)
    return order === undefined ? undefined : formView(words, context, order)
  },
}
