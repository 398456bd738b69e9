import { type CommandRoute, pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import { type OrderAct, orderActs, statesFor } from '../../domain/orders/process/acts.ts'
import { hasFlag } from '../../domain/orders/process/definition.ts'
import { timeoutOf } from '../../domain/orders/process/due.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import type { InState } from '../../projections/orders/order-progress.ts'
import { card } from '../components/card.ts'
import { notice } from '../components/notice.ts'
import { type Column, dataTable } from '../components/table.ts'
import { ago, moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { commandLink } from '../kit/detail.ts'
import { buttonOf } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import type { Words } from '../words.ts'
import { stateBadge } from './badges.ts'
import { actRoute, actValues, someHref } from './order-acts.ts'
import type { Progressing } from './order-lines.ts'
import { processGraph } from './order-process-graph.ts'

/** Where the units of an order are, in the order in which its process has the states. */
export const inOrder = (process: string, progress: readonly InState[]): InState[] =>
  Object.keys(processNamed(process).states).flatMap(name => progress.find(({ state }) => state === name) ?? [])

/** Whether any unit of an order is where an act can take it. */
export const canAct = (order: Progressing, act: OrderAct): boolean => takenBy(order, act).length > 0

/** The states that an act takes units from, with those that are there. */
const takenBy = ({ process, progress }: Progressing, act: OrderAct): InState[] => {
  const from = statesFor(processNamed(process), act)
  return progress.filter(({ state }) => from.has(state))
}

const unitsOf = (rows: readonly InState[]): number => rows.reduce((sum, { units }) => sum + units, 0)

/** What the button does, before it is pressed: how many units, and what becomes of them. */
const foretold = ({ text }: Words, order: Progressing, act: OrderAct): string => {
  const units = unitsOf(takenBy(order, act))
  return text('order.act.foretold', { units, all: order.unitCount, act })
}

const actButton = (
  { words, context }: Drawing,
  order: Progressing,
  act: Exclude<OrderAct, 'cancel'>,
  kind?: 'primary',
): Html | false => {
  const taken = takenBy(order, act)
  if (taken.length === 0) return false
  const label = words.text('order.act.button', { name: words.text(`orderStep.${act}`), units: unitsOf(taken) })
  return html`${buttonOf(words, context, actRoute(act), {
    id: order.id,
    label,
    values: actValues(act),
    confirm: foretold(words, order, act),
    store: order.store,
    kind,
  })}`
}

const someLink = (drawing: Drawing, order: Progressing, act: Exclude<OrderAct, 'cancel'>): Html | false => {
  const isOneUnit = unitsOf(takenBy(order, act)) < 2
  if (isOneUnit) return false
  const label = drawing.words.text('order.act.some', { name: drawing.words.text(`orderStep.${act}`) })
  const route: CommandRoute = actRoute(act)
  return html`${commandLink(drawing, route, order.id, { label, href: someHref(order.id, act), kind: 'plain', store: order.store })}`
}

const offered = (order: Progressing): readonly Exclude<OrderAct, 'cancel'>[] =>
  orderActs.flatMap(act => (act === 'cancel' || takenBy(order, act).length === 0 ? [] : [act]))

/** A button where at least one unit can take the step, and the way to take it with some of them. */
const actButtons = (drawing: Drawing, order: Progressing): Html | false => {
  if (order.heldSince !== null) return false
  const acts = offered(order)
  if (acts.length === 0) return false
  return html`<div class="steps" role="group" aria-label="${drawing.words.text('order.acts')}">${acts.map(
    (act, at) =>
      html`${actButton(drawing, order, act, at === 0 ? 'primary' : undefined)}${someLink(drawing, order, act)}`,
  )}</div>`
}

/** What the units in a state wait for: time, stock, money. */
const waitsFor = (words: Words, { process, heldSince }: Progressing, { state, dueAt }: InState): Html | string => {
  if (heldSince !== null && hasFlag(processNamed(process), state, 'open')) return words.text('order.progress.held')
  if (dueAt !== null) {
    const timeout = timeoutOf(processNamed(process), state)
    if (timeout !== undefined) return html`${words.text(`orderDue.${timeout}`)} ${ago(words, dueAt)}`
  }
  return sentenceUnder(words.text, `orderWaits.${state}`) ?? ''
}

/** What comes next for units; no column where nothing does. */
const nextColumn = (words: Words, order: Progressing): readonly Column<InState>[] =>
  order.progress.every(row => waitsFor(words, order, row) === '')
    ? []
    : [{ header: words.text('order.progress.next'), cell: row => waitsFor(words, order, row), wraps: true }]

const table = (words: Words, order: Progressing): Html =>
  dataTable<InState>(words, {
    caption: words.text('order.progress.caption'),
    columns: [
      { header: words.text('order.progress.state'), cell: ({ state }) => stateBadge(words, state) },
      { header: words.text('order.progress.units'), cell: ({ units }) => words.format.number(units), align: 'end' },
      {
        header: words.text('order.progress.lines'),
        cell: ({ lines }) => words.format.number(lines),
        align: 'end',
        folds: true,
      },
      { header: words.text('order.progress.since'), cell: ({ since }) => ago(words, since), quiet: true },
      ...nextColumn(words, order),
    ],
    rows: order.progress,
    empty: { title: words.text('order.lines.none'), hint: words.text('order.lines.none.hint') },
  })

/** That time stands still for the order, why, and the button that lets it go on. */
export const holdNotice = (drawing: Drawing, order: Progressing): Html | undefined => {
  const { words, context } = drawing
  if (order.heldSince === null) return undefined
  const { ReleaseOrder } = orderCommands
  const why = order.holdReason === null ? words.text('order.held.erased') : order.holdReason
  const release = buttonOf(words, context, ReleaseOrder, { id: order.id, store: order.store })
  const body = html`<p><strong>${words.text('order.held')}</strong> ${why} <span class="quiet">${moment(words, order.heldSince)}</span></p>${release}`
  return notice({ tone: 'warn', body })
}

/** The way to hold an order, as long as anything of it is open. */
export const holdLink = (drawing: Drawing, order: Progressing): Html | undefined =>
  order.heldSince === null && order.isOpen
    ? commandLink(drawing, orderCommands.HoldOrder, order.id, { store: order.store })
    : undefined

/** The way of the order as a picture: where its units are, were, and can go. */
const way = ({ words, context: { settings } }: Drawing, { process, progress, store }: Progressing): Html => {
  const counts = new Map(progress.map(({ state, units }) => [state, words.text('orderGraph.units', { units })]))
  const graph = processGraph(words, processNamed(process), { counts, settings, store, isOfOrder: true })
  return html`<details class="card-body"><summary>${words.text('orderGraph.drawing')}</summary>${graph}</details>`
}

/** Where the units of an order are, what each waits for, and what can be done with them now. */
export const progressCard = (drawing: Drawing, order: Progressing): Html => {
  const { words } = drawing
  const name = sentenceUnder(words.text, `orderProcess.${order.process}`) ?? order.process
  return card({
    id: 'progress',
    title: words.text('order.progress'),
    aside: html`<a href="${pathTo('/order-processes/:id', order.process)}">${name}</a>`,
    flush: true,
    body: html`${table(words, order)}${actButtons(drawing, order)}${way(drawing, order)}`,
  })
}
