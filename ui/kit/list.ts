import { type Aggregate, pageOf } from '../../api/aggregate.ts'
import { type CommandRoute, pathTo } from '../../api/commands.ts'
import type { Page, PageContext } from '../../api/page.ts'
import type { TextKey } from '../../api/text/en.ts'
import { sentenceUnder } from '../../api/text/text.ts'
import type { ListDefinition } from '../../projections/engine/list/list.ts'
import { sortKey } from '../../projections/engine/model/stored-column.ts'
import type { Column as Declared } from '../../projections/engine/model/table.ts'
import { tableOf } from '../../projections/index.ts'
import type { Option } from '../components/filter-bar.ts'
import { linkButton } from '../components/page-head.ts'
import type { Child, Html } from '../html.ts'
import type { ListColumn, ListFilter, ListPageDefinition } from '../list/definition.ts'
import { listPage } from '../list/page.ts'
import type { Words } from '../words.ts'
import { fileColumnOf } from './file-column.ts'
import { commandName } from './form.ts'
import { labelOf, thingWords, valueName } from './labels.ts'
import { currencyOf, isFigure, valueOf } from './value.ts'

/** Names that the catalogue has a label for. */
type Named = TextKey extends infer Key ? (Key extends `field.${infer Name}` ? Name : never) : never

type Look<Row> = Pick<ListColumn<Row>, 'align' | 'mono' | 'quiet' | 'names'>

/** What a file has where a page shows a cell: a column of the row by its name, else a text or a number. */
type InFile<Row> = (keyof Row & string) | ((words: Words, row: Row) => string | number | null | undefined)

type Cell<Row> = { readonly cell: (words: Words, row: Row) => Child; readonly file: InFile<Row> }

/** A column of a list: a column of its row by name, as it looks of itself or otherwise, or what a cell of that name shows. */
type ShownColumn<Row> =
  | (keyof Row & Named)
  | (Look<Row> & { readonly name: keyof Row & Named; readonly cell?: undefined; readonly file?: undefined })
  | (Look<Row> & { readonly name: Named } & Cell<Row>)

type Definition = Pick<ListDefinition, 'table' | 'key' | 'sorts' | 'filters'>

const sortOf = ({ sorts }: Definition, name: string): { readonly sort?: string } => {
  const found = Object.entries(sorts).find(([, { column }]) => column === name || column === sortKey(name))
  return found === undefined ? {} : { sort: found[0] }
}

/** Head, format, alignment and sort of a column follow from the table. */
const plainColumn = <Row extends object>(
  words: Words,
  category: string,
  { key }: Definition,
  { name, column }: { readonly name: keyof Row & string; readonly column: Declared<unknown> | undefined },
): Omit<ListColumn<Row>, 'header' | 'name' | 'file'> => ({
  cell: row => column && valueOf(words, { category, path: name, column, value: row[name], currency: currencyOf(row) }),
  ...(name === key && { mono: true }),
  ...(column !== undefined && isFigure(column) && { align: 'end' as const }),
  ...(column?.sql === 'timestamptz' && { quiet: true }),
})

/** What a column is where its table does not know it: a name of another thing. */
const ANY: Declared<unknown> = { sql: 'text', nullable: true, personal: false }

const columnsOf =
  <Row extends object>(category: string, definition: Definition, shown: readonly ShownColumn<Row>[]) =>
  (words: Words): ListColumn<Row>[] => {
    const columns = tableOf(definition.table)?.columns ?? {}
    const fileOf = (path: string) => fileColumnOf(words, { category, path, column: columns[path] ?? ANY })
    return shown.map(one => {
      const { name, cell, file, ...look } = typeof one === 'object' ? one : { name: one }
      const named = { name, header: labelOf(words, category, name), ...sortOf(definition, name) }
      if (cell === undefined || file === undefined) {
        const plain = plainColumn<Row>(words, category, definition, { name: name as never, column: columns[name] })
        return { ...named, ...plain, file: fileOf(name), ...look }
      }
      const taken =
        typeof file === 'function' ? { kind: 'plain' as const, value: (row: Row) => file(words, row) } : fileOf(file)
      return { ...named, cell: (row: Row) => cell(words, row), file: taken, ...look }
    })
  }

type Options = (words: Words, context: PageContext) => readonly Option[] | Promise<readonly Option[]>

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
        { label: words => labelOf(words, category, name), ...(chosen === undefined ? {} : { options: chosen }) },
      ]
    }),
  )

type RowOf<A> = A extends {
  readonly list: { readonly read: (...args: never) => Promise<{ readonly rows: readonly (infer Row)[] }> }
}
  ? Row
  : never

type Listed = Aggregate & Required<Pick<Aggregate, 'list'>>

export type ThingList<Row> = Pick<ListPageDefinition<Row>, 'above' | 'exports' | 'isLive' | 'searchLabel'> & {
  readonly columns: readonly ShownColumn<Row>[]
  /** What makes another. */
  readonly create?: CommandRoute
  /** Choices of filters whose values the list does not name itself. */
  readonly options?: Readonly<Record<string, Options>>
  readonly href?: (row: Row) => string
}

/** The way to make another. */
export const createLink = (words: Words, route: CommandRoute): Html =>
  linkButton({ label: commandName(words, route), href: route.form, kind: 'primary' })

const wordsOf = (aggregate: Aggregate, make: (words: Words) => Html | undefined) => {
  const { category } = aggregate.decider
  return {
    title: (words: Words) => sentenceUnder(words.text, `things.${category}`) ?? category,
    searchLabel: (words: Words) => sentenceUnder(words.text, `search.${category}`) ?? words.text('list.search'),
    empty: (words: Words) => ({
      title: sentenceUnder(words.text, `empty.${category}`) ?? words.text('list.none', thingWords(words, category)),
      hint: sentenceUnder(words.text, `empty.${category}.hint`) ?? '',
      action: make(words),
    }),
  }
}

/** The list of all things of a kind: what it shows of each, and the way to make another. */
export const thingList = <A extends Listed>(
  aggregate: A,
  { columns, create, options = {}, href, ...page }: ThingList<RowOf<A>>,
): Page => {
  const { path, may, list, decider } = aggregate
  const { key } = list.definition
  const make = (words: Words) => create && createLink(words, create)
  return listPage<RowOf<A> & object>({
    ...wordsOf(aggregate, make),
    ...page,
    path,
    may,
    definition: list.definition,
    read: list.read as never,
    href: href ?? (row => pathTo(pageOf(aggregate), String(row[key as keyof typeof row]))),
    columns: columnsOf(decider.category, list.definition, columns as never),
    filters: filtersOf(decider.category, list.definition, options),
    actions: (words, { viewer }) => create !== undefined && viewer.may.has(create.may) && make(words),
  })
}
