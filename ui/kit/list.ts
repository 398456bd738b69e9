import { type Aggregate, pageOf } from '../../api/aggregate.ts'
import { runsPath } from '../../api/bulk/actions.ts'
import { type CommandRoute, pathTo } from '../../api/commands.ts'
import { calledFor } from '../../api/content-locale.ts'
import type { Page, PageContext } from '../../api/page.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { ListDefinition } from '../../projections/engine/list/list.ts'
import type { Option } from '../components/filter-bar.ts'
import { linkButton } from '../components/page-head.ts'
import { type Html, html } from '../html.ts'
import type { ListBulk, ListFilter, ListPageDefinition } from '../list/definition.ts'
import { listPage } from '../list/page.ts'
import type { Words } from '../words.ts'
import { commandName } from './command-name.ts'
import { labelOf, thingWords, valueName } from './labels.ts'
import { columnsOf, type ShownColumn } from './list-columns.ts'

type Definition = Pick<ListDefinition, 'filters'>

type Options = (words: Words, context: PageContext) => readonly Option[] | Promise<readonly Option[]>

/** What a filter is called where a field of a form has its name. */
const filterLabel = (words: Words, category: string, name: string): string =>
  sentenceUnder(words.text, `filter.${category}.${name}`) ?? labelOf(words, category, name)

/** Filters as the list declares them: values have names in the catalogue, those of other things are read. */
const filtersOf = (
  category: string,
  { filters }: Definition,
  options: Readonly<Record<string, Options>>,
): Record<string, ListFilter> =>
  Object.fromEntries(
    Object.entries(filters).map(([name, filter]) => {
      const named: Options | undefined =
        'values' in filter && filter.values !== undefined
          ? words => (filter.values ?? []).map(value => ({ value, label: valueName(words, category, name, value) }))
          : undefined
      const chosen = options[name] ?? named
      return [
        name,
        { label: words => filterLabel(words, category, name), ...(chosen === undefined ? {} : { options: chosen }) },
      ]
    }),
  )

type RowOf<A> = A extends {
  readonly list: { readonly read: (...args: never) => Promise<{ readonly rows: readonly (infer Row)[] }> }
}
  ? Row
  : never

type Listed = Aggregate & Required<Pick<Aggregate, 'list'>>

type Way = (words: Words, context: PageContext) => Html | undefined

export type ThingList<Row> = Pick<ListPageDefinition<Row>, 'above' | 'exports' | 'isLive' | 'searchLabel' | 'views'> & {
  /** What it is called where it is not the list of all. */
  readonly title?: ListPageDefinition<Row>['title']
  readonly columns: readonly ShownColumn<Row>[]
  /** The columns that a phone shows: what names a row, its state, its total. All unless said otherwise. */
  readonly onPhones?: readonly string[]
  /** What makes another: a command with a form of its own, or another way. */
  readonly create?: CommandRoute | Way
  /** Beside it. */
  readonly actions?: Way
  /** Choices of filters whose values the list does not name itself. */
  readonly options?: Readonly<Record<string, Options>>
  readonly href?: (row: Row) => string
}

/** The way to make another. */
export const createLink = (words: Words, route: CommandRoute): Html =>
  linkButton({ label: commandName(words, route), href: route.form, kind: 'primary' })

const wayTo =
  (create: CommandRoute): Way =>
  (words, { viewer }) =>
    viewer.may.has(create.may) ? createLink(words, create) : undefined

const wordsOf = (aggregate: Aggregate, make: Way) => {
  const { category } = aggregate.decider
  return {
    title: (words: Words) => sentenceUnder(words.text, `things.${category}`) ?? category,
    searchLabel: (words: Words) => sentenceUnder(words.text, `search.${category}`) ?? words.text('list.search'),
    empty: (words: Words, context: PageContext) => ({
      title: sentenceUnder(words.text, `empty.${category}`) ?? words.text('list.none', thingWords(words, category)),
      hint: sentenceUnder(words.text, `empty.${category}.hint`) ?? '',
      action: make(words, context),
    }),
  }
}

const textOf = (column: string) => (row: object) => String(Reflect.get(row, column))

/** Names of the content are by language. */
const calledIn = (column: string) => (row: object, words: Words) => calledFor(Reflect.get(row, column), words)

const bulkOf = ({ bulk, path, list }: Listed): ListBulk<object> => ({
  action: `/api${runsPath({ path })}`,
  file: `${path}.xlsx`,
  runs: runsPath({ path }),
  offers: bulk?.offers ?? [],
  value: textOf(list.definition.key),
  ...(bulk === undefined ? {} : { label: calledIn(bulk.name) }),
})

/** The list of all things of a kind: what it shows of each, and the way to make another. */
export const thingList = <A extends Listed>(
  aggregate: A,
  { columns, onPhones, create, actions, options = {}, href, ...page }: ThingList<RowOf<A>>,
): Page => {
  const { path, may, list, decider } = aggregate
  const { key } = list.definition
  const all = columnsOf<RowOf<A> & object>(decider.category, list.definition, columns)
  const make = typeof create === 'object' ? wayTo(create) : (create ?? (() => undefined))
  return listPage<RowOf<A> & object>({
    ...wordsOf(aggregate, make),
    ...page,
    path,
    may,
    leadsOn: true,
    definition: list.definition,
    read: list.read as never,
    href: href ?? (row => pathTo(pageOf(aggregate), String(row[key as keyof typeof row]))),
    columns: words => all(words).map(column => ({ ...column, folds: onPhones?.includes(column.name) === false })),
    filters: filtersOf(decider.category, list.definition, options),
    bulk: bulkOf(aggregate),
    actions: (words, context) => html`${actions?.(words, context)}${make(words, context)}`,
  })
}
