import type { Page, PageContext } from '../../api/page.ts'
import { transferCommands } from '../../api/shipping/transfer.ts'
import { readTransfer, type TransferDetail, type TransferLine } from '../../projections/shipping/transfer.ts'
import type { Option } from '../components/filter-bar.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { FieldsOf } from '../kit/fields.ts'
import { createPage, type Drawing, editPage } from '../kit/form-pages.ts'
import { productOf } from './transfer-lines.ts'
import { everyWarehouse, openWarehouses } from './warehouse-options.ts'

const { DraftTransfer, ReviseTransfer, ReceiveTransfer } = transferCommands

type Choices = { readonly sources: readonly Option[]; readonly targets: readonly Option[] }

const choicesOf = async (context: PageContext): Promise<Choices> => {
  const [sources, targets] = await Promise.all([everyWarehouse(context), openWarehouses(context)])
  return { sources, targets }
}

const planFields = ({ field, rows }: FieldsOf<typeof DraftTransfer>, { sources, targets }: Choices): Html =>
  html`<div class="fields">${field('from', { options: sources })}${field('to', { options: targets })}</div>
${rows('lines', row => html`${row.field('sku', { pick: 'product', mono: true })}${row.field('quantity')}`)}`

const draft = createPage(DraftTransfer, {
  load: choicesOf,
  sent: ({ newId }) => ({ values: { id: newId() } }),
  fields: planFields,
})

/** What is in that status; there is nothing to do about any other. */
const readAs =
  (status: TransferDetail['status']) =>
  async ({ viewer, db }: PageContext, id: string): Promise<TransferDetail | undefined> => {
    const found = await readTransfer(viewer, db, id)
    return found?.status === status ? found : undefined
  }

const revise = editPage(ReviseTransfer, {
  read: async (context: PageContext, id: string): Promise<(TransferDetail & Choices) | undefined> => {
    const found = await readAs('draft')(context, id)
    return found && { ...found, ...(await choicesOf(context)) }
  },
  title: (words, { number }) => words.text('transfer.revising', { number }),
  meta: (_, { from, to }) => `${from} → ${to}`,
  fields: planFields,
})

const receivedTable = (
  { words, context }: Drawing,
  { keyed }: FieldsOf<typeof ReceiveTransfer>,
  { lines }: TransferDetail,
): Html => {
  const { text, format } = words
  const { head, row } = keyed('lines', 'line')
  const table = dataTable<TransferLine>(words, {
    caption: text('transfer.lines.caption'),
    columns: [
      { header: text('field.product'), cell: line => productOf(words, context, line) },
      { header: text('transfer.sent'), cell: ({ quantity }) => format.number(quantity), align: 'end' },
      {
        header: text('field.received'),
        align: 'end',
        cell: ({ line, sku, quantity }) => {
          const { key, field } = row(line)
          const label = text('transfer.received.of', { sku })
          return html`${key}${field('quantity', { isCell: true, start: String(quantity), label })}`
        },
      },
      { header: text('field.sku'), cell: ({ sku }) => sku, mono: true },
    ],
    rows: lines,
    empty: { title: text('transfer.lines'), hint: '' },
  })
  return html`${head}${table}`
}

const receive = editPage(ReceiveTransfer, {
  read: readAs('sent'),
  title: (words, { number }) => words.text('transfer.receiving', { number }),
  meta: (_, { from, to }) => `${from} → ${to}`,
  sent: () => ({ recorded: undefined }),
  fields: (fields, found, drawing) =>
    html`${receivedTable(drawing, fields, found)}${fields.field('reason')}${fields.field('note')}`,
})

/** Drafting a transfer, changing the draft, and saying what arrived. */
export const transferFormPages: readonly Page[] = [draft, revise, receive]
