import type { PageContext } from '../../api/page.ts'
import { writtenFlag } from '../../domain/shared/written-flag.ts'
import { columnsIn } from '../../projections/engine/list/kept-query.ts'
import { relativeDays } from '../../projections/engine/list/relative-days.ts'
import {
  type Chip,
  type DayFilter,
  type Filter,
  filterBar,
  type PickFilter,
  UNFOLDED,
} from '../components/filter-bar.ts'
import type { Words } from '../words.ts'
import { chipsOf, type Labelled } from './chips.ts'
import type { ListPageDefinition } from './definition.ts'
import { hrefWith } from './href.ts'
import { findName, type Offered } from './offered.ts'

const choiceChips = (path: string, query: URLSearchParams, filters: readonly Offered[]): Chip[] =>
  filters.flatMap(({ name, label, options }) =>
    query.getAll(name).flatMap(value => {
      const shown = options.find(option => option.value === value)?.label
      const without = hrefWith(path, query, parameters => parameters.delete(name, value))
      return shown === undefined ? [] : [{ label: `${label}: ${shown}`, without }]
    }),
  )

/** The filters that are not chosen from, as the list declares them; of a choice without choices the value is typed. */
const othersOf = <Row>(
  words: Words,
  { filters, definition }: ListPageDefinition<Row>,
  offers: readonly Offered[],
): Labelled[] =>
  Object.entries(filters).flatMap(([name, { label }]) =>
    offers.some(offer => offer.name === name)
      ? []
      : [{ name, label: label(words), kind: definition.filters[name]?.kind ?? 'from' }],
  )

const daysOf = ({ text }: Words, query: URLSearchParams, { name, label }: Labelled): DayFilter => {
  const last = query.get(`${name}.last`) ?? ''
  // What is told from today goes before dates.
  const edge = (of: 'from' | 'to') => (last === '' ? (query.get(`${name}.${of}`) ?? '') : '')
  const options = relativeDays.map(value => ({ value, label: text(`days.${value}`) }))
  return { name, label, from: edge('from'), to: edge('to'), last: { options, selected: [last] } }
}

const flagOf = ({ text }: Words, query: URLSearchParams, { name, label }: Labelled): Filter => ({
  kind: 'one',
  name,
  label,
  options: [
    { value: 'yes', label: text('value.true') },
    { value: 'no', label: text('value.false') },
  ],
  selected: query.getAll(name).map(text => (writtenFlag(text) === true ? 'yes' : 'no')),
})

const choiceOf = (query: URLSearchParams, { name, label, options }: Offered): Filter => ({
  kind: 'many',
  name,
  label,
  options,
  selected: query.getAll(name),
})

/** Each thing that was found leads to the list of it. */
const pickOf = (path: string, query: URLSearchParams, { name, label, options, found }: Offered): PickFilter => {
  const leadTo = (key: string) =>
    hrefWith(path, query, parameters => {
      parameters.delete(findName(name))
      parameters.append(name, key)
    })
  return {
    name,
    label,
    find: findName(name),
    typed: query.get(findName(name)) ?? '',
    chosen: options.map(({ value }) => value),
    found: found?.map(({ key, label, note }) => ({ label, note, href: leadTo(key) })),
  }
}

/** What of the question is none of the filters: these, and the columns as one parameter, as links have them. */
const kept = (query: URLSearchParams, names: readonly string[]) => {
  const one = new URLSearchParams([...query].filter(([name]) => names.includes(name)))
  const columns = columnsIn(query).join(',')
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
  const others = othersOf(words, page, offers)
  const ofKind = (...kinds: Labelled['kind'][]) => others.filter(({ kind }) => kinds.includes(kind))
  const value = (name: string) => query.get(name) ?? ''
  const label = page.searchLabel?.(words, viewer)
  const search = label === undefined ? undefined : { name: 'q', label, value: value('q') }
  return filterBar(words, {
    action: page.path,
    ...(search === undefined ? {} : { search }),
    filters: [
      ...offers.flatMap(it => (it.isPicked ? [] : [choiceOf(query, it)])),
      ...ofKind('flag').map(it => flagOf(words, query, it)),
    ],
    picks: offers.flatMap(it => (it.isPicked ? [pickOf(page.path, query, it)] : [])),
    texts: ofKind('from', 'choice').map(({ name, label }) => ({ name, label, value: value(name) })),
    ranges: ofKind('amount', 'number').map(({ name, label }) => ({
      name,
      label,
      from: value(`${name}.from`),
      to: value(`${name}.to`),
    })),
    days: ofKind('days').map(it => daysOf(words, query, it)),
    chips: [...choiceChips(page.path, query, offers), ...chipsOf(words, page.path, query, others)],
    isUnfolded: query.get(UNFOLDED.name) === UNFOLDED.value,
    clear: hrefWith(page.path, kept(query, ['view']), () => {}),
    keep: Object.fromEntries(kept(query, ['sort', 'view'])),
  })
}
