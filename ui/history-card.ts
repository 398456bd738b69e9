import type { StreamHistory } from '../api/stream-history.ts'
import { card } from './components/card.ts'
import { eventHref, timeline } from './components/history.ts'
import { type Html, html } from './html.ts'
import { replayHref } from './thing.ts'
import type { Words } from './words.ts'

/** The history of one thing, newest first, as every detail page shows it, with the ways to what it was. */
export const historyCard = (words: Words, history: StreamHistory | undefined): Html => {
  const { text } = words
  const entries = [...(history?.entries ?? [])].reverse()
  const count = text('history.count', { count: entries.length })
  const ways =
    history !== undefined &&
    entries.length > 0 &&
    html` · <a href="${replayHref(history.thing)}">${text('replay.link')}</a> · <a href="${replayHref(history.thing)}#state">${text('replay.whyLink')}</a>`
  return card({
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
}
