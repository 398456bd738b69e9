import { MOST_TEXT } from '../../api/orders/advance/text.ts'
import { orderCommands } from '../../api/orders/order.ts'
import { SHIP } from '../../api/orders/ship/actions.ts'
import { rowsIn, tableOf } from '../../api/orders/ship/rows.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import { card } from '../components/card.ts'
import { checkboxField, textArea, textField } from '../components/field.ts'
import { commandForm } from '../components/form.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { type Child, type Html, html } from '../html.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { formState } from '../submitted.ts'
import { type Words, wordsFor } from '../words.ts'
import { outcomeIn } from './row-outcome.ts'
import { type ShownRow, shippedTable, shownRows } from './shipped-rows.ts'

const SCAN = 'ScanOrders'
const SEND = 'ShipScanned'
const SCAN_FORM = `${SCAN}-form`

const sentField = ({ submitted }: PageContext, name: string): string => {
  const value = submitted?.command === SCAN || submitted?.command === SEND ? submitted.fields[name] : undefined
  return typeof value === 'string' ? value : ''
}

const isTracked = (context: PageContext): boolean => sentField(context, 'isTracked') !== ''

const kept = (rows: readonly ShownRow[]): Html =>
  html`<input type="hidden" name="rows" value="${rows.length === 0 ? '' : tableOf(rows.map(({ row }) => row))}">`

/** A scanner types what it reads and presses Enter; what is scanned already goes along, so that it needs no script. */
const scanForm = ({ words: { text }, words, context }: Drawing, rows: readonly ShownRow[]): Html => {
  const { commandId, problem, error, value } = formState(context, SCAN)
  // What was taken is in the table; what was refused is to be mended.
  const typed = (name: string) => (problem === undefined ? '' : value(name))
  const list = typed('list')
  const code = { name: 'code', label: text('ship.code'), hint: text('ship.code.hint'), value: typed('code') }
  const many = { name: 'list', label: text('ship.list.label'), hint: text('ship.list.hint'), value: list }
  const form = commandForm(words, {
    id: SCAN_FORM,
    action: `/api${SHIP}/scans`,
    commandId,
    guard: false,
    problem,
    nameOf: name => (name === 'list' ? many.label : code.label),
    submit: text('ship.add'),
    fields: html`${textField({ ...code, ...error('code'), mono: true, autofocus: true, maxLength: 255 })}${checkboxField({ name: 'isTracked', label: text('ship.tracked'), checked: isTracked(context) })}<details${list !== '' && html` open`}><summary>${text('ship.list')}</summary>${textArea({ ...many, ...error('list'), rows: 6, maxLength: MOST_TEXT })}</details>${kept(rows)}`,
  })
  return html`<div data-scan>${form}</div>`
}

const sendForm = ({ words: { text }, words, context }: Drawing, open: readonly ShownRow[]): Child => {
  const ready = open.filter(({ wrong, became }) => wrong === undefined && became?.outcome !== 'refused')
  const { commandId, problem } = formState(context, SEND)
  if (ready.length === 0) return false
  const isBegun = ready.some(({ became }) => became?.outcome === 'left')
  return commandForm(words, {
    id: `${SEND}-form`,
    action: `/api${SHIP}`,
    commandId,
    guard: false,
    problem,
    nameOf: () => text('ship.rows'),
    submit: isBegun ? text('ship.goOn') : text('ship.ship', { rows: ready.length }),
    ...(isBegun ? {} : { confirm: text('ship.confirm', { rows: ready.length }) }),
    fields: html`${kept(open)}${isTracked(context) && html`<input type="hidden" name="isTracked" value="true">`}`,
  })
}

const isOver = ({ became }: ShownRow) => became !== undefined && ['done', 'known', 'nothing'].includes(became.outcome)

const progressOf = ({ text }: Words, rows: readonly ShownRow[]): Child => {
  const done = rows.filter(isOver).length
  const said = text('ship.progress', { done, all: rows.length })
  return (
    rows.some(({ became }) => became !== undefined) &&
    html`<div class="pick-progress"><progress max="${rows.length}" value="${done}" aria-label="${text('ship.rows')}"></progress><p role="status">${said}</p></div>`
  )
}

/** Takes a row off the list: a button of the form that is scanned with. */
const dropButton =
  ({ text }: Words, open: readonly ShownRow[]) =>
  (row: ShownRow): Child => {
    const at = open.indexOf(row)
    const label = text('ship.drop', { order: row.order?.number ?? row.row.order })
    return (
      at >= 0 &&
      html`<button class="button plain" form="${SCAN_FORM}" name="drop" value="${at}" aria-label="${label}" title="${label}">×</button>`
    )
  }

const view = async (context: PageContext): Promise<View> => {
  const words = wordsFor(context.viewer, context.now)
  const { text } = words
  const drawing = { words, context }
  const table = rowsIn(sentField(context, 'rows')) ?? []
  const rows = await shownRows(words, context, table, place => outcomeIn(sentField(context, `outcome.${place}`)))
  const open = rows.filter(row => !isOver(row))
  const merged = sentField(context, 'merged')
  const title = text('ship.title')
  // What was scanned last is what somebody looks for.
  const body = card({
    title: text('ship.rows'),
    flush: true,
    body: shippedTable(words, rows.toReversed(), dropButton(words, open)),
  })
  return {
    title,
    body: html`${pageHead({ title })}<p class="quiet">${text('ship.hint')}</p>${merged !== '' && notice({ tone: 'info', body: text('ship.merged', { orders: merged }) })}${scanForm(drawing, open)}${progressOf(words, rows)}${sendForm(drawing, open)}${body}`,
  }
}

/** Orders that are packed are scanned one after the other, and sent at once. */
export const orderShipPage: Page = { path: SHIP, may: orderCommands.ShipUnits.may, view }

/** The way to it, for whoever may send any. */
export const shipLink = ({ text }: Words, { viewer }: PageContext): Html | undefined =>
  viewer.may.has(orderCommands.ShipUnits.may)
    ? linkButton({ label: text('ship.title'), href: SHIP, kind: 'plain' })
    : undefined
