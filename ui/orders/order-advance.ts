import { pathTo } from '../../api/commands.ts'
import { ADVANCE } from '../../api/orders/advance/actions.ts'
import type { AdvanceRow, BadRow } from '../../api/orders/advance/read.ts'
import { MOST_TEXT, pastedRows } from '../../api/orders/advance/text.ts'
import { ADVANCE_FILE, ADVANCE_TEMPLATE } from '../../api/orders/advance/upload.ts'
import { tableSentence } from '../../api/orders/advance/words.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import { card } from '../components/card.ts'
import { textArea } from '../components/field.ts'
import { fileForm } from '../components/file-form.ts'
import { commandForm } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { outcomeBadge, outcomeIn, type RowOutcome } from './row-outcome.ts'

const TRY = 'TrySteps'
const TAKE = 'TakeSteps'

const sentField = ({ submitted }: PageContext, name: string): string => {
  const value = submitted?.command === TRY || submitted?.command === TAKE ? submitted.fields[name] : undefined
  return typeof value === 'string' ? value : ''
}

const pasteForm = ({ words, context }: Drawing): Html => {
  const { text } = words
  const { commandId, problem, error } = formState(context, TRY)
  const rows = {
    name: 'rows',
    label: text('advance.rows'),
    hint: tableSentence(text),
    value: sentField(context, 'rows'),
    required: true,
    ...error('rows'),
  }
  return commandForm(words, {
    id: `${TRY}-form`,
    action: `/api${ADVANCE}/trials`,
    commandId,
    guard: false,
    problem,
    nameOf: () => rows.label,
    submit: text('advance.try'),
    cancel: '/orders',
    fields: html`${textArea({ ...rows, rows: 10, maxLength: MOST_TEXT })}<p><a href="/api${ADVANCE_TEMPLATE}" download>${text('advance.template')}</a></p>`,
  })
}

/** The same as a file. */
const stepsFile = ({ words: { text } }: Drawing): Html =>
  fileForm({
    action: `/api${ADVANCE_FILE}`,
    label: text('advance.file'),
    hint: text('advance.file.hint'),
    submit: text('advance.file.try'),
  })

/** Carries out what was tried, as far as it can be, or goes on where there was no time for all of it: so many rows. */
const takeForm = ({ words, context }: Drawing, rows: number, isBegun: boolean): Html => {
  const { commandId, problem } = formState(context, TAKE)
  return commandForm(words, {
    id: `${TAKE}-form`,
    action: `/api${ADVANCE}`,
    commandId,
    guard: false,
    problem,
    nameOf: () => words.text('advance.rows'),
    submit: words.text(isBegun ? 'advance.goOn' : 'advance.take', { rows }),
    ...(isBegun ? {} : { confirm: words.text('advance.confirm', { rows }) }),
    fields: html`<input type="hidden" name="rows" value="${sentField(context, 'rows')}">`,
  })
}

type Told = RowOutcome & { readonly row: AdvanceRow | BadRow }

/** What became of each row that was sent, if anything was tried. */
const toldOf = (context: PageContext): Told[] => {
  const found = pastedRows(sentField(context, 'rows'))
  if ('fault' in found) return []
  return found.rows.flatMap(row => {
    const became = outcomeIn(sentField(context, `outcome.${row.place}`))
    return became === undefined ? [] : [{ row, ...became }]
  })
}

/** As many rows as a page tells of; programs are told all. */
const SHOWN = 500

/** What can not be done first: that is what somebody has to do about. */
const shownOf = (told: readonly Told[]): readonly Told[] => {
  if (told.length <= SHOWN) return told
  const isWrong = ({ outcome }: Told) => outcome === 'refused' || outcome === 'bad'
  return [...told.filter(isWrong), ...told.filter(one => !isWrong(one))].slice(0, SHOWN)
}

const countsOf = ({ text, format }: Words, told: readonly Told[]): Html => {
  const counts = [...Map.groupBy(told, ({ said }) => said)].map(
    ([said, rows]) => `${format.number(rows.length)} ${said}`,
  )
  const hidden = told.length - SHOWN
  const more = hidden > 0 && html` ${text('advance.report.more', { shown: SHOWN, hidden })}`
  return html`<p class="card-body quiet">${counts.join(', ')}.${more}</p>`
}

const report = ({ words }: Drawing, told: readonly Told[]): Html => {
  const { text } = words
  const title = text('advance.report')
  const body = dataTable<Told>(words, {
    caption: text('advance.report.caption'),
    columns: [
      { header: text('advance.line'), cell: ({ row }) => words.format.number(row.place), align: 'end' },
      {
        header: text('thing.order'),
        cell: ({ row, id }) => (id === '' ? row.order : html`<a href="${pathTo('/orders/:id', id)}">${row.order}</a>`),
        names: true,
      },
      { header: text('field.step'), cell: ({ row }) => sentenceUnder(text, `orderStep.${row.step}`) ?? row.step },
      {
        header: text('advance.outcome'),
        cell: outcomeBadge,
        wraps: true,
      },
    ],
    rows: shownOf(told),
    empty: { title: text('advance.empty'), hint: tableSentence(text) },
  })
  return card({ title, flush: true, body: html`${countsOf(words, told)}${body}` })
}

const view = async (context: PageContext): Promise<View> => {
  const words = wordsFor(context.viewer, context.now)
  const drawing = { words, context }
  const title = words.text('advance.title')
  const told = toldOf(context)
  const count = (which: string) => told.filter(({ outcome }) => outcome === which).length
  const possible = sentField(context, 'mode') === 'tried' ? count('done') : 0
  const left = count('left')
  const isBegun = sentField(context, 'mode') === 'done'
  const take = possible + left > 0 && takeForm(drawing, possible + left, isBegun)
  const body = html`${pageHead({ title })}<p class="quiet">${words.text('advance.hint')}</p>${told.length > 0 && report(drawing, told)}${take}${pasteForm(drawing)}${stepsFile(drawing)}`
  return { title, body }
}

/** Steps of many orders are pasted as a table, tried, and then taken where they can be. */
export const orderAdvancePage: Page = { path: ADVANCE, may: orderCommands.AdvanceOrder.may, view }
