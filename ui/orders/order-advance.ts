import { pathTo } from '../../api/commands.ts'
import { ADVANCE } from '../../api/orders/advance/actions.ts'
import type { AdvanceRow, BadRow } from '../../api/orders/advance/read.ts'
import { MOST_TEXT, pastedRows } from '../../api/orders/advance/text.ts'
import { orderCommands } from '../../api/orders/order.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import { badge, type Tone } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { textArea } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { pageHead } from '../components/page-head.ts'
import { dataTable } from '../components/table.ts'
import { type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { formState } from '../submitted.ts'
import { wordsFor } from '../words.ts'

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
    hint: text('advance.rows.hint'),
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
    fields: textArea({ ...rows, rows: 10, maxLength: MOST_TEXT }),
  })
}

/** Carries out what was tried, as far as it can be. */
const takeForm = ({ words, context }: Drawing, rows: number): Html => {
  const { commandId, problem } = formState(context, TAKE)
  return commandForm(words, {
    id: `${TAKE}-form`,
    action: `/api${ADVANCE}`,
    commandId,
    guard: false,
    problem,
    nameOf: () => words.text('advance.rows'),
    submit: words.text('advance.take', { rows }),
    confirm: words.text('advance.confirm', { rows }),
    fields: html`<input type="hidden" name="rows" value="${sentField(context, 'rows')}">`,
  })
}

const TONES: Readonly<Record<string, Tone>> = { done: 'good', nothing: 'neutral', known: 'neutral', refused: 'bad' }

type Told = { readonly row: AdvanceRow | BadRow; readonly outcome: string; readonly said: string; readonly why: string }

/** What became of each row that was sent, if anything was tried. */
const toldOf = (context: PageContext): Told[] => {
  const found = pastedRows(sentField(context, 'rows'))
  if ('fault' in found) return []
  return found.rows.flatMap(row => {
    const [outcome = '', said = '', ...why] = sentField(context, `outcome.${row.place}`).split(':')
    return outcome === '' ? [] : [{ row, outcome, said, why: why.join(':') }]
  })
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
        cell: ({ row }) => html`<a href="${pathTo('/orders/:id', row.order)}">${row.order}</a>`,
        names: true,
      },
      { header: text('field.step'), cell: ({ row }) => sentenceUnder(text, `orderStep.${row.step}`) ?? row.step },
      {
        header: text('advance.outcome'),
        cell: ({ outcome, said, why }) => html`${badge(said, TONES[outcome] ?? 'warn')} ${why}`,
        wraps: true,
      },
    ],
    rows: told,
    empty: { title: text('advance.empty'), hint: text('advance.rows.hint') },
  })
  return card({ title, flush: true, body })
}

const view = async (context: PageContext): Promise<View> => {
  const words = wordsFor(context.viewer, context.now)
  const drawing = { words, context }
  const title = words.text('advance.title')
  const told = toldOf(context)
  const possible = sentField(context, 'mode') === 'tried' ? told.filter(({ outcome }) => outcome === 'done').length : 0
  const body = html`${pageHead({ title })}<p class="quiet">${words.text('advance.hint')}</p>${told.length > 0 && report(drawing, told)}${possible > 0 && takeForm(drawing, possible)}${pasteForm(drawing)}`
  return { title, body }
}

/** Steps of many orders are pasted as a table, tried, and then taken where they can be. */
export const orderAdvancePage: Page = { path: ADVANCE, may: orderCommands.AdvanceOrder.may, view }
