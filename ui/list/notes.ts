import type { PageContext } from '../../api/page.ts'
import type { ListPage, ListQuery, Unclear } from '../../projections/engine/list/list.ts'
import { isSearchable } from '../../projections/engine/list/list-conditions.ts'
import { type Html, html } from '../html.ts'
import type { Words } from '../words.ts'
import type { ListPageDefinition } from './definition.ts'
import { hrefWith } from './href.ts'

type Listed<Row> = Pick<ListPageDefinition<Row>, 'path' | 'definition'>

const note = (body: Html | string): Html => html`<p class="list-note" role="status">${body}</p>`

/** Every value of the choice, each the way to the list with it. */
const choices = <Row>({ path, definition }: Listed<Row>, query: URLSearchParams, name: string): Html => {
  const filter = definition.filters[name]
  const values = filter?.kind === 'choice' ? (filter.values ?? []) : []
  return html`${values.map(value => {
    const href = hrefWith(path, query, parameters => parameters.set(name, value))
    return html` <a href="${href}" hx-get="${href}">${value}</a>`
  })}`
}

const unclearNote = <Row>(
  words: Words,
  page: Listed<Row>,
  query: URLSearchParams,
  { parameter, why }: Unclear,
): Html => {
  const { text, format } = words
  const value = query.get(parameter) ?? ''
  if (why === 'currency') return note(html`${text('unclear.currency')}${choices(page, query, parameter)}`)
  if (why === 'amount') return note(text('unclear.amount', { value, example: format.decimal('1234.50') }))
  return note(why === 'number' ? text('unclear.number', { value }) : text('unclear.reversed'))
}

/** What has to be said about a list beside its rows. */
export const notesOf = <Row>(
  words: Words,
  page: Listed<Row>,
  { query }: PageContext,
  { asked, found }: { readonly asked: ListQuery; readonly found: ListPage<Row> },
): Html => {
  const { text } = words
  const isNothing = asked.search !== '' && !isSearchable(asked.search)
  return html`${isNothing && note(text('list.searchNothing'))}${found.isAlike && note(text('list.alike', { query: asked.search }))}${found.isCut && note(text('list.cut'))}${found.unclear?.map(it => unclearNote(words, page, query, it))}`
}
