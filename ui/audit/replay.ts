import type { Page, PageContext, View } from '../../api/page.ts'
import type { AuditContext } from '../../api/special-pages.ts'
import type { HistoryEntry, StreamMoments } from '../../api/stream-history.ts'
import { isMark } from '../../projections/engine/fold/erased.ts'
import { badge } from '../components/badge.ts'
import { card, definitions, detailGrid } from '../components/card.ts'
import { eventSentence } from '../components/event-sentence.ts'
import { actorName } from '../components/history.ts'
import { notice } from '../components/notice.ts'
import { linkButton, pageHead } from '../components/page-head.ts'
import { moment } from '../components/time.ts'
import { type Child, type Html, html } from '../html.ts'
import { replayHref, thingHref, thingName, thingPages } from '../thing.ts'
import { wordsFor } from '../words.ts'
import { type Asked, askedMoment, timeText } from './asked-moment.ts'
import { beyond, comparisonView, type Shown } from './comparison.ts'
import { differenceTable, shownChanges } from './differences.ts'
import { comparisonForm, momentControls } from './replay-controls.ts'
import { stateCards } from './state-cards.ts'

/** What people call the thing: its number or name, else its id. */
const nameOf = ({ thing, moments }: StreamMoments): string => {
  const main = new Set(moments.tables.filter(({ isMain }) => isMain).map(({ name }) => name))
  const row = moments.rowsAt(moments.last).find(({ table }) => main.has(table))?.row ?? {}
  const known = [row['number'], row['name']].find(value => typeof value === 'string' && value !== '')
  return typeof known === 'string' && !isMark(known) ? known : thing.id
}

const shownOf = (context: PageContext, stream: StreamMoments, asked: Asked): Shown => {
  const words = wordsFor(context.viewer, context.now)
  const { timeZone } = context.viewer
  return {
    words,
    stream,
    asked,
    revision: asked.kind === 'moment' ? asked.revision : stream.moments.last,
    time: timeText(asked, stream.entries, timeZone),
    told: { words, category: stream.thing.category, moments: stream.moments },
    name: nameOf(stream),
  }
}

const isNow = ({ asked, revision, stream }: Shown): boolean =>
  revision === stream.moments.last && (asked.kind !== 'moment' || asked.at === undefined)

/** The event of a revision; where that is not the viewer's to see, the one before it. */
const lastSeen = ({ entries }: StreamMoments, revision: number): HistoryEntry | undefined =>
  entries.slice(0, revision + 1).findLast(entry => entry !== undefined)

/** Which moment it is, always in words: as of a time, of an event, or now. */
const momentBadge = (shown: Shown): Html => {
  const { words, asked, stream, revision } = shown
  if (isNow(shown)) return badge(words.text('replay.now'), 'good')
  const at = asked.kind === 'moment' ? (asked.at ?? lastSeen(stream, revision)?.at) : undefined
  return badge(words.text('replay.asOf', { at: at === undefined ? '' : words.format.moment(at) }), 'info')
}

const notYet = ({ words, asked, stream, name }: Shown): Html => {
  const first = stream.entries[0]
  const at = asked.kind === 'moment' ? asked.at : undefined
  const said = words.text('replay.notYet', {
    name: `${thingName(words, stream.thing.category)} ${name}`,
    at: at === undefined ? '' : words.format.moment(at),
  })
  return notice({
    tone: 'info',
    body: html`${said} ${first !== undefined && html`<a href="${replayHref(stream.thing, { revision: '0' })}">${words.text('replay.firstEvent')}</a> ${moment(words, first.at)}`}`,
  })
}

const eventCard = ({ words, stream, revision, told }: Shown): Child => {
  const entry = stream.entries[revision]
  if (entry === undefined) return undefined
  const { text } = words
  const changes = shownChanges(stream.moments, stream.moments.steps[revision]?.changes ?? [])
  const facts = definitions([
    { term: text('replay.who'), value: actorName(words, entry.actor) },
    { term: text('replay.when'), value: moment(words, entry.at) },
    { term: text('replay.command'), value: html`<span class="mono">${entry.command}</span>` },
    {
      term: text('replay.type'),
      value: html`<span class="mono">${entry.type} v${entry.revision}</span>${entry.origin !== 'live' && ` · ${text(`origin.${entry.origin}`)}`}`,
    },
  ])
  const sides = {
    caption: text('replay.changes'),
    before: text('history.before'),
    after: text('history.after'),
    from: revision - 1,
    to: revision,
  }
  const changed =
    changes.length === 0
      ? html`<p class="quiet">${text('replay.noChanges')}</p>`
      : html`<h3>${text('history.changed')}</h3>${differenceTable(told, changes, sides)}`
  return card({
    title: text('replay.event'),
    body: html`<div class="stack"><p><strong>${eventSentence(words, entry)}</strong></p>${facts}${changed}</div>`,
  })
}

/** The fields that differ between the shown moment and now. */
const sinceCard = ({ words, stream, revision, told }: Shown): Html => {
  const { text } = words
  const { last } = stream.moments
  const changes = shownChanges(stream.moments, stream.moments.differences(revision, last))
  const sides = {
    caption: text('replay.sinceCaption'),
    before: text('replay.then'),
    after: text('replay.nowColumn'),
    from: revision,
    to: last,
  }
  const body =
    changes.length === 0
      ? html`<p class="quiet">${text(revision === last ? 'replay.isNow' : 'replay.same')}</p>`
      : differenceTable(told, changes, sides)
  return card({ title: text('replay.since'), body })
}

const compareCard = (shown: Shown): Html =>
  card({ title: shown.words.text('replay.compareTitle'), body: comparisonForm(shown) })

/** The state at a moment, the event that led to it, and what is different now. */
const momentView = (shown: Shown): Html => {
  const { words, stream, revision } = shown
  const rows = stream.moments.rowsAt(revision)
  const title = words.text(isNow(shown) ? 'replay.stateNow' : 'replay.state')
  const controls = card({
    title: words.text('replay.moment'),
    aside: momentBadge(shown),
    body: html`<div class="stack">${momentControls(shown)}${beyond(shown)}${revision < 0 && notYet(shown)}</div>`,
  })
  return html`${controls}${detailGrid(
    html`${stateCards({ words, stream, revision, rows }, title)}${revision >= 0 && sinceCard(shown)}`,
    html`${eventCard(shown)}${compareCard(shown)}`,
  )}`
}

const viewOf = (context: PageContext, stream: StreamMoments): View => {
  const asked = askedMoment(context.query, stream.moments, context.viewer.timeZone)
  const shown = shownOf(context, stream, asked)
  const { words } = shown
  const { category, id } = stream.thing
  const content = asked.kind === 'comparison' ? comparisonView(shown, asked) : momentView(shown)
  const region = html`<div id="moment" class="stack" hx-target:inherited="#moment" hx-swap:inherited="outerMorph" hx-push-url:inherited="true">${content}</div>`
  const title = words.text('replay.title', { name: `${thingName(words, category)} ${shown.name}` })
  const open = linkButton({
    label: words.text('replay.open', { thing: thingName(words, category) }),
    href: thingHref(category, id) ?? '/',
  })
  const meta = shown.name === id ? {} : { meta: html`<span class="mono">${id}</span>` }
  const body = html`${pageHead({ title, ...meta, actions: open })}${region}`
  return { title, body, region, ...(asked.kind === 'malformed' ? { status: 400 } : {}) }
}

/** One page per kind of thing: what it was at any moment, event by event, and which event set what. */
export const replayPages: readonly Page<AuditContext>[] = thingPages.map(([category, { may }]) => ({
  path: `/history/${category}/:id`,
  audited: 'view',
  may,
  view: async (context): Promise<View | undefined> => {
    const stream = await context.moments(category, context.params['id'] ?? '')
    return stream === undefined ? undefined : viewOf(context, stream)
  },
}))
