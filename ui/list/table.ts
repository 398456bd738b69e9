import type { PageContext } from '../../api/page.ts'
import {
  isSortOffered,
  type ListDefinition,
  type ListPage,
  type ListQuery,
} from '../../projections/engine/list/list.ts'
import { pager } from '../components/pager.ts'
import { dataTable, type Selection } from '../components/table.ts'
import type { Words } from '../words.ts'
import type { ListColumn, ListPageDefinition } from './definition.ts'
import { hrefWith } from './href.ts'
import { openedFrom, originOf } from './origin.ts'

const sortOf = (path: string, query: URLSearchParams, asked: ListQuery, definition: ListDefinition, name: string) => {
  const isOn = asked.sort === name
  const isDescending = isOn ? asked.direction === 'asc' : definition.sorts[name]?.direction === 'desc'
  const href = hrefWith(path, query, parameters => parameters.set('sort', isDescending ? `-${name}` : name))
  if (!isOn) return { href }
  return { href, direction: asked.direction === 'asc' ? ('ascending' as const) : ('descending' as const) }
}

export type Found<Row> = {
  readonly asked: ListQuery
  readonly found: ListPage<Row>
  readonly columns: readonly ListColumn<Row>[]
  readonly select?: Selection<Row> | undefined
}

/** The filters that are on. */
const filtersOf = ({ choices, days, from, ranges, flags }: ListQuery): string[] =>
  Object.keys({ ...choices, ...days, ...from, ...ranges, ...flags })

/** Amounts are sorted within each currency, which the head says unless there is only one. */
const headOf = (
  words: Words,
  header: string,
  { choices }: ListQuery,
  { filters, sorts }: ListDefinition,
  name: string,
) => {
  const { column, then } = sorts[name] ?? {}
  const [currency] =
    Object.entries(filters).find(([, filter]) => filter.kind === 'choice' && filter.column === column) ?? []
  const isOne = choices[currency ?? '']?.length === 1
  return then === undefined || isOne ? header : words.text('list.byCurrency', { column: header })
}

/** The rows of a page of the list, or why there are none. */
export const tableOf = <Row extends object>(
  words: Words,
  page: ListPageDefinition<Row>,
  context: PageContext,
  { asked, found, columns: chosen, select }: Found<Row>,
) => {
  const { query } = context
  const isOffered = (sort: string) => isSortOffered(page.definition.sorts[sort] ?? {}, filtersOf(asked))
  const columns = chosen.map(({ sort, ...column }) => ({
    ...column,
    ...(sort !== undefined && sort === asked.sort
      ? { header: headOf(words, column.header, asked, page.definition, sort) }
      : {}),
    ...(sort === undefined || !isOffered(sort) ? {} : { sort: sortOf(page.path, query, asked, page.definition, sort) }),
  }))
  const isFiltered = asked.search !== '' || filtersOf(asked).length > 0
  const nothing = { title: words.text('empty.filtered.title'), hint: words.text('empty.filtered.hint') }
  const empty = isFiltered ? nothing : page.empty(words, context)
  const origin = page.leadsOn === true ? originOf(query) : ''
  const href = (row: Row) => {
    const to = page.href(row)
    return to && openedFrom(to, origin)
  }
  const shown = { caption: page.title(words), columns, rows: found.rows, href, empty }
  return dataTable(words, select === undefined ? shown : { ...shown, select })
}

/** The way to the pages beside this one. */
export const pagerOf = <Row>(words: Words, path: string, query: URLSearchParams, found: ListPage<Row>) => {
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
