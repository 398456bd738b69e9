import type { StreamHistory } from '../api/stream-history.ts'
import { card } from './components/card.ts'
import { timeline } from './components/history.ts'
import type { Html } from './html.ts'
import type { Words } from './words.ts'

/** The history of one thing, newest first, as every detail page shows it. */
export const historyCard = (words: Words, history: StreamHistory | undefined): Html => {
  const entries = [...(history?.entries ?? [])].reverse()
  return card({
    id: 'history',
    title: words.text('history.title'),
    aside: words.text('history.count', { count: entries.length }),
    body: timeline(
      words,
      entries.map((entry, index) => ({ entry, tone: index === 0 ? 'info' : 'neutral' })),
    ),
  })
}
