import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { Forbidden } from '../../api/permission.ts'
import type { AskedAmendment } from '../../domain/orders/amendment.ts'
import { unitsLeft } from '../../domain/orders/line.ts'
import { hasFlag } from '../../domain/orders/process/definition.ts'
import { processNamed } from '../../domain/orders/processes/index.ts'
import { type OrderDetail, readOrder } from '../../projections/orders/order-detail.ts'
import { notice } from '../components/notice.ts'
import { pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { countryOptions } from '../customers/country-options.ts'
import { type Child, type Html, html } from '../html.ts'
import { commandLink } from '../kit/detail.ts'
import type { Fields } from '../kit/fields.ts'
import { formOf, maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { withPicks } from '../kit/picks.ts'
import { pagedLines, shownQuery } from '../paged-lines.ts'
import { type Words, wordsFor } from '../words.ts'
import { amendmentFigures, asAmending } from './amendment-figures.ts'
import { orderBadges } from './badges.ts'
import { elsewhereGroup, isTouched } from './elsewhere.ts'
import { isPersonErased, skuCell } from './order-cards.ts'
import { methodChoices } from './order-choices.ts'
import { type ShownLine, type ShownLines, shownLines, unitPrice } from './order-lines.ts'

const route = orderCommands.AmendOrder

type Amendment = Fields<Required<AskedAmendment>>

/** Some units are where the process lets the order be amended, and it is one of this shop's own. */
export const isAmendable = (order: OrderDetail): boolean => {
  const { process: name, states, isHeld, terms } = order
  const process = processNamed(name)
  const isOpen = states.some(state => hasFlag(process, state, 'amendable'))
  return isOpen && !isHeld && terms !== undefined && terms.priceMode !== null && !isPersonErased(order)
}

/** Why an order can not be amended now, as the command would be refused; undefined where it can. */
const whyNot = ({ text }: Words, order: OrderDetail): string | undefined => {
  if (isAmendable(order)) return undefined
  const { isHeld, terms, number } = order
  if (isHeld) return text('rejection.OrderIsHeld')
  if ((terms?.priceMode ?? null) === null) return text('rejection.OrderOfElsewhere')
  if (isPersonErased(order)) return text('rejection.OrderPersonErased')
  return text('rejection.OrderNotAmendable', { number })
}

/** The way to amend an order, as long as it can be. */
export const amendLink = (drawing: Drawing, order: OrderDetail): Child =>
  isAmendable(order) && commandLink(drawing, route, order.id, { store: order.store })

/** Some of it is further than the stock of the house. */
const isPartlySent = ({ process: name, states }: OrderDetail): boolean => {
  const process = processNamed(name)
  return states.some(state => !hasFlag(process, state, 'reserved') && !hasFlag(process, state, 'void'))
}

/** How many units of a line have gone further than amendments reach. */
const leastOf = ({ process: name }: OrderDetail, line: ShownLine): number => {
  const process = processNamed(name)
  const amendable = Object.entries(line.units).reduce(
    (sum, [state, units]) => (hasFlag(process, state, 'amendable') ? sum + units : sum),
    0,
  )
  return unitsLeft(line) - amendable
}

const linesTable = (words: Words, { keyed }: Amendment, order: OrderDetail, lines: ShownLines): Html => {
  const { text } = words
  const { head, row: rowOf } = keyed('lines', 'line')
  const quantity: Column<ShownLine> = {
    header: text('field.quantity'),
    align: 'end',
    cell: line => {
      const row = rowOf(line.line)
      const least = leastOf(order, line)
      const start = String(unitsLeft(line))
      const label = text('units.of', line)
      return html`${row.key}${row.field('quantity', { isCell: true, start, label })}${least > 0 && html`<p class="quiet">${text('order.amending.least', { least })}</p>`}`
    },
  }
  const table = dataTable<ShownLine>(words, {
    caption: text('order.amending.lines.caption'),
    columns: [
      { header: text('field.product'), cell: ({ name }) => name, wraps: true },
      quantity,
      {
        header: text('order.unit'),
        cell: line => unitPrice(words, line, order.currency),
        align: 'end',
      },
      { header: text('field.sku'), cell: skuCell, mono: true, folds: true },
    ],
    rows: lines.rows.filter(line => unitsLeft(line) > 0),
    empty: { title: text('order.lines.none'), hint: text('order.lines.none.hint') },
  })
  return html`${head}${table}`
}

type Methods = Awaited<ReturnType<typeof methodChoices>>['deliveries']

/** How it can go, the method of the order among it though it is not offered any more. */
const deliveriesWith = (deliveries: Methods, { terms }: OrderDetail): Methods => {
  const { deliveryMethod: value = null, deliveryName } = terms ?? {}
  const isThere = value === null || deliveries?.some(one => one.value === value) !== false
  return isThere ? deliveries : [...(deliveries ?? []), { value, label: deliveryName ?? value }]
}

const waysGroup = (
  { words, context }: Drawing,
  { field }: Amendment,
  order: OrderDetail,
  deliveries: Methods,
): Html => {
  const { text } = words
  if (isPartlySent(order)) return notice({ tone: 'info', body: text('order.amending.partlySent') })
  const at = (name: string, options?: Parameters<typeof field>[1]) =>
    field(`shipping.${name}` as 'shipping.street', options)
  const elsewhere = elsewhereGroup(words, at, {
    summary: text('order.amending.shipping'),
    hint: text('order.amending.ways.hint'),
    isOpen: isTouched(context, 'shipping'),
    countries: countryOptions(words, null),
  })
  const start = order.terms?.deliveryMethod ?? ''
  return html`<fieldset class="group"><legend>${text('order.amending.ways')}</legend>${field('delivery', { options: deliveriesWith(deliveries, order), start })}${elsewhere}</fieldset>`
}

type Drawn = { readonly order: OrderDetail; readonly lines: ShownLines; readonly deliveries: Methods }

const drawForm = (drawing: Drawing, { order, lines, deliveries }: Drawn): Promise<Html> => {
  const { words, context } = drawing
  const { text } = words
  const { id, revision } = order
  const sent = { id, revision, cancel: pathTo('/orders/:id', id), query: shownQuery(lines) }
  return withPicks(context, picks =>
    formOf(words, context, route, { ...sent, picks }, fields => {
      // Each part of the command may be left out; the form has all of them.
      const all = fields as Amendment
      const added = all.rows(
        'added',
        row => html`${row.field('sku', { pick: 'product', mono: true })}${row.field('quantity')}`,
        { legend: text('order.amending.added'), add: text('order.amending.add') },
      )
      return html`${linesTable(words, all, order, lines)}${added}${waysGroup(drawing, all, order, deliveries)}${amendmentFigures(drawing, order)}`
    }),
  )
}

const view = async (asked: PageContext): Promise<View | undefined> => {
  if (!maySend(asked, route)) throw new Forbidden('customer:personal')
  const context = asAmending(asked)
  const id = context.params['id'] ?? ''
  const [order, lines, { deliveries }] = await Promise.all([
    readOrder(context.viewer, context.db, id),
    shownLines(context, id),
    methodChoices(context),
  ])
  if (order === undefined) return undefined
  const words = wordsFor(context.viewer, context.now)
  const { text } = words
  const title = text('order.amending', { number: order.number })
  const head = pageHead({ title, badges: orderBadges(words, order.states) })
  const why = whyNot(words, order)
  // What somebody has typed stays, with the refusal.
  if (why !== undefined && context.submitted?.command !== route.command)
    return { title, body: html`${head}${notice({ tone: 'warn', body: why })}` }
  const form = await drawForm({ words, context }, { order, lines, deliveries })
  const body = html`${head}<p class="quiet">${text('order.amending.hint')}</p>${pagedLines(words, pathTo(route.form, id), lines, form)}`
  return { title, body }
}

/** The page on which an order that was placed is changed, as one step that says what it comes to before it is done. */
export const orderAmendPage: Page = { path: route.form, may: route.may, view }
