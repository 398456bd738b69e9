import type { Page, PageContext, View } from '../../api/page.ts'
import { pickListCommands } from '../../api/shipping/pick-list.ts'
import { MAX_PICKED_ORDERS } from '../../domain/shared/limits.ts'
import { MOST_LOOKED_AT, type ReadyOrder, readReadyToPick } from '../../projections/shipping/ready-to-pick.ts'
import type { Option } from '../components/filter-bar.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import { commandName } from '../kit/command-name.ts'
import { formOf, pageProblem } from '../kit/form.ts'
import { userChoices } from '../orders/user-choices.ts'
import { withQuery } from '../query.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { everyWarehouse } from './warehouse-options.ts'

const route = pickListCommands.DrawPickList

/** As many as are ticked to begin with: what somebody takes along on a round. */
const TICKED = 20

const sum = (ready: readonly ReadyOrder[], of: 'units' | 'lines') => ready.reduce((all, one) => all + one[of], 0)

const nameOf = (warehouses: readonly Option[], key: string): string =>
  warehouses.find(({ value }) => value === key)?.label ?? key

type Place = { readonly warehouse: string; readonly ready: readonly ReadyOrder[] }

/** Where something can be picked, and how much. */
const placesTable = (words: Words, places: readonly Place[], warehouses: readonly Option[]): Html => {
  const { text, format } = words
  return dataTable<Place>(words, {
    caption: text('picking.ready'),
    columns: [
      {
        header: text('field.warehouse'),
        cell: ({ warehouse }) =>
          html`<a href="${withQuery(route.form, { warehouse })}">${nameOf(warehouses, warehouse)}</a>`,
      },
      { header: text('field.orders'), cell: ({ ready }) => format.number(ready.length), align: 'end' },
      { header: text('field.units'), cell: ({ ready }) => format.number(sum(ready, 'units')), align: 'end' },
    ],
    rows: places,
    empty: { title: text('picking.nothing'), hint: text('picking.nothing.hint') },
  })
}

const choiceOf =
  ({ text, format }: Words) =>
  ({ order, number, placedOn, lines, units }: ReadyOrder): Option => ({
    value: order,
    label: text('picking.choice', { number, placed: format.date(placedOn), lines, units }),
  })

const drawForm = (
  words: Words,
  context: PageContext,
  { warehouse, ready }: Place,
  { users, place }: { readonly users: readonly Option[]; readonly place: string },
): Html => {
  const { text } = words
  const shown = ready.slice(0, MAX_PICKED_ORDERS)
  const scope = { warehouse }
  const sent = { values: { id: context.newId(), ...scope }, query: scope, cancel: route.form }
  const start = shown.slice(0, TICKED).map(({ order }) => order)
  const own = users.some(({ value }) => value === context.viewer.id) ? context.viewer.id : ''
  const form = formOf(
    words,
    context,
    route,
    sent,
    ({ field }) =>
      html`${field('orders', { options: shown.map(choiceOf(words)), start })}${field('route', { start: 'product' })}${field('assignee', { options: users, none: text('order.assign.nobody'), start: own })}`,
  )
  const rest =
    ready.length > shown.length &&
    notice({ tone: 'info', body: text('picking.rest', { most: shown.length, all: ready.length }) })
  const again = linkButton({ label: text('picking.elsewhere'), href: route.form, kind: 'plain' })
  return html`<h2>${place}</h2><p>${again}</p>${rest}${form}`
}

const bodyOf = async (words: Words, context: PageContext): Promise<Html> => {
  const { viewer, db, query } = context
  const asked = formState(context, route.command).value('warehouse', query.get('warehouse') ?? '')
  const [all, warehouses, users] = await Promise.all([
    readReadyToPick(viewer, db),
    everyWarehouse(context),
    userChoices(context),
  ])
  const places = [...Map.groupBy(all, ({ warehouse }) => warehouse)].map(([warehouse, ready]) => ({ warehouse, ready }))
  const cut =
    new Set(all.map(({ order }) => order)).size >= MOST_LOOKED_AT &&
    notice({ tone: 'info', body: words.text('picking.cut', { most: MOST_LOOKED_AT }) })
  const place = places.find(({ warehouse }) => warehouse === asked)
  if (place !== undefined)
    return html`${cut}${drawForm(words, context, place, { users, place: nameOf(warehouses, asked) })}`
  const gone =
    asked !== '' && notice({ tone: 'warn', body: words.text('picking.gone', { warehouse: nameOf(warehouses, asked) }) })
  // A list that was refused because all of it is gone has no form to say so.
  const problem = pageProblem(words, context, 'pickList', gone)
  return html`${problem}${gone}${cut}${placesTable(words, places, warehouses)}`
}

/** Draws a pick list: first where, then for which orders. */
export const drawPickListPage: Page = {
  path: route.form,
  may: route.may,
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const title = commandName(words, route)
    return { title, body: html`${pageHead({ title })}${await bodyOf(words, context)}` }
  },
}
