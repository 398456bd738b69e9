import { pathTo } from '../../api/commands.ts'
import type { PageContext } from '../../api/page.ts'
import type { OrderDetail, OrderLine } from '../../projections/orders/order-detail.ts'
import { fieldId, textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { type Column, dataTable } from '../components/table.ts'
import { attrs, type Child, type Html, html } from '../html.ts'
import { type FormState, formState } from '../submitted.ts'
import type { Words } from '../words.ts'
import { skuCell } from './order-cards.ts'
import { pagedLines, type ShownLines, shownQuery, unitPrice, withQuery } from './order-lines.ts'

export type UnitsForm = {
  readonly command: 'CancelOrderLines' | 'ReturnOrderLines'
  readonly order: OrderDetail
  readonly lines: ShownLines
  /** Path of the page the form stands on, and what its query string holds beside the lines shown. */
  readonly page: string
  readonly keep?: Readonly<Record<string, string>>
  /** Path the command is posted to. */
  readonly action: string
  /** Fields before the lines: hidden ones, a conflict. */
  readonly before?: Child
  readonly revision?: number
  readonly submit: string
  readonly confirm?: string
}

const leftOf = ({ quantity, cancelled, returned }: OrderLine): number => quantity - cancelled - returned

/** A row is named after its line, so that it keeps its name whatever else is shown or was typed. */
const quantityField = ({ text }: Words, form: FormState, { line, name }: OrderLine, value: string): Html => {
  const field = `lines.${line}.quantity`
  const id = fieldId(field)
  const { error } = form.error(field)
  const marks = attrs({
    'aria-invalid': error !== undefined && 'true',
    'aria-describedby': error !== undefined && `${id}-error`,
  })
  return html`<input type="hidden" name="lines.${line}.line" value="${line}"><label class="visually-hidden" for="${id}">${text('units.of', { line, name })}</label><input class="units" type="text" inputmode="numeric" autocomplete="off" id="${id}" name="${field}" value="${value}"${marks}>${error !== undefined && html`<p class="error" id="${id}-error" role="alert">${error}</p>`}`
}

const quantityColumn = (words: Words, form: FormState, { all }: ShownLines): Column<OrderLine> => ({
  header: words.text('order.quantity'),
  align: 'end',
  cell: row => {
    const left = leftOf(row)
    const value = form.value(`lines.${row.line}.quantity`, all && left > 0 ? String(left) : '')
    if (left === 0 && value === '') return html`<span class="quiet">${words.text('units.none')}</span>`
    return quantityField(words, form, row, value)
  },
})

const linesTable = (words: Words, form: FormState, { order, lines }: UnitsForm): Html =>
  dataTable<OrderLine>(words, {
    caption: words.text('order.lines.caption'),
    columns: [
      { header: words.text('order.product'), cell: ({ name }) => name },
      { header: words.text('order.sku'), cell: skuCell, mono: true },
      { header: words.text('order.unit'), cell: line => unitPrice(words, line, order.currency), align: 'end' },
      { header: words.text('units.left'), cell: line => words.format.number(leftOf(line)), align: 'end' },
      quantityColumn(words, form, lines),
    ],
    rows: lines.rows,
    empty: { title: words.text('order.lines.none'), hint: words.text('order.lines.none.hint') },
  })

/** Fills in what is left of every line, or nothing; a link, because it is the same page with other values. */
const fillLink = ({ text }: Words, { lines, page, keep }: UnitsForm): Html =>
  lines.all
    ? html`<a href="${withQuery(page, keep ?? {})}">${text('units.blank')}</a>`
    : html`<a href="${withQuery(page, { ...keep, all: '1' })}">${text('units.all')}</a>`

/** Some units of an order's lines and a reason: what cancelling and returning ask for. */
export const unitsForm = (words: Words, context: PageContext, units: UnitsForm): Html => {
  const { text } = words
  const form = formState(context, units.command, units.revision)
  const { error } = form.error('lines')
  const reason = textField({
    name: 'reason',
    label: text('order.reason'),
    hint: text('order.reason.hint'),
    required: true,
    maxLength: 200,
    value: form.value('reason'),
    ...form.error('reason'),
  })
  const fields = html`${units.before}<input type="hidden" name="lines.key" value="line">${reason}
<p>${fillLink(words, units)}</p>${error !== undefined && html`<p class="error" id="${fieldId('lines')}" tabindex="-1">${error}</p>`}${linesTable(words, form, units)}`
  const command = commandForm(words, {
    id: 'units-form',
    action: withQuery(units.action, { ...units.keep, ...shownQuery(units.lines) }),
    commandId: form.commandId,
    fields,
    submit: units.submit,
    cancel: pathTo('/orders/:id', units.order.id),
    danger: units.command === 'CancelOrderLines',
    ...(units.confirm === undefined ? {} : { confirm: units.confirm }),
    ...(form.revision === undefined ? {} : { revision: form.revision }),
    ...(form.problem === undefined ? {} : { problem: form.problem }),
  })
  return pagedLines(words, units.page, units.lines, command, units.keep)
}
