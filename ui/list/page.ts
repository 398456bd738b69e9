import type { Page, PageContext, View } from '../../api/page.ts'
import { parseListQuery } from '../../projections/engine/list/list-query.ts'
import { listRegion } from '../components/filter-bar.ts'
import { pageHead } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import { type Words, wordsFor } from '../words.ts'
import { bulkLink, bulkParts } from './bulk.ts'
import { columnMenu } from './column-menu.ts'
import { chosenColumns, settledColumns } from './columns.ts'
import type { ListPageDefinition } from './definition.ts'
import { exportMenu } from './export-menu.ts'
import { filtersOf } from './filters.ts'
import { hrefWith, withoutBlank } from './href.ts'
import { notesOf } from './notes.ts'
import { offered } from './offered.ts'
import { sheetOf } from './sheet.ts'
import { pagerOf, tableOf } from './table.ts'
import { beginning, marked, viewBar, viewsOf } from './views.ts'

const namesOf = (columns: readonly { readonly name: string }[]): readonly string[] => columns.map(({ name }) => name)

const ledTo = (title: string, leadsTo: string): View => ({ title, body: html``, leadsTo })

/** What a list is asked for, and what was found of it. */
const read = async <Row extends object>(words: Words, page: ListPageDefinition<Row>, context: PageContext) => {
  const asked = parseListQuery(page.definition, context.query, undefined, { ...context.viewer, now: context.now })
  const offers = page.columns(words)
  const columns = chosenColumns(offers, context.query)
  const [views, found, filters, above] = await Promise.all([
    viewsOf(words, page, namesOf(offers), context),
    page.read(context.viewer, context.db, asked),
    offered(context, page),
    // A partial request swaps the list alone.
    context.isPartial ? undefined : page.above?.(words, context),
  ])
  return { asked, columns, views, found, filters, above }
}

type Listed<Row extends object> = Awaited<ReturnType<typeof read<Row>>>

/** The rows, and the part of the page that its own links and filters swap. */
const partsOf = <Row extends object>(
  words: Words,
  page: ListPageDefinition<Row>,
  context: PageContext,
  { asked, columns, views, found, filters }: Listed<Row>,
) => {
  const query = marked(context.query, views)
  const here = { ...context, query }
  const bulk = bulkParts(words, page.bulk, here, { found, columns: columns.shown })
  const rows = html`${tableOf(words, page, here, { asked, found, columns: columns.shown, select: bulk?.select })}${pagerOf(words, page.path, query, found)}`
  const region = listRegion(
    viewBar(words, page, context, views),
    html`<div class="list-tools">${filtersOf(words, page, here, filters)}<div class="menus">${columnMenu(words, page.path, query, columns)}${exportMenu(words, page, context.query)}</div></div>`,
    notesOf(words, page, here, { asked, found }),
    page.isLive === true && asked.cursor === undefined ? liveRows(page.path, query, rows) : rows,
    bulk?.bar,
  )
  return { rows, region }
}

const viewOf = async <Row extends object>(page: ListPageDefinition<Row>, context: PageContext): Promise<View> => {
  const words = wordsFor(context.viewer, context.now)
  const title = page.title(words)
  const settled = settledColumns(context.query) ?? withoutBlank(context)
  // Relative, so that it stays in the shop that the request is about.
  if (settled !== undefined) return ledTo(title, `?${settled.toString()}`)
  const listed = await read(words, page, context)
  const first = beginning(context, listed.views)
  if (first !== undefined) return ledTo(title, first)
  const { rows, region } = partsOf(words, page, context, listed)
  const body = html`${pageHead({ title, actions: actionsOf(words, page, context) })}${listed.above}${region}`
  return { title, body, region, live: rows }
}

/** The page of a list: search, filters, sorts, keyset paging and export, all from its one definition. */
export const listPage = <Row extends object>(page: ListPageDefinition<Row>): Page => ({
  path: page.path,
  may: page.may,
  ...(page.leadsOn === true ? { list: page.definition } : {}),
  ...(page.isLive === true ? { isLive: true } : {}),
  ...(page.audited === undefined ? {} : { audited: page.audited }),
  columns: ({ viewer, now }) => namesOf(page.columns(wordsFor(viewer, now))),
  sheet: context => sheetOf(page, context),
  view: context => viewOf(page, context),
})

const actionsOf = <Row>(words: Words, page: ListPageDefinition<Row>, context: PageContext): Html =>
  html`${page.bulk && bulkLink(words, page.bulk, context)}${page.actions?.(words, context)}`

/**
 * Rows that an event stream keeps up to date, without the filters, in which somebody may be typing. Another query is another
 * part, so that its stream takes the place of the one before.
 */
const liveRows = (path: string, query: URLSearchParams, rows: Html): Html => {
  const id = `rows-${Buffer.from(query.toString()).toString('base64url')}`
  return html`<div id="${id}" data-unasked data-live="${hrefWith(path, query, () => {})}">${rows}</div>`
}
