import type { Texts } from '../../../domain/shared/locale.ts'
import type { Personal } from './personal.ts'

/** A column of a read table: its SQL type and the TypeScript type a row holds. */
export type Column<T> = {
  readonly sql: 'text' | 'bigint' | 'boolean' | 'timestamptz' | 'date' | 'jsonb' | 'tsvector'
  readonly nullable: boolean
  readonly personal: boolean
  /** What its values are for people, where the SQL type does not say it. */
  readonly kind?: 'money' | 'price' | 'country' | 'language' | 'texts'
  /** Only carries the type. */
  readonly type?: T
}

const column = <T>(sql: Column<T>['sql'], nullable = false, personal = false): Column<T> => ({
  sql,
  nullable,
  personal,
})

export const text = <T extends string = string>() => column<T>('text')
/** A safe integer: counts, revisions. */
export const integer = () => column<number>('bigint')
/** An amount in minor units of the `currency` of its row, or else of its thing. */
export const money = (): Column<number> => ({ ...integer(), kind: 'money' })
/** The price of one unit as decimal text, in the same currency as amounts are. */
export const price = (): Column<string> => ({ ...text(), kind: 'price' })
/** A country by its ISO 3166-1 code; a name in words stays as it was taken over. */
export const country = (): Column<string> => ({ ...text(), kind: 'country' })
/** A language by its BCP 47 tag. */
export const language = (): Column<string> => ({ ...text(), kind: 'language' })
export const flag = () => column<boolean>('boolean')
export const timestamp = () => column<Date>('timestamptz')
/** A local calendar date as `YYYY-MM-DD`. */
export const date = () => column<string>('date')
export const json = <T>() => column<T>('jsonb')
/** A text by language. */
export const texts = (): Column<Texts> => ({ ...json<Texts>(), kind: 'texts' })
export const nullable = <T>(of: Column<T>): Column<T | null> => ({ ...of, nullable: true })

/** A column for a personal value; text unless it is structured. Null once the subject is erased. */
export const personalText = () => column<Personal<string> | null>('text', true, true)
export const personalJson = <T>() => column<Personal<T> | null>('jsonb', true, true)

export type Columns = Readonly<Record<string, Column<unknown>>>

/** A row of any table, by column. */
export type RowObject = Readonly<Record<string, unknown>>

/** A row as handlers see it: personal values are closed. */
export type Row<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never }

/** A row as queries read it: personal values are plain, with the provenance every row carries. */
export type Stored<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends Column<infer T> ? Opened<T> : never
} & Provenance

type Opened<T> = T extends Personal<infer V> ? V : T

/** Which event last changed a row: its position token and id. */
export type Provenance = { readonly last_position: string; readonly last_event_id: string }

export type Table<C extends Columns = Columns> = {
  readonly key: readonly string[]
  readonly columns: C
  /** Column lists of secondary indexes; `-name` sorts that column descending. */
  readonly indexes: readonly (readonly string[])[]
  /** The column that names whose personal values a row holds; needed with the first personal column. */
  readonly subject?: string
  /** Columns that the search of a list looks through: all their texts, those within json too. Personal ones are kept apart. */
  readonly search?: readonly string[]
  /** Text columns that lists sort by as people do, `Ä` beside `A`: each has its key in `sortKey(column)`. */
  readonly sorted?: readonly string[]
  /** Columns that hold a list of values, with an index of what these are. */
  readonly holding?: readonly string[]
  /** Flags that few rows have, with an index of these alone. */
  readonly rare?: readonly string[]
  /** Texts that are looked up by their capitals; rows without one are in no index. */
  readonly inCapitals?: readonly string[]
  /** Columns that say again what other rows of the read model say: no history tells them. */
  readonly untold?: readonly string[]
  /** Its rows say again what others of the read model say, so that lists find it: no history tells them. */
  readonly isIndex?: true
}

/** Where the sort key of a text column is. */
export type SortKey<C extends string> = `${C}_sort`

/** What an index or a list may name: a column of the table (`-name` sorts it descending in an index), or a sort key it has. */
type Indexed<C extends Columns, Sorted extends string> = (keyof C & string) | `-${keyof C & string}` | SortKey<Sorted>

/** Declares a read table. @throws Error when a personal column has no subject column beside it. */
export const table = <C extends Columns, Sorted extends keyof C & string = never>(definition: {
  key: readonly (keyof C & string)[]
  columns: C
  indexes?: readonly (readonly Indexed<C, NoInfer<Sorted>>[])[]
  subject?: keyof C & string
  search?: readonly (keyof C & string)[]
  sorted?: readonly Sorted[]
  holding?: readonly (keyof C & string)[]
  rare?: readonly (keyof C & string)[]
  inCapitals?: readonly (keyof C & string)[]
  untold?: readonly (keyof C & string)[]
  isIndex?: true
}): Table<C> => {
  const isPersonal = Object.values(definition.columns).some(({ personal }) => personal)
  if (isPersonal && definition.subject === undefined) throw new Error('a table with personal columns names its subject')
  return { indexes: [], ...definition }
}
