import type { Page, View } from '../../api/page.ts'
import { isSearchable } from '../../projections/engine/list/list-conditions.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { listRegion } from '../components/filter-bar.ts'
import { pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { wordsFor } from '../words.ts'
import type { ListPageDefinition } from './definition.ts'
import { exportMenu } from './export-menu.ts'
import { filtersOf, offered } from './filters.ts'
import { hrefWith } from './href.ts'
import { sheetOf } from './sheet.ts'
import { pagerOf, tableOf } from './table.ts'
import { beginning, marked, viewBar, viewsOf } from './views.ts'

/** The page of a list: search, filters, sorts, keyset paging and export, all from its one definition. */
export const listPage = <Row extends object>(page: ListPageDefinition<Row>): Page => ({
  path: page.path,
  may: page.may,
  ...(page.isLive === true ? { isLive: true } : {}),
  ...(page.audited === undefined ? {} : { audited: page.audited }),
  sheet: context => sheetOf(page, context),
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const asked = parseListQuery(page.definition, context.query)
    const [views, found, filters, above] = await Promise.all([
      viewsOf(page, context),
      page.read(context.viewer, context.db, asked),
      offered(words, context, page),
      // A partial request swaps the list alone.
      context.isPartial ? undefined : page.above?.(words, context),
    ])
    const leadsTo = beginning(context, views)
    if (leadsTo !== undefined) return { title: page.title(words), body: html``, leadsTo }
    const query = marked(context.query, views)
    const here = { ...context, query }
    const rows = html`${tableOf(words, page, here, asked, found)}${pagerOf(words, page.path, query, found)}`
    const region = listRegion(
      viewBar(words, page, context, views),
      html`<div class="list-tools">${filtersOf(words, page, here, filters)}<div class="menus">${exportMenu(words, page, context.query)}</div></div>`,
      asked.search !== '' &&
        !isSearchable(asked.search) &&
        html`<p class="list-note">${words.text('list.searchNothing')}</p>`,
      page.isLive === true && asked.cursor === undefined ? liveRows(page.path, query, rows) : rows,
    )
    const title = page.title(words)
    const body = html`${pageHead({ title, actions: page.actions?.(words, context) })}${above}${region}`
    return { title, body, region, live: rows }
  },
})

/**
 * Rows that an event stream keeps up to date, without the filters, in which somebody may be typing. Another query is another
 * part, so that its stream takes the place of the one before.
 */
const liveRows = (path: string, query: URLSearchParams, rows: Html): Html => {
  const id = `rows-${Buffer.from(query.toString()).toString('base64url')}`
  return html`<div id="${id}" data-unasked hx-sse:connect="${hrefWith(`${path}/live`, query, () => {})}" hx-target="this" hx-swap="innerMorph" hx-push-url="false" hx-status:4xx="swap:none" hx-status:5xx="swap:none">${rows}</div>`
}
