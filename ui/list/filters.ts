import type { PageContext } from '../../api/page.ts'
import { type Chip, type Filter, filterBar, type Option } from '../components/filter-bar.ts'
import type { Words } from '../words.ts'
import { namesIn } from './columns.ts'
import type { ListPageDefinition } from './definition.ts'
import { hrefWith } from './href.ts'

/** A filter with the choices it offers. */
export type Offered = { readonly name: string; readonly label: string; readonly options: readonly Option[] }

/** The filters of a page that are chosen from, each with its choices. */
export const offered = async <Row>(
  words: Words,
  context: PageContext,
  page: ListPageDefinition<Row>,
): Promise<Offered[]> =>
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

/** What of the question is none of the filters: these, and the columns as one parameter, as links have them. */
const kept = (query: URLSearchParams, names: readonly string[]) => {
  const one = new URLSearchParams([...query].filter(([name]) => names.includes(name)))
  const columns = namesIn(query).join(',')
  if (columns !== '') one.set('columns', columns)
  return one
}

/** Search, filters and what is on of them. */
export const filtersOf = <Row>(
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
    clear: hrefWith(page.path, kept(query, ['view']), () => {}),
    keep: Object.fromEntries(kept(query, ['sort', 'view'])),
  })
}
