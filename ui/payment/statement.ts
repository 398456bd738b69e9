import { pathTo } from '../../api/commands.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { STATEMENT_IMPORT } from '../../api/payment/statement/actions.ts'
import { type Fit, lacking, type Proposal } from '../../api/payment/statement/match.ts'
import { propose } from '../../api/payment/statement/propose.ts'
import { type BadLine, MOST_TEXT } from '../../api/payment/statement/read.ts'
import { STATEMENT_FILE } from '../../api/payment/statement/upload.ts'
import { currenciesOf, readStores } from '../../projections/shop/store.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { cellField, selectField, textArea } from '../components/field.ts'
import { fileForm } from '../components/file-form.ts'
import { commandForm } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { pageHead } from '../components/page-head.ts'
import { type Column, dataTable } from '../components/table.ts'
import { calendarDate } from '../components/time.ts'
import { attrs, type Html, html } from '../html.ts'
import { codes } from '../kit/control.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'

const READ = 'ReadStatement'
const BOOK = 'BookStatement'

const sentField = ({ submitted }: PageContext, name: string): string => {
  const value = submitted?.command === READ || submitted?.command === BOOK ? submitted.fields[name] : undefined
  return typeof value === 'string' ? value : ''
}

/** The same as a file. */
const statementFile = ({ words: { text } }: Drawing, currencies: readonly string[]): Html => {
  const currency = { name: 'currency', prefix: 'file', label: text('statement.file.currency'), required: true }
  return fileForm({
    action: `/api${STATEMENT_FILE}`,
    label: text('statement.file'),
    hint: text('statement.file.hint'),
    submit: text('statement.file.read'),
    fields: selectField({ ...currency, value: currencies[0], options: codes(currencies) }),
  })
}

/** A text is read anew whenever the page is shown: what is booked meanwhile is known then. */
const readForm = ({ words, context }: Drawing, currencies: readonly string[]): Html => {
  const { text } = words
  const { commandId, problem, error } = formState(context, READ)
  const statement = {
    name: 'statement',
    label: text('statement.text'),
    hint: text('statement.text.hint'),
    value: sentField(context, 'statement'),
    required: true,
    ...error('statement'),
  }
  const currency = {
    name: 'currency',
    label: text('statement.currency'),
    value: sentField(context, 'currency') || currencies[0],
    required: true,
    ...error('currency'),
  }
  return commandForm(words, {
    id: `${READ}-form`,
    action: `/api${STATEMENT_IMPORT}`,
    commandId,
    guard: false,
    problem,
    nameOf: field => (field === 'currency' ? currency.label : statement.label),
    submit: text('statement.read'),
    cancel: '/payments',
    fields: html`<p class="quiet">${text('statement.hint')}</p>${textArea({ ...statement, rows: 10, maxLength: MOST_TEXT })}${selectField({ ...currency, options: codes(currencies) })}`,
  })
}

const TONES: Readonly<Record<Fit, Tone>> = {
  exact: 'good',
  amountDiffers: 'warn',
  several: 'warn',
  byAmount: 'info',
  none: 'bad',
  booked: 'neutral',
  typed: 'neutral',
}

type Row = Proposal & { readonly index: number }

/** What became of a line when it was to be booked: `booked`, `known`, or `refused:` with the reason. */
const outcomeOf = (context: PageContext, index: number): { readonly outcome: string; readonly why: string } => {
  const [outcome = '', ...why] = sentField(context, `outcome.${index}`).split(':')
  return { outcome, why: why.join(':') }
}

const outcomeCell = ({ words, context }: Drawing, { index, fit }: Row): Html => {
  const { text } = words
  const { outcome, why } = outcomeOf(context, index)
  if (outcome === 'booked') return badge(text('statement.outcome.booked'), 'good')
  if (outcome === 'known') return badge(text('statement.outcome.known'), 'neutral')
  if (outcome === 'refused') return html`<span class="error">${text('statement.outcome.refused', { why })}</span>`
  return badge(text(`statement.fit.${fit}`), TONES[fit])
}

const isBookable = ({ fit }: Proposal): boolean => fit !== 'booked'

/** What fits exactly is ticked until somebody has chosen otherwise. */
const tickCell = ({ words, context }: Drawing, row: Row): Html => {
  const { index, line, fit } = row
  const isSent = context.submitted?.command === BOOK
  const name = `lines.${index}.book`
  const checked = isSent ? sentField(context, name) !== '' : fit === 'exact'
  const label = words.text('statement.tick', { line: String(line.place) })
  return html`<input type="hidden" name="lines.${index}.line" value="${index}">${
    isBookable(row) &&
    html`<input type="checkbox" name="${name}" value="on" aria-label="${label}"${attrs({ checked })}>`
  }`
}

const orderCell = (drawing: Drawing, row: Row): Html => {
  const { words, context } = drawing
  const { index, line, orders } = row
  const { text, format } = words
  const name = `lines.${index}.order`
  const typed = context.submitted?.command === BOOK ? sentField(context, name) : ''
  const known = orders.map(order => {
    const { number, currency } = order
    const lacks = lacking(order)
    const said =
      lacks > 0
        ? text('statement.lacks', { number, amount: format.money(lacks, currency) })
        : text('statement.lacksNothing', { number })
    return html`<div><a href="${pathTo('/orders/:id', order.id)}">${said}</a></div>`
  })
  const label = text('statement.order', { line: String(line.place) })
  const input = cellField({ name, label, value: typed || orders[0]?.number, maxLength: 140, isText: true })
  return html`${outcomeCell(drawing, row)}${isBookable(row) && html`<div>${input}</div>`}${known}`
}

const columns = (drawing: Drawing, currency: string): readonly Column<Row>[] => {
  const { words } = drawing
  const { text, format } = words
  return [
    { header: text('statement.line'), cell: row => html`${tickCell(drawing, row)} ${row.line.place}` },
    { header: text('field.amount'), cell: ({ line }) => format.money(line.amount, currency), align: 'end' },
    {
      header: text('field.payment.reference'),
      names: true,
      cell: ({ line }) =>
        html`<span class="as-typed">${line.reference}</span>${line.payer !== '' && html`<br><span class="quiet">${line.payer}</span>`}`,
      wraps: true,
    },
    { header: text('thing.order'), cell: row => orderCell(drawing, row) },
    {
      header: text('field.valueDate'),
      cell: ({ line }) => calendarDate(words, line.valueDate),
      quiet: true,
      folds: true,
    },
  ]
}

const bookForm = (
  drawing: Drawing,
  proposals: readonly Proposal[],
  sent: { statement: string; currency: string },
): Html => {
  const { words, context } = drawing
  const { text } = words
  const { commandId, problem } = formState(context, BOOK)
  const rows = proposals.map((proposal, index) => ({ ...proposal, index }))
  const table = dataTable<Row>(words, {
    caption: text('statement.lines'),
    columns: columns(drawing, sent.currency),
    rows,
    empty: { title: text('statement.lines.none'), hint: text('statement.lines.none.hint') },
  })
  if (rows.length === 0) return table
  const hidden = Object.entries(sent).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return commandForm(words, {
    id: `${BOOK}-form`,
    action: `/api${STATEMENT_IMPORT}/bookings`,
    commandId,
    guard: false,
    problem,
    nameOf: () => text('statement.lines'),
    submit: text('statement.book'),
    cancel: '/payments',
    fields: html`${hidden}<input type="hidden" name="lines.key" value="line"><div id="field-lines" class="card" tabindex="-1">${table}</div>`,
  })
}

const badCard = (words: Words, bad: readonly BadLine[]): Html | false => {
  const { text } = words
  return (
    bad.length > 0 &&
    card({
      title: text('statement.bad'),
      flush: true,
      body: dataTable<BadLine>(words, {
        caption: text('statement.bad.caption'),
        columns: [
          { header: text('statement.line'), cell: ({ place }) => String(place) },
          { header: text('statement.bad.why'), cell: ({ fault }) => text(`statement.bad.${fault}`), wraps: true },
          {
            header: text('statement.bad.text'),
            cell: line => html`<span class="as-typed">${line.text}</span>`,
            wraps: true,
          },
        ],
        rows: bad,
        empty: { title: text('statement.lines.none'), hint: text('statement.lines.none.hint') },
      }),
    })
  )
}

/** How many lines were booked, were booked before, and were not. */
const doneNotice = ({ words, context }: Drawing, count: number): Html | false => {
  const outcomes = Array.from({ length: count }, (_, index) => outcomeOf(context, index).outcome)
  const number = (wanted: string) => outcomes.filter(outcome => outcome === wanted).length
  const [booked, known, refused] = [number('booked'), number('known'), number('refused')]
  if (booked + known + refused === 0) return false
  return notice({ tone: refused > 0 ? 'warn' : 'good', body: words.text('statement.done', { booked, known, refused }) })
}

const view = async (context: PageContext): Promise<View> => {
  const { viewer, db, now } = context
  const words = wordsFor(viewer, now)
  const drawing = { words, context }
  const title = words.text('statement.title')
  const currencies = currenciesOf(await readStores(viewer, db))
  const sent = { statement: sentField(context, 'statement'), currency: sentField(context, 'currency') }
  const isRead = sent.statement !== '' && currencies.includes(sent.currency)
  const proposed = isRead ? await propose(viewer, db, sent) : undefined
  if (proposed === undefined || 'fault' in proposed)
    return {
      title,
      body: html`${pageHead({ title })}${readForm(drawing, currencies)}${statementFile(drawing, currencies)}`,
    }
  const { proposals, bad } = proposed
  const again = html`<details${attrs({ open: proposals.length === 0 })}><summary>${words.text('statement.again')}</summary>${readForm(drawing, currencies)}</details>`
  const body = html`${pageHead({ title })}${doneNotice(drawing, proposals.length)}${bookForm(drawing, proposals, sent)}${badCard(words, bad)}${again}`
  return { title, body }
}

/** A bank statement is pasted, matched with the orders that wait for money, and booked where somebody has ticked it. */
export const statementPage: Page = { path: STATEMENT_IMPORT, may: orderCommands.BookPayment.may, view }
