import type { Kysely } from 'kysely'
import type { Page, PageContext, View } from '../api/page.ts'
import type { Permission, Viewer } from '../domain/viewer.ts'
import type { Database } from '../projections/database.ts'
import type { ListDefinition, ListPage, ListQuery } from '../projections/engine/list/list.ts'
import { isSearchable } from '../projections/engine/list/list-conditions.ts'
import { parseListQuery } from '../projections/engine/list/list-query.ts'
import type { EmptyState } from './components/empty-state.ts'
import { type Chip, type Filter, filterBar, listRegion, type Option } from './components/filter-bar.ts'
import { linkButton, pageHead } from './components/page-head.ts'
import { pager } from './components/pager.ts'
import { type Column, dataTable } from './components/table.ts'
import { type Child, type Html, html } from './html.ts'
import { type Words, wordsFor } from './words.ts'

/** A column of a list page; `sort` names one of the list's sorts. */
export type ListColumn<Row> = Omit<Column<Row>, 'sort'> & { readonly sort?: string }

type Label = (words: Words) => string

export type ListFilter = {
  readonly label: Label
  /** Values a choice filter offers; none for a range of days, and for a value that is typed. */
  readonly options?: (words: Words, context: PageContext) => readonly Option[] | Promise<readonly Option[]>
}

export type ListPageDefinition<Row> = {
  readonly path: string
  readonly may: Permission
  readonly title: Label
  readonly definition: ListDefinition
  readonly read: (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => Promise<ListPage<Row>>
  readonly columns: (words: Words) => readonly ListColumn<Row>[]
  /** The page of a row's thing; undefined when there is none. */
  readonly href: (row: Row) => string | undefined
  /** What a search looks through; it may depend on what the viewer may see. */
  readonly searchLabel?: (words: Words, viewer: Viewer) => string
  readonly filters: Readonly<Record<string, ListFilter>>
  /** Shown when there is nothing at all, with what to do first. */
  readonly empty: (words: Words) => EmptyState
  /** Buttons beside the title. */
  readonly actions?: (words: Words, context: PageContext) => Child
  /** Files to take the list along as, each with the query of the page; one of CSV unless said otherwise. */
  readonly exports?: readonly { readonly label: Label; readonly path: string }[]
  /** Who opens it is recorded. */
  readonly audited?: 'view'
  /** New rows show by themselves on the first page. */
  readonly isLive?: boolean
  /** Between the head and the list. */
  readonly above?: (words: Words, context: PageContext) => Promise<Child>
}

/** The query string with some parameters replaced; the cursor never survives, because it belongs to what it was made for. */
const hrefWith = (path: string, query: URLSearchParams, change: (parameters: URLSearchParams) => void): string => {
  const parameters = new URLSearchParams(query)
  parameters.delete('cursor')
  change(parameters)
  const text = new URLSearchParams([...parameters].filter(([, value]) => value !== '')).toString()
  return text === '' ? path : `${path}?${text}`
}

const sortOf = (path: string, query: URLSearchParams, asked: ListQuery, definition: ListDefinition, name: string) => {
  const isOn = asked.sort === name
  const isDescending = isOn ? asked.direction === 'asc' : definition.sorts[name]?.direction === 'desc'
  const href = hrefWith(path, query, parameters => parameters.set('sort', isDescending ? `-${name}` : name))
  if (!isOn) return { href }
  return { href, direction: asked.direction === 'asc' ? ('ascending' as const) : ('descending' as const) }
}

type Offered = { readonly name: string; readonly label: string; readonly options: readonly Option[] }

const offered = async <Row>(words: Words, context: PageContext, page: ListPageDefinition<Row>): Promise<Offered[]> =>
  Promise.all(
    Object.entries(page.filters).flatMap(([name, { label, options }]) =>
      options === undefined
        ? []
        : [Promise.resolve(options(words, context)).then(of => ({ name, label: label(words), options: of }))],
    ),
  )

const chipsOf = (path: string, query: URLSearchParams, filters: readonly Offered[]): Chip[] =>
  filters.flatMap(({ name, label, options }) =>
    query.getAll(name).flatMap(value => {
      const shown = options.find(option => option.value === value)?.label
      const without = hrefWith(path, query, parameters => parameters.delete(name, value))
      return shown === undefined ? [] : [{ label: `${label}: ${shown}`, without }]
    }),
  )

type Labelled = { readonly name: string; readonly label: string }

/** Filters without options: those of days, or those whose value is typed. */
const filtersWithout = <Row>(
  words: Words,
  { filters, definition }: ListPageDefinition<Row>,
  kind: 'days' | 'typed',
): Labelled[] =>
  Object.entries(filters).flatMap(([name, { label, options }]) =>
    options === undefined && (definition.filters[name]?.kind === 'days') === (kind === 'days')
      ? [{ name, label: label(words) }]
      : [],
  )

const dayChips = (words: Words, path: string, query: URLSearchParams, filters: readonly Labelled[]): Chip[] =>
  filters.flatMap(({ name, label }) =>
    (['from', 'to'] as const).flatMap(edge => {
      const day = query.get(`${name}.${edge}`) ?? ''
      const without = hrefWith(path, query, parameters => parameters.delete(`${name}.${edge}`))
      return day === ''
        ? []
        : [{ label: `${label} ${words.text(`filter.${edge}`)} ${words.format.date(day)}`, without }]
    }),
  )

const typedChips = (path: string, query: URLSearchParams, filters: readonly Labelled[]): Chip[] =>
  filters.flatMap(({ name, label }) => {
    const value = query.get(name) ?? ''
    const without = hrefWith(path, query, parameters => parameters.delete(name))
    return value === '' ? [] : [{ label: `${label}: ${value}`, without }]
  })

/** The page of a list: search, filters, sorts, keyset paging and export, all from its one definition. */
export const listPage = <Row extends object>(page: ListPageDefinition<Row>): Page => ({
  path: page.path,
  may: page.may,
  ...(page.isLive === true ? { isLive: true } : {}),
  ...(page.audited === undefined ? {} : { audited: page.audited }),
  view: async (context): Promise<View> => {
    const words = wordsFor(context.viewer, context.now)
    const { query } = context
    const asked = parseListQuery(page.definition, query)
    const [found, filters, above] = await Promise.all([
      page.read(context.viewer, context.db, asked),
      offered(words, context, page),
      // A partial request swaps the list alone.
      context.isPartial ? undefined : page.above?.(words, context),
    ])
    const rows = html`${tableOf(words, page, context, asked, found)}${pagerOf(words, page.path, query, found)}`
    const region = listRegion(
      filtersOf(words, page, context, filters),
      asked.search !== '' &&
        !isSearchable(asked.search) &&
        html`<p class="list-note">${words.text('list.searchNothing')}</p>`,
      page.isLive === true && asked.cursor === undefined ? liveRows(page.path, query, rows) : rows,
    )
    const title = page.title(words)
    const body = html`${pageHead({ title, actions: actionsOf(words, page, context) })}${above}${region}`
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

const actionsOf = <Row>(words: Words, page: ListPageDefinition<Row>, context: PageContext) => {
  const { exports = [{ label: ({ text }: Words) => text('list.export'), path: `/api${page.path}.csv` }] } = page
  const links = exports.map(({ label, path }) =>
    linkButton({ label: label(words), href: hrefWith(path, context.query, () => {}), kind: 'plain' }),
  )
  return html`${links}${page.actions?.(words, context)}`
}

const filtersOf = <Row>(
  words: Words,
  page: ListPageDefinition<Row>,
  { query, viewer }: PageContext,
  offers: readonly Offered[],
) => {
  const days = filtersWithout(words, page, 'days')
  const typed = filtersWithout(words, page, 'typed')
  const choices: Filter[] = offers.map(({ name, label, options }) => ({
    kind: 'many',
    name,
    label,
    options,
    selected: query.getAll(name),
  }))
  const label = page.searchLabel?.(words, viewer)
  const search = label === undefined ? undefined : { name: 'q', label, value: query.get('q') ?? '' }
  const sort = query.get('sort')
  return filterBar(words, {
    action: page.path,
    ...(search === undefined ? {} : { search }),
    filters: choices,
    texts: typed.map(({ name, label }) => ({ name, label, value: query.get(name) ?? '' })),
    days: days.map(({ name, label }) => ({
      name,
      label,
      from: query.get(`${name}.from`) ?? '',
      to: query.get(`${name}.to`) ?? '',
    })),
    chips: [
      ...chipsOf(page.path, query, offers),
      ...typedChips(page.path, query, typed),
      ...dayChips(words, page.path, query, days),
    ],
    clear: page.path,
    keep: sort === null ? {} : { sort },
  })
}

const tableOf = <Row extends object>(
  words: Words,
  page: ListPageDefinition<Row>,
  context: PageContext,
  asked: ListQuery,
  found: ListPage<Row>,
) => {
  const { query } = context
  const columns = page.columns(words).map(({ sort, ...column }) => ({
    ...column,
    ...(sort === undefined ? {} : { sort: sortOf(page.path, query, asked, page.definition, sort) }),
  }))
  const isFiltered = asked.search !== '' || Object.keys({ ...asked.choices, ...asked.days, ...asked.from }).length > 0
  const nothing = { title: words.text('empty.filtered.title'), hint: words.text('empty.filtered.hint') }
  // What the head of the page does not offer this viewer, its empty list does not either.
  const { action, ...plain } = page.empty(words)
  const first = action !== undefined && page.actions?.(words, context) ? { ...plain, action } : plain
  const empty = isFiltered ? nothing : first
  return dataTable(words, { caption: page.title(words), columns, rows: found.rows, href: page.href, empty })
}

const pagerOf = <Row>(words: Words, path: string, query: URLSearchParams, found: ListPage<Row>) => {
  const at = (cursor: string | undefined) =>
    cursor && hrefWith(path, query, parameters => parameters.set('cursor', cursor))
  const [next, previous] = [at(found.next), at(found.previous)]
  return pager(words, {
    shown: found.rows.length,
    total: { count: found.total, capped: found.capped },
    ...(previous === undefined ? {} : { previous, first: hrefWith(path, query, () => {}) }),
    ...(next === undefined ? {} : { next }),
  })
}
