import type { HistoryEntry, StreamMoments } from '../../api/stream-history.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { Field, MomentRow, MomentTable } from '../../projections/engine/fold/moments.ts'
import { bookkeeping } from '../../projections/index.ts'
import { badge } from '../components/badge.ts'
import { card } from '../components/card.ts'
import { eventSentence } from '../components/event-sentence.ts'
import { actorName, fieldName } from '../components/history.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Child, type Html, html } from '../html.ts'
import { isFigure } from '../kit/value.ts'
import { replayHref } from '../thing.ts'
import type { Words } from '../words.ts'
import { currencyIn, isSilentKey } from './differences.ts'
import { fieldValue } from './field-value.ts'

/** The state at one moment of a stream. */
export type State = {
  readonly words: Words
  readonly stream: StreamMoments
  readonly revision: number
  readonly rows: readonly MomentRow[]
}

const SHOWN_ROWS = 100

const shownFields = ({ fields }: MomentRow): readonly Field[] =>
  fields.filter(({ path }) => !bookkeeping.has(path) && path !== 'subject')

const valueIn = ({ words, stream, rows }: State, row: MomentRow, field: Field): Child =>
  fieldValue(words, {
    ...field,
    category: stream.thing.category,
    currency: currencyIn(stream.moments, rows, row),
  })

/** The event that set something: what, who, when, by which command, and the way to that moment. */
const cause = (words: Words, entry: HistoryEntry): Html =>
  html`<p><strong>${eventSentence(words, entry)}</strong></p>
<p class="quiet">${words.text('history.by', { actor: actorName(words, entry.actor) })} · ${moment(words, entry.at)} · <span class="mono">${entry.command}</span></p>
<p><a href="${replayHref(entry.thing, { revision: String(entry.revision) })}">${words.text('replay.seeMoment', { revision: String(entry.revision) })}</a></p>`

const why = ({ words, stream }: State, { setBy }: Field, name: string): Html => {
  const entry = stream.entries[setBy]
  return html`<details class="why" name="why"><summary>${words.text('replay.why')}<span class="visually-hidden">: ${name}</span></summary>
<div>${entry !== undefined && cause(words, entry)}</div></details>`
}

const mainField = (state: State, row: MomentRow, field: Field): Html => {
  const isChanged = field.setBy === state.revision
  const name = fieldName(state.words, field.path, state.stream.thing.category)
  return html`<div class="${isChanged && 'changed'}"><dt>${name}</dt>
<dd><span class="value">${valueIn(state, row, field)}</span>${isChanged && badge(state.words.text('replay.changed'), 'info')}${why(state, field, name)}</dd></div>`
}

const mainCard = (state: State, row: MomentRow, title: string): Html =>
  card({
    id: 'state',
    title,
    body: html`<dl class="definitions state">${shownFields(row).map(field => mainField(state, row, field))}</dl>`,
  })

const cell = (state: State, row: MomentRow, path: string): Child => {
  const field = row.fields.find(it => it.path === path)
  if (field === undefined) return undefined
  const value = valueIn(state, row, field)
  if (field.setBy !== state.revision) return value
  return html`<mark>${value}<span class="visually-hidden"> (${state.words.text('replay.changed')})</span></mark>`
}

/** Of one row, which event set what; the newest first. */
const whyRow = (state: State, row: MomentRow, name: string): Html => {
  const { words, stream } = state
  const fields = shownFields(row)
  const revisions = [...new Set(fields.map(({ setBy }) => setBy))].sort((a, b) => b - a)
  const part = (revision: number) => {
    const entry = stream.entries[revision]
    const set = fields.filter(({ setBy }) => setBy === revision).map(({ path }) => fieldName(words, path))
    return html`<div><p class="quiet">${set.join(', ')}</p>${entry !== undefined && cause(words, entry)}</div>`
  }
  return html`<details class="why" name="why"><summary>${words.text('replay.why')}<span class="visually-hidden">: ${name}</span></summary>${revisions.map(part)}</details>`
}

const nameOfTable = ({ text }: Words, name: string): string => sentenceUnder(text, `rows.${name}`) ?? name

/** The columns of further rows: all that any of them has, without keys that say nothing. */
const pathsOf = (rows: readonly MomentRow[], table: MomentTable): readonly string[] => {
  const paths = new Set(rows.flatMap(row => shownFields(row).map(({ path }) => path)))
  return [...paths].filter(
    path =>
      !isSilentKey(
        table,
        path,
        rows.map(({ row }) => row[path]),
      ),
  )
}

const rowsCard = (state: State, table: MomentTable, rows: readonly MomentRow[]): Html => {
  const { words } = state
  const shown = rows.slice(0, SHOWN_ROWS)
  const paths = pathsOf(shown, table)
  const fieldOf = (path: string) => shown.flatMap(({ fields }) => fields).find(field => field.path === path)
  const columns = paths.map((path, index): Column<MomentRow> => {
    const field = fieldOf(path)
    const isEnd = index > 0 && field !== undefined && isFigure(field.column)
    return {
      header: fieldName(words, path),
      cell: row => cell(state, row, path),
      ...(isEnd ? { align: 'end' } : {}),
    }
  })
  const title = nameOfTable(words, table.name)
  const whyColumn: Column<MomentRow> = {
    header: words.text('replay.why'),
    cell: row => whyRow(state, row, `${title} ${row.key.split('/').at(-1) ?? ''}`),
  }
  const list = dataTable(words, {
    caption: words.text('replay.rowsCaption', { title }),
    columns: [...columns, whyColumn],
    rows: shown,
    empty: { title: words.text('history.nothing'), hint: '' },
  })
  const more = rows.length - shown.length
  return card({
    title,
    aside: words.text('replay.rows', { count: rows.length }),
    flush: true,
    body: html`${list}${more > 0 && html`<p class="card-body quiet">${words.text('replay.moreRows', { count: more })}</p>`}`,
  })
}

/** The thing as it was: its fields, each with the event that set it, and a table for each kind of further row. */
export const stateCards = (state: State, title: string): Html => {
  const { tables } = state.stream.moments
  return html`${tables.map(table => {
    const rows = state.rows.filter(row => row.table === table.name)
    if (table.isMain) return rows.map(row => mainCard(state, row, title))
    return rows.length > 0 && rowsCard(state, table, rows)
  })}`
}
