import { type Aggregate, pageOf } from '../../api/aggregate.ts'
import { type CommandRoute, pathTo } from '../../api/commands.ts'
import type { Page, PageContext, View } from '../../api/page.ts'
import type { StreamHistory } from '../../api/stream-history.ts'
import { currencyOf } from '../../projections/engine/model/currency.ts'
import type { Table } from '../../projections/engine/model/table.ts'
import { detailOf, tableOf } from '../../projections/index.ts'
import { type Definition, definitions, detailGrid } from '../components/card.ts'
import { type LinkButton, linkButton, pageHead } from '../components/page-head.ts'
import { historyCard, historyPage } from '../history-card.ts'
import { type Child, type Html, html } from '../html.ts'
import { formHref } from '../list/origin.ts'
import { type Words, wordsFor } from '../words.ts'
import { commandName } from './command-name.ts'
import { maySend, pageProblem } from './form.ts'
import type { Drawing } from './form-pages.ts'
import { labelOf } from './labels.ts'
import { liveRegion } from './live-region.ts'
import { valueOf } from './value.ts'

type Part<Row> = (
  row: Row,
  drawing: Drawing & { readonly history: StreamHistory | undefined },
) => Child | Promise<Child>

export type DetailPage<Row> = {
  readonly read: (context: PageContext, id: string) => Promise<Row | undefined>
  readonly title: (row: Row, drawing: Drawing) => string
  readonly badges?: Part<Row>
  /** Beside the title; the id unless said otherwise. */
  readonly meta?: Part<Row>
  /** Links and buttons for those who may use them. */
  readonly actions?: Part<Row>
  /** Between the head and the cards. */
  readonly notices?: Part<Row>
  /** What changes while it is looked at, before the other cards: it is followed. */
  readonly live?: Part<Row>
  /** Cards before the history. */
  readonly main?: Part<Row>
  /** Cards beside it. */
  readonly side?: Part<Row>
  /** The history where it is not only that of its own stream. */
  readonly history?: (context: PageContext, id: string) => Promise<StreamHistory | undefined>
  /** The history as it is shown. */
  readonly told?: (history: StreamHistory | undefined, row: Row, drawing: Drawing) => StreamHistory | undefined
  /** Whether a card of its own tells what happened, so that the history folds away. */
  readonly foldsHistory?: boolean
  readonly within?: Page['within']
}

const idOf = ({ params }: PageContext): string => params['id'] ?? ''

const viewOf = async <Row extends object>(
  aggregate: Aggregate,
  page: DetailPage<Row>,
  context: PageContext,
): Promise<View | undefined> => {
  const { category } = aggregate.decider
  const {
    meta = () => html`<span class="mono">${idOf(context)}</span>`,
    history: read = ({ history, query }, id) => history(category, id, historyPage(query)),
    told = history => history,
  } = page
  const [id, path] = [idOf(context), pageOf(aggregate)]
  const [row, history] = await Promise.all([page.read(context, id), read(context, id)])
  if (row === undefined) return undefined
  const drawing = { words: wordsFor(context.viewer, context.now), context, history }
  const parts = [page.badges, meta, page.actions, page.notices, page.live, page.main, page.side]
  const [badges, beside, actions, notices, live, main, side] = await Promise.all(
    parts.map(async part => part?.(row, drawing)),
  )
  const title = page.title(row, drawing)
  const happened = told(history, row, drawing)
  const folded = page.foldsHistory === true
  // What is only begun on its page has none yet.
  const isNone = folded && (happened?.count ?? 0) === 0
  const past = !isNone && historyCard(drawing.words, happened, { page: pathTo(path, id), query: context.query, folded })
  const head = pageHead({ title, badges, meta: beside, actions })
  const followed = page.live !== undefined && liveRegion(pathTo(path, id), html`${live}`)
  const grid = detailGrid(html`${followed}${main}${past}`, side)
  return {
    title,
    body: html`${head}${pageProblem(drawing.words, context, category, html`${notices}${grid}`)}${notices}${grid}`,
    ...(page.live !== undefined && { live: html`${live}` }),
  }
}

/** The page of one thing: its head, what was wrong, what it is about, its history, and facts beside it. */
export const detailPage = <Row extends object>(aggregate: Aggregate, page: DetailPage<Row>): Page => ({
  path: pageOf(aggregate),
  may: aggregate.may,
  ...(page.within !== undefined && { within: page.within }),
  ...(page.live !== undefined && { isLive: true }),
  name: async (context, id) => {
    const row = await page.read(context, id)
    return row && page.title(row, { words: wordsFor(context.viewer, context.now), context })
  },
  view: context => viewOf(aggregate, page, context),
})

type Led = Partial<LinkButton> & {
  /** Of the thing, where it belongs to one. */
  readonly store?: string
}

/** The way to the page of a command's form, for those who may send it. */
export const commandLink = (
  { words, context }: Drawing,
  route: CommandRoute,
  id: string,
  { label = commandName(words, route), href = formHref(context, route, id), store, ...look }: Led = {},
): Html | undefined => (maySend(context, route, store) ? linkButton({ label, href, ...look }) : undefined)

/** The way to the form of a thing, for those who may use it. */
export const editLink = (drawing: Drawing, route: CommandRoute, id: string): Html | undefined =>
  commandLink(drawing, route, id, { label: drawing.words.text('shortcuts.edit'), kind: 'primary', shortcut: 'e' })

/** A fact by the name of its column, or what is shown under a name. */
type Fact<Row> = (keyof Row & string) | { readonly name: string; readonly value: Child }

/** Columns of what a thing's own events tell: its list may be of another table. */
const mainColumns = (category: string) => Object.values<Table>(detailOf(category)?.tables ?? {})[0]?.columns

/** Facts about a row; what is not known of it says so. */
export const factsOf = <Row extends object>(
  words: Words,
  { decider: { category }, list }: Aggregate,
  row: Row,
  facts: readonly Fact<Row>[],
): Html => {
  const columns = { ...mainColumns(category), ...tableOf(list?.definition.table ?? '')?.columns }
  const nothing = html`<span class="nothing">${words.text('history.nothing')}</span>`
  const read = (name: keyof Row & string) => {
    const column = columns[name]
    const value =
      column && valueOf(words, { category, path: name, column, value: row[name], currency: currencyOf(row) })
    return { name, value: value ?? nothing }
  }
  const told = facts.map(fact => (typeof fact === 'string' ? read(fact) : fact))
  return definitions(told.map(({ name, value }): Definition => ({ term: labelOf(words, category, name), value })))
}
