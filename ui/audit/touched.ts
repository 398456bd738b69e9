import type { TouchedPlace, TouchedRow } from '../../projections/audit/event.ts'
import { currencyOf } from '../../projections/engine/model/currency.ts'
import { tableOf } from '../../projections/index.ts'
import { card, definitions } from '../components/card.ts'
import { amountText, eventHref, fieldName } from '../components/history.ts'
import { type Child, type Html, html } from '../html.ts'
import { valueName } from '../kit/labels.ts'
import type { Words } from '../words.ts'
import { shownJson } from './json.ts'

const provenance = ({ text }: Words, { lastEvent }: TouchedRow, eventId: string): Html =>
  lastEvent === eventId
    ? html`<span class="badge good">${text('event.touched.last')}</span>`
    : html`<span class="badge neutral">${text('event.touched.since')}</span>`

/** With what the event is about, and its currency for rows that say none of their own, as the lines of an order. */
type Placed = TouchedPlace & { readonly category: string; readonly ofThing: string | undefined }

const currencyAmong = (places: readonly TouchedPlace[]): string | undefined =>
  places.flatMap(({ rows = [] }) => rows.map(({ values }) => currencyOf(values))).find(known => known !== undefined)

/** Amounts and codes as people read them; the rest as it is stored. */
const shownIn = (words: Words, { table, category, ofThing }: Placed, row: TouchedRow, name: string): Child => {
  const value = row.values[name]
  if (typeof value === 'string') {
    const called = valueName(words, category, name, value)
    if (called !== value) return called
  }
  const kind = tableOf(table)?.columns[name]?.kind
  const currency = currencyOf(row.values) ?? ofThing
  const isAmount = (kind === 'money' || kind === 'price') && currency !== undefined
  return (isAmount ? amountText(words, { kind, currency }, value) : undefined) ?? shownJson(words, value)
}

const rowDetails = (words: Words, place: Placed, row: TouchedRow, eventId: string): Html => {
  const values = Object.keys(row.values).map(name => ({
    term: fieldName(words, name),
    value: shownIn(words, place, row, name),
  }))
  const hidden = row.hidden.map(name => ({
    term: fieldName(words, name),
    value: html`<span class="nothing">${words.text('history.hidden')}</span>`,
  }))
  const since =
    row.lastEvent !== null &&
    row.lastEvent !== eventId &&
    html`<p><a href="${eventHref(row.lastEvent)}">${words.text('event.touched.sinceBy', { event: row.lastEvent })}</a></p>`
  return html`<li><details><summary><span class="mono">${place.table} ${row.key}</span> ${provenance(words, row, eventId)}</summary>
${since}${definitions([...values, ...hidden])}</details></li>`
}

const placeItems = (words: Words, place: Placed, eventId: string): Html => {
  const { rows, isCapped } = place
  if (rows !== undefined && rows.length > 0)
    return html`${rows.map(row => rowDetails(words, place, row, eventId))}${isCapped && html`<li class="quiet">${words.text('event.touched.capped')}</li>`}`
  const key = Object.values(place.key).join('/')
  const why = words.text(rows === undefined ? 'event.touched.notBuilt' : 'event.touched.gone')
  return html`<li><span class="mono">${place.table} ${key}</span> <span class="quiet">${why}</span></li>`
}

/** Every row of every read model that the event is about, with what it holds now and who changed it last. */
export const touchedCard = (
  words: Words,
  places: readonly TouchedPlace[],
  { eventId, category }: { readonly eventId: string; readonly category: string },
): Html => {
  const models = Map.groupBy(places, ({ model }) => model)
  const body = [...models].map(
    ([model, of]) =>
      html`<h3>${model}</h3><ul class="touched">${of.map(place => placeItems(words, { ...place, category, ofThing: currencyAmong(of) }, eventId))}</ul>`,
  )
  const none = html`<p class="quiet">${words.text('event.touched.none')}</p>`
  return card({
    id: 'rows',
    title: words.text('event.touched'),
    body: places.length === 0 ? none : html`<div class="facts">${body}</div>`,
  })
}
