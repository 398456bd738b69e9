import type { PageContext } from '../../api/page.ts'
import { activityList, type ListedActivity, readShopActivity } from '../../projections/audit/activity.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { card } from '../components/card.ts'
import { eventSentence } from '../components/event-sentence.ts'
import { actorIn, actorName } from '../components/history.ts'
import { dataTable } from '../components/table.ts'
import { ago } from '../components/time.ts'
import { type Html, html } from '../html.ts'
import { calledBy, thingHref, thingName } from '../thing.ts'
import type { Words } from '../words.ts'

const SHOWN = 8

const newest = parseListQuery(activityList, new URLSearchParams(), SHOWN)

/** What the thing is called; of the tree there is one. */
const thingCell = (words: Words, row: ListedActivity): Html => {
  const called = row.category === 'categoryTree' ? undefined : calledBy(row)
  return html`${thingName(words, row.category)}${called !== undefined && html` <span class="mono">${called}</span>`}`
}

/** The newest things that happened, each with who did it and a link to what it happened to. */
export const activityCard = async (words: Words, { viewer, db }: PageContext): Promise<Html> => {
  const { text } = words
  const { rows } = await readShopActivity(viewer, db, newest)
  const title = text('dashboard.activity')
  const table = dataTable<ListedActivity>(words, {
    caption: text('dashboard.activity.caption'),
    columns: [
      {
        header: text('dashboard.activity.what'),
        cell: ({ type, parameters }) => eventSentence(words, { type, parameters }),
      },
      { header: text('dashboard.activity.thing'), cell: row => thingCell(words, row), quiet: true },
      {
        header: text('dashboard.activity.who'),
        cell: row => actorName(words, actorIn(row)),
        quiet: true,
      },
      { header: text('dashboard.activity.when'), cell: ({ at }) => ago(words, at), quiet: true },
    ],
    rows,
    href: ({ category, id }) => thingHref(category, id) ?? '/activity',
    empty: { title: text('dashboard.activity.none'), hint: text('dashboard.activity.none.hint') },
  })
  const aside = html`<a href="/activity">${text('dashboard.activity.all')}</a>`
  return card({ title, flush: true, aside, body: table })
}
