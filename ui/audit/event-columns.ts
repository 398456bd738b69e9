import type { ListedActivity } from '../../projections/audit/activity.ts'
import { eventSentence } from '../components/event-sentence.ts'
import { actorIn, actorName } from '../components/history.ts'
import { moment } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import type { ListColumn } from '../list/definition.ts'
import { calledBy, thingName } from '../thing.ts'
import type { Words } from '../words.ts'
import { positionText } from './position.ts'

const LONGEST_ID = 24

/** An id that nobody reads to its end is cut; the whole of it is its tooltip. */
const shortId = (id: string): Html =>
  id.length <= LONGEST_ID
    ? html`<span class="mono">${id}</span>`
    : html`<span class="mono" title="${id}">${id.slice(0, LONGEST_ID - 1)}…</span>`

/** The kind of thing and what it is called. */
const thingCell = (words: Words, row: ListedActivity): Html => {
  const called = calledBy(row)
  return html`${thingName(words, row.category)}${called !== undefined && html` ${shortId(called)}`}`
}

type EventColumn = ListColumn<ListedActivity>
type Look = Pick<EventColumn, 'align' | 'mono' | 'quiet' | 'sort'>

/** A column whose cells are text, for pages and files alike. */
const told = (name: string, header: string, tell: (row: ListedActivity) => string, look: Look = {}): EventColumn => ({
  name,
  header,
  cell: tell,
  file: { kind: 'plain', value: tell },
  ...look,
})

/** What lists of events show of each, by name. */
export const eventColumns = (words: Words) => {
  const { text } = words
  const thing = (row: ListedActivity) => `${thingName(words, row.category)} ${row.name ?? row.id}`
  const at = told('at', text('field.at'), ({ at }) => at.toISOString(), { sort: 'at', quiet: true })
  const place = { sort: 'position', align: 'end', quiet: true } as const
  return {
    at: { ...at, cell: row => moment(words, row.at), file: { kind: 'moment', value: row => row.at } },
    sentence: told('sentence', text('activity.sentence'), row => eventSentence(words, row)),
    actorId: told('actorId', text('field.actorId'), row => actorName(words, actorIn(row))),
    thing: { ...told('thing', text('activity.thing'), thing), cell: row => thingCell(words, row) },
    type: told('type', text('activity.type'), ({ type }) => type, { mono: true, quiet: true }),
    origin: told('origin', text('activity.origin'), ({ origin }) => text(`origin.${origin}`), { quiet: true }),
    revision: told('revision', text('field.revision'), ({ revision }) => String(revision), {
      align: 'end',
      quiet: true,
    }),
    stream: told('stream', text('events.stream'), ({ stream }) => stream, { mono: true, quiet: true }),
    correlationId: told('correlationId', text('events.correlation'), row => row.correlationId, {
      mono: true,
      quiet: true,
    }),
    position: told('position', text('events.position'), ({ position }) => positionText(position), place),
  } satisfies Readonly<Record<string, EventColumn>>
}

/** Offered, and shown to who chooses them. */
export const extra = (...columns: readonly EventColumn[]): EventColumn[] =>
  columns.map(column => ({ ...column, isExtra: true }))
