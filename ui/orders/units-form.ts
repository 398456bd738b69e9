import { type CommandRoute, pathTo } from '../../api/commands.ts'
import type { PageContext } from '../../api/page.ts'
import type { OrderDetail } from '../../projections/orders/order-detail.ts'
import type { Option } from '../components/filter-bar.ts'
import { type Column, dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { Fields } from '../kit/fields.ts'
import { formOf, type Sent } from '../kit/form.ts'
import { pagedLines, shownQuery } from '../paged-lines.ts'
import { withQuery } from '../query.ts'
import type { Words } from '../words.ts'
import { skuCell } from './order-cards.ts'
import { type ShownLine, type ShownLines, unitPrice } from './order-lines.ts'

/** Some units of an order's lines, and why where that is asked. */
type Units = {
  readonly lines?: { readonly line: number; readonly quantity: number }[] | undefined
  readonly reason?: string
  readonly tracking?: string[] | undefined
  readonly shipment?: number | undefined
}

export type UnitsForm = {
  readonly order: OrderDetail
  readonly lines: ShownLines
  /** Path of the page the form stands on, and what its query string holds beside the lines shown. */
  readonly page: string
  readonly keep?: Readonly<Record<string, string>>
  readonly sent: Sent
  /** The states whose units can be asked for. */
  readonly from: ReadonlySet<string>
  readonly asksWhy?: boolean
  /** How many units of a line at most, where they are those of one shipment. */
  readonly most?: (line: number) => number
  /** The shipments of which one can be chosen, where there are several; the one that is chosen at first. */
  readonly shipments?: { readonly options: readonly Option[]; readonly start: string } | undefined
  /** Whether the numbers of the parcel are asked for. */
  readonly isParcel?: boolean
}

const NO_BOUND = () => Number.POSITIVE_INFINITY

const leftOf = ({ units, line }: ShownLine, { from, most = NO_BOUND }: Pick<UnitsForm, 'from' | 'most'>): number =>
  Math.min(
    Object.entries(units).reduce((sum, [state, quantity]) => (from.has(state) ? sum + quantity : sum), 0),
    most(line),
  )

type LineRow = ReturnType<Fields<Required<Units>>['keyed']>['row']

const quantityColumn = (
  words: Words,
  { state }: Fields<Units>,
  rowOf: LineRow,
  form: UnitsForm,
): Column<ShownLine> => ({
  header: words.text('field.quantity'),
  align: 'end',
  cell: line => {
    const left = leftOf(line, form)
    const start = form.lines.all && left > 0 ? String(left) : ''
    if (left === 0 && state.value(`lines.${line.line}.quantity`, start) === '')
      return html`<span class="quiet">${words.text('units.none')}</span>`
    const row = rowOf(line.line)
    return html`${row.key}${row.field('quantity', { isCell: true, start, label: words.text('units.of', line) })}`
  },
})

const linesTable = (words: Words, fields: Fields<Units>, rowOf: LineRow, form: UnitsForm): Html =>
  dataTable<ShownLine>(words, {
    caption: words.text('order.lines.caption'),
    columns: [
      { header: words.text('field.product'), cell: ({ name }) => name },
      // What is asked for comes before what is only told: a phone has no place for the rest.
      { header: words.text('units.left'), cell: line => words.format.number(leftOf(line, form)), align: 'end' },
      quantityColumn(words, fields, rowOf, form),
      { header: words.text('field.sku'), cell: skuCell, mono: true, folds: true },
      {
        header: words.text('order.unit'),
        cell: line => unitPrice(words, line, form.order.currency),
        align: 'end',
        folds: true,
      },
    ],
    rows: form.lines.rows.filter(({ line }) => form.most?.(line) !== 0),
    empty: { title: words.text('order.lines.none'), hint: words.text('order.lines.none.hint') },
  })

/** Fills in what is left of every line, or nothing; a link, because it is the same page with other values. */
const fillLink = ({ text }: Words, { lines, page, keep }: UnitsForm): Html =>
  lines.all
    ? html`<a href="${withQuery(page, keep ?? {})}">${text('units.blank')}</a>`
    : html`<a href="${withQuery(page, { ...keep, all: '1' })}">${text('units.all')}</a>`

/** The form of a command that takes some units of an order's lines, with pages of lines around it. */
export const unitsForm = (words: Words, context: PageContext, route: CommandRoute<Units>, units: UnitsForm): Html => {
  const { order, lines, page, keep } = units
  const sent = { cancel: pathTo('/orders/:id', order.id), query: { ...keep, ...shownQuery(lines) }, ...units.sent }
  const form = formOf(words, context, route, sent, fields => {
    const { head, row } = fields.keyed('lines', 'line')
    const { shipments } = units
    const none = words.text('order.cancel.anyShipment')
    const chosen = shipments && fields.field('shipment', { ...shipments, none })
    return html`${units.asksWhy && fields.field('reason')}${chosen}${units.isParcel && fields.field('tracking')}<p>${fillLink(words, units)}</p>${head}${linesTable(words, fields, row, units)}`
  })
  return pagedLines(words, page, lines, form, keep)
}
