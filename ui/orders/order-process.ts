import { pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import type { OrderProcess, Transition } from '../../domain/orders/process/definition.ts'
import { orderProcesses } from '../../domain/orders/processes/index.ts'
import { type OrdersInState, readOrdersInStates } from '../../projections/orders/order-process.ts'
import { card } from '../components/card.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { withQuery } from '../query.ts'
import { type Words, wordsFor } from '../words.ts'
import { stateBadge } from './badges.ts'
import { processGraph } from './order-process-graph.ts'
import { flagMarks, processName, wayName } from './process-words.ts'

export const PROCESSES = '/order-processes'

const empty = ({ text }: Words) => ({ title: text('orderGraph.none'), hint: text('orderGraph.none.hint') })

const ordersLink = (words: Words, { process, state, orders }: OrdersInState): Html =>
  html`<a href="${withQuery('/orders', { process, state })}">${words.format.number(orders)}</a>`

const methodsLink = ({ text }: Words, { viewer }: PageContext, process: string): Html | undefined =>
  viewer.may.has('paymentMethod:read')
    ? html`<a href="${withQuery('/payment-methods', { process })}">${text('things.paymentMethod')}</a>`
    : undefined

const inStates = (words: Words, { states }: OrderProcess, counted: readonly OrdersInState[]): Html =>
  html`${Object.keys(states).map(name => {
    const found = counted.find(({ state }) => state === name)
    return (
      found !== undefined && html`<span class="pair">${stateBadge(words, name)} ${ordersLink(words, found)}</span> `
    )
  })}`

const processesTable = (words: Words, context: PageContext, counts: readonly OrdersInState[]): Html =>
  dataTable<OrderProcess>(words, {
    caption: words.text('orderGraph.all'),
    columns: [
      {
        header: words.text('orderGraph.process'),
        cell: ({ name }) => html`<a href="${pathTo(`${PROCESSES}/:id`, name)}">${processName(words, name)}</a>`,
        names: true,
      },
      { header: words.text('orderGraph.version'), cell: ({ name }) => name, mono: true, folds: true },
      {
        header: words.text('orderGraph.orders'),
        cell: process =>
          inStates(
            words,
            process,
            counts.filter(({ process: name }) => name === process.name),
          ),
        wraps: true,
      },
      { header: words.text('orderGraph.begunBy'), cell: ({ name }) => methodsLink(words, context, name) ?? '' },
    ],
    rows: orderProcesses,
    empty: empty(words),
  })

const processesPage: Page = {
  path: PROCESSES,
  may: 'order:read',
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const counts = await readOrdersInStates(context.viewer, context.db)
    const title = words.text('orderProcess.title')
    const table = processesTable(words, context, counts)
    return {
      title,
      body: html`${pageHead({ title })}<p class="quiet">${words.text('orderGraph.hint')}</p>${card({ title, flush: true, body: table })}`,
    }
  },
}

const flagsOf = ({ text }: Words, { states }: OrderProcess, state: string): string =>
  (states[state] ?? [])
    .map(flag => [flagMarks[flag], text(`orderFlag.${flag}`)].filter(part => part !== undefined).join(' '))
    .join(', ')

const statesCard = (words: Words, process: OrderProcess, counted: readonly OrdersInState[]): Html => {
  const { text } = words
  const title = text('orderGraph.states')
  const body = dataTable<string>(words, {
    caption: text('orderGraph.states.caption'),
    columns: [
      { header: text('order.progress.state'), cell: state => stateBadge(words, state), names: true },
      { header: text('orderGraph.flags'), cell: state => flagsOf(words, process, state), wraps: true },
      {
        header: text('things.order'),
        cell: name => {
          const found = counted.find(({ state }) => state === name)
          return found === undefined ? words.format.number(0) : ordersLink(words, found)
        },
        align: 'end',
      },
    ],
    rows: Object.keys(process.states),
    empty: empty(words),
  })
  return card({ title, flush: true, body })
}

const waysCard = (words: Words, process: OrderProcess, { settings, viewer }: PageContext): Html => {
  const { text } = words
  const title = text('orderGraph.ways')
  const lengths = viewer.may.has('settings:read')
    ? html`<a href="/configuration/shop#group-orders">${text('orderGraph.lengths')}</a>`
    : undefined
  const body = dataTable<Transition>(words, {
    caption: text('orderGraph.ways.caption'),
    columns: [
      { header: text('orderGraph.from'), cell: ({ from }) => stateBadge(words, from), names: true },
      { header: text('orderGraph.by'), cell: way => wayName(words, way, { settings }), wraps: true },
      { header: text('orderGraph.to'), cell: ({ to }) => stateBadge(words, to) },
    ],
    rows: process.transitions,
    empty: empty(words),
  })
  return card({ title, aside: lengths, flush: true, body })
}

const known = (id: string): OrderProcess | undefined => orderProcesses.find(({ name }) => name === id)

const processPage: Page = {
  path: `${PROCESSES}/:id`,
  may: 'order:read',
  name: async ({ viewer, now }, id) => known(id) && processName(wordsFor(viewer, now), id),
  view: async (context): Promise<View | undefined> => {
    const process = known(context.params['id'] ?? '')
    if (process === undefined) return undefined
    const words = wordsFor(context.viewer, context.now)
    const { text } = words
    const counted = await readOrdersInStates(context.viewer, context.db, process.name)
    const counts = new Map(counted.map(({ state, orders }) => [state, text('orderGraph.count', { orders })]))
    const graph = processGraph(words, process, { counts, settings: context.settings, isOfOrder: false })
    const title = text('orderGraph.title', { process: processName(words, process.name) })
    const orders = linkButton({ label: text('things.order'), href: withQuery('/orders', { process: process.name }) })
    const methods = methodsLink(words, context, process.name)
    const head = pageHead({ title, meta: html`${process.name}`, actions: orders })
    return {
      title,
      body: html`${head}${card({ title: text('orderGraph.drawing'), aside: methods, body: graph })}${statesCard(words, process, counted)}${waysCard(words, process, context)}`,
    }
  },
}

/** What orders go through, and how many are where. */
export const orderProcessPages: readonly Page[] = [processesPage, processPage]
