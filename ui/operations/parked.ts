import type { ParkedEvent } from '../../projections/engine/run/park.ts'
import { card } from '../components/card.ts'
import { commandButton } from '../components/form.ts'
import { type Column, dataTable } from '../components/table.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import { positionText } from './figures.ts'

/** A sequence that is parked: its oldest event with the error, and how many wait behind it. */
type ParkedSequence = { readonly oldest: ParkedEvent; readonly count: number }

const sequencesOf = (parked: readonly ParkedEvent[]): ParkedSequence[] =>
  [...Map.groupBy(parked, ({ sequence }) => sequence).values()].flatMap(events =>
    events[0] === undefined ? [] : [{ oldest: events[0], count: events.length }],
  )

const buttons = ({ text }: Words, { oldest: { model, sequence }, count }: ParkedSequence): Html => {
  const values = { sequence }
  const retry = commandButton({ action: `/api/projections/${model}/parked/retry`, label: text('parked.retry'), values })
  const release = commandButton({
    action: `/api/projections/${model}/parked/release`,
    label: text('parked.release'),
    kind: 'danger',
    confirm: text('parked.release.confirm', { count, sequence, model }),
    values,
  })
  return html`<div class="row-actions">${retry}${release}</div>`
}

/** What is parked of one read model, by sequence, oldest first. */
export const parkedCard = (
  words: Words,
  { parked, model, isOperable }: { parked: readonly ParkedEvent[]; model: string; isOperable: boolean },
): Html => {
  const { text, format } = words
  const rows = sequencesOf(parked)
  const columns: Column<ParkedSequence>[] = [
    { header: text('parked.sequence'), cell: ({ oldest }) => oldest.sequence, mono: true },
    { header: text('parked.count'), cell: ({ count }) => format.number(count), align: 'end' },
    { header: text('parked.error'), cell: ({ oldest }) => oldest.error },
    {
      header: text('parked.event'),
      cell: ({ oldest }) => html`${positionText(oldest.position)} <span class="mono quiet">${oldest.eventId}</span>`,
    },
    { header: text('parked.attempts'), cell: ({ oldest }) => format.number(oldest.attempts), align: 'end' },
    { header: text('parked.since'), cell: ({ oldest }) => moment(words, oldest.parkedAt), quiet: true },
    { header: text('jobs.actions'), cell: row => isOperable && buttons(words, row) },
  ]
  const empty = { title: text('parked.empty.title'), hint: text('parked.empty.hint') }
  const table = dataTable(words, { caption: text('parked.caption'), columns, rows, empty })
  const all =
    isOperable &&
    rows.length > 1 &&
    commandButton({ action: `/api/projections/${model}/parked/retry-all`, label: text('parked.retryAll') })
  const hint = rows.length > 0 && html`<p class="card-body quiet">${text('parked.hint')}</p>`
  return card({ title: text('parked.title'), aside: all, flush: true, body: html`${hint}${table}` })
}
