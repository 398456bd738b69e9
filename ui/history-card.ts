import { OPENED_IN } from '../api/opened-in.ts'
import type { HistoryPage, StreamHistory } from '../api/stream-history.ts'
import { localText } from '../domain/shared/local-time.ts'
import { momentForm } from './audit/replay-controls.ts'
import { badge } from './components/badge.ts'
import { card } from './components/card.ts'
import { eventHref, timeline } from './components/history.ts'
import { attrs, type Html, html } from './html.ts'
import { withQuery } from './query.ts'
import { replayHref } from './thing.ts'
import type { Words } from './words.ts'

const PER_PAGE = 50

/** The events before this position are shown. */
const OLDER = 'history.before'
const Position = /^\d{20}-\d{20}$/

/** Which part of a thing's history the address asks for: the last events, unless it names a position. */
export const historyPage = (query: URLSearchParams): HistoryPage => {
  const before = query.get(OLDER) ?? ''
  return Position.test(before) ? { before, limit: PER_PAGE } : { limit: PER_PAGE }
}

/** A time and a slider over its events, of which there are several: what the thing was then takes this place. */
const momentCard = (words: Words, { thing, revision, entries }: StreamHistory): Html => {
  const last = entries.at(-1)
  const at = { value: last === undefined ? '' : localText(last.at, words.timeZone) }
  const form = momentForm(words, { thing, last: revision, revision: { value: String(revision) }, at, history: 'push' })
  return html`<div id="moment" class="stack" hx-target:inherited="#moment" hx-swap:inherited="outerMorph" hx-push-url:inherited="true">${card({ title: words.text('replay.moment'), aside: badge(words.text('replay.now'), 'good'), body: form })}</div>`
}

type Place = {
  readonly page: string
  readonly query: URLSearchParams
  /** Where the page tells in another way what happened: it opens for who looks for events. */
  readonly folded?: boolean
}

/** Ways to the events before these, and back to the last ones. */
const otherPages = ({ text }: Words, { entries, hasOlder }: StreamHistory, { page, query }: Place): Html => {
  const [oldest] = entries
  const list = query.get(OPENED_IN)
  const at = (more: Readonly<Record<string, string>>) =>
    `${withQuery(page, { ...more, ...(list === null ? {} : { [OPENED_IN]: list }) })}#history`
  return html`<nav class="pager" aria-label="${text('history.pages')}">
${query.has(OLDER) && html`<a class="button" href="${at({})}" rel="start">${text('history.newest')}</a>`}
${oldest !== undefined && hasOlder && html`<a class="button" href="${at({ [OLDER]: oldest.position })}" rel="next">${text('history.older')}</a>`}
</nav>`
}

const wayTo = ({ text }: Words, { thing }: StreamHistory): Html =>
  html` · <a href="${replayHref(thing)}">${text('replay.link')}</a>`

const countText = ({ text }: Words, shown: number, count: number): string =>
  shown < count ? text('history.part', { shown, count }) : text('history.count', { count })

const folded = ({ text }: Words, isOpen: boolean, cards: Html): Html =>
  html`<details class="folded"${attrs({ open: isOpen })}><summary class="card">${text('history.folded')}</summary><div class="stack">${cards}</div></details>`

/**
 * A page of the history of one thing, newest first, as every detail page shows it, with the way to what it was.
 * @param place the page it is on, and what its address asks for
 */
export const historyCard = (words: Words, history: StreamHistory | undefined, place: Place): Html => {
  const entries = (history?.entries ?? []).toReversed()
  const isPart = history !== undefined && (history.hasOlder || place.query.has(OLDER))
  const items = entries.map((entry, index) => ({
    entry,
    tone: index === 0 && !place.query.has(OLDER) ? ('info' as const) : ('neutral' as const),
    asOf: replayHref(entry.thing, { revision: String(entry.revision) }),
    href: eventHref(entry.eventId),
  }))
  const list = card({
    id: 'history',
    title: words.text('history.title'),
    aside: html`${countText(words, entries.length, history?.count ?? 0)}${history !== undefined && history.count > 0 && wayTo(words, history)}`,
    body: html`${timeline(words, items)}${isPart && otherPages(words, history, place)}`,
  })
  const cards = html`${history !== undefined && history.revision > 0 && momentCard(words, history)}${list}`
  return place.folded ? folded(words, place.query.has(OLDER), cards) : cards
}
