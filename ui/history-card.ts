import type { StreamHistory } from '../api/stream-history.ts'
import { localText } from '../domain/shared/local-time.ts'
import { momentForm } from './audit/replay-controls.ts'
import { badge } from './components/badge.ts'
import { card } from './components/card.ts'
import { eventHref, timeline } from './components/history.ts'
import { type Html, html } from './html.ts'
import { replayHref } from './thing.ts'
import type { Words } from './words.ts'

/** A time and a slider over its events, of which there are several: what the thing was then takes this place. */
const momentCard = (words: Words, { thing, revision, entries }: StreamHistory): Html => {
  const last = entries.at(-1)
  const at = { value: last === undefined ? '' : localText(last.at, words.timeZone) }
  const form = momentForm(words, { thing, last: revision, revision: { value: String(revision) }, at, history: 'push' })
  return html`<div id="moment" class="stack" hx-target:inherited="#moment" hx-swap:inherited="outerMorph" hx-push-url:inherited="true">${card({ title: words.text('replay.moment'), aside: badge(words.text('replay.now'), 'good'), body: form })}</div>`
}

/** The history of one thing, newest first, as every detail page shows it, with the ways to what it was. */
export const historyCard = (words: Words, history: StreamHistory | undefined): Html => {
  const { text } = words
  const entries = [...(history?.entries ?? [])].reverse()
  const count = text('history.count', { count: entries.length })
  const ways =
    history !== undefined &&
    entries.length > 0 &&
    html` · <a href="${replayHref(history.thing)}">${text('replay.link')}</a> · <a href="${replayHref(history.thing)}#state">${text('replay.whyLink')}</a>`
  const list = card({
    id: 'history',
    title: text('history.title'),
    aside: html`${count}${ways}`,
    body: timeline(
      words,
      entries.map((entry, index) => ({
        entry,
        tone: index === 0 ? 'info' : 'neutral',
        asOf: replayHref(entry.thing, { revision: String(entry.revision) }),
        href: eventHref(entry.eventId),
      })),
    ),
  })
  return html`${history !== undefined && history.revision > 0 && momentCard(words, history)}${list}`
}
