import { pickListCommands } from '../../api/shipping/pick-list.ts'
import type { HistoryEntry } from '../../api/stream-history.ts'
import { numberOf } from '../../domain/shared/number.ts'
import { openOf } from '../../domain/shipping/pick-position.ts'
import { leftOf, type PickListRecord, type PickPositionRow } from '../../projections/shipping/pick-list.ts'
import { badge } from '../components/badge.ts'
import { type Child, type Html, html } from '../html.ts'
import { buttonOf, formOf, maySend } from '../kit/form.ts'
import type { Drawing } from '../kit/form-pages.ts'
import { thingLink } from '../thing.ts'

const { PickUnits, PutBackUnits, ReportNotFound, ScanUnits } = pickListCommands

/** How far it is, as a bar and in words. */
export const progressOf = ({ words: { text } }: Drawing, row: PickListRecord): Html => {
  const { units, picked, missing } = row
  return html`<div class="pick-progress"><progress max="${Math.max(1, units)}" value="${picked + missing}" aria-label="${text('picking.progress.label')}"></progress><p>${text('picking.progress', { picked, units, missing, left: leftOf(row) })}</p></div>`
}

/** For which order the last units were: who walks for several puts them where they belong. */
export const lastPicked = (
  { words: { text } }: Drawing,
  { positions, orderCount }: PickListRecord,
  last: Pick<HistoryEntry, 'type' | 'parameters'> | undefined,
): Child => {
  const { position, quantity } = last?.type === 'UnitsPicked' ? last.parameters : {}
  const found = positions.find(one => one.position === position)
  if (found === undefined || orderCount === 1) return false
  const { sku, order, orderNumber } = found
  const said = { quantity: Number(quantity), sku, order: orderNumber ?? numberOf(order) }
  return html`<p class="pick-last" role="status">${text('picking.last', said)}</p>`
}

/**
 * A scanner types what it reads and presses Enter: one unit, unless somebody says how many. Once all is picked nothing is left to
 * be scanned, but whoever scanned one more meanwhile is told there.
 */
export const scanForm = ({ words, context }: Drawing, list: PickListRecord): Html | false =>
  list.status === 'open' &&
  maySend(context, ScanUnits) &&
  (leftOf(list) > 0 || context.submitted?.command === ScanUnits.command) &&
  html`<div class="pick-scan" data-scan>${formOf(
    words,
    context,
    ScanUnits,
    { id: list.id, guard: false, isPart: true },
    ({ field }) =>
      html`${field('code', { mono: true, autocomplete: 'off', autofocus: true, hint: words.text('picking.scan.hint') })}${field('quantity', { start: '1' })}`,
  )}</div>`

const stateOf = ({ words: { text } }: Drawing, row: PickPositionRow): Child => {
  const { picked, missing, quantity, toPutBack, isConfirmed } = row
  return html`${!isConfirmed && badge(text('picking.waits'), 'info')}${quantity === 0 && badge(text('picking.notNeeded'), 'neutral')}${quantity > 0 && openOf(row) === 0 && badge(text('picking.done'), 'good')}${missing > 0 && badge(text('picking.missing', { missing }), 'warn')}${toPutBack > 0 && badge(text('picking.toPutBack', { units: toPutBack }), 'bad')}<span class="pick-count">${text('picking.count', { picked, quantity })}</span>`
}

const buttonsOf = ({ words, context }: Drawing, list: PickListRecord, row: PickPositionRow): Child => {
  const { text } = words
  const { picked, sent, position, sku } = row
  const { id } = list
  const left = openOf(row)
  const values = (quantity: number) => ({ position: String(position), quantity: String(quantity) })
  const isOpen = row.isConfirmed && left > 0
  const pickAll = buttonOf(words, context, PickUnits, {
    id,
    values: values(left),
    label: left === 1 ? text('picking.pick.one', { sku }) : text('picking.pick.all', { count: left, sku }),
    kind: 'primary',
  })
  const pickOne =
    left > 1 && buttonOf(words, context, PickUnits, { id, values: values(1), label: text('picking.pick.one', { sku }) })
  const notFound = buttonOf(words, context, ReportNotFound, {
    id,
    values: values(left),
    label: text('picking.unfound', { count: left, sku }),
    kind: 'danger',
    confirm: text('picking.unfound.confirm', { count: left, sku }),
  })
  const putBack =
    picked > sent &&
    buttonOf(words, context, PutBackUnits, {
      id,
      values: values(1),
      label: text('picking.putBack.one', { sku }),
      kind: 'plain',
    })
  return html`<div class="pick-acts">${isOpen && html`${pickAll}${pickOne}${notFound}`}${putBack}</div>`
}

const positionOf = (drawing: Drawing, list: PickListRecord, row: PickPositionRow): Html => {
  const { text } = drawing.words
  const { viewer } = drawing.context
  const { sku, name, order, orderNumber, shipment } = row
  const isDone = openOf(row) === 0
  const of = thingLink(viewer, 'order', order, orderNumber ?? numberOf(order))
  return html`<li class="${isDone && 'done'}"><p class="pick-what"><strong class="mono">${sku}</strong> <span>${name}</span></p><p class="pick-for">${text('picking.for')} ${of}${shipment > 1 && html` · ${text('picking.shipment', { shipment })}`}</p><p class="pick-state">${stateOf(drawing, row)}</p>${list.status === 'open' && buttonsOf(drawing, list, row)}</li>`
}

/** What is to be done stands first, each part as it is walked. */
export const positionsOf = (drawing: Drawing, list: PickListRecord): Html => {
  const isDone = (row: PickPositionRow) => openOf(row) === 0
  const { positions } = list
  const sorted = [...positions.filter(row => !isDone(row)), ...positions.filter(isDone)]
  return html`<ol class="picks" aria-label="${drawing.words.text('picking.positions')}">${sorted.map(row => positionOf(drawing, list, row))}</ol>`
}
