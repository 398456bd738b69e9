import type { Kysely } from 'kysely'
import type { BulkOffer } from '../../api/bulk/offer.ts'
import type { PageContext } from '../../api/page.ts'
import type { SheetKind, SheetValue } from '../../api/sheet.ts'
import type { Permission, Viewer } from '../../domain/viewer.ts'
import type { Database } from '../../projections/database.ts'
import type { ListDefinition, ListPage, ListQuery } from '../../projections/engine/list/list.ts'
import type { EmptyState } from '../components/empty-state.ts'
import type { Option } from '../components/filter-bar.ts'
import type { Column } from '../components/table.ts'
import type { Child } from '../html.ts'
import type { Words } from '../words.ts'

/** What a list offers for many of its rows. Whoever reads it may take them along. */
export type ListBulk<Row> = {
  /** Where what is ticked is as a file. */
  readonly file: string
  /** Where a choice of rows is posted. */
  readonly action: string
  /** The page of what was done with many before. */
  readonly runs: string
  readonly offers: readonly BulkOffer[]
  readonly value: (row: Row) => string
  /** What a row is called, where that is not what its first column shows. */
  readonly label?: (row: Row, words: Words) => string
}

/** What a file has in place of the cells of a column; the currency of an amount stands beside it. */
export type FileColumn<Row> = {
  readonly kind: SheetKind
  readonly value: (row: Row) => SheetValue
  readonly currency?: (row: Row) => string | undefined
}

/** A column of a list page; `sort` names one of the list's sorts. */
export type ListColumn<Row> = Omit<Column<Row>, 'sort'> & {
  /** Stands for it in `columns` of the query string. */
  readonly name: string
  readonly sort?: string
  readonly file: FileColumn<Row>
  /** Offered, and shown to who chooses it. */
  readonly isExtra?: true
}

type Label = (words: Words) => string

export type ListFilter = {
  readonly label: Label
  /** Values a choice filter offers; none for a range of days, and for a value that is typed. */
  readonly options?: (words: Words, context: PageContext) => readonly Option[] | Promise<readonly Option[]>
}

/** A view that comes with the shop: everybody has it, and nobody changes it. */
export type ShippedView = { readonly key: string; readonly name: string; readonly query: string }

export type ListPageDefinition<Row> = {
  readonly path: string
  readonly may: Permission
  readonly title: Label
  readonly definition: ListDefinition
  readonly read: (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => Promise<ListPage<Row>>
  readonly columns: (words: Words) => readonly ListColumn<Row>[]
  /** Whether things that are opened from it lead on to each other. */
  readonly leadsOn?: true
  /** The page of a row's thing; undefined when there is none. */
  readonly href: (row: Row) => string | undefined
  /** What a search looks through; it may depend on what the viewer may see. */
  readonly searchLabel?: (words: Words, viewer: Viewer) => string
  readonly filters: Readonly<Record<string, ListFilter>>
  /** Shown when there is nothing at all, with what this viewer can do first. */
  readonly empty: (words: Words, context: PageContext) => EmptyState
  /** Buttons beside the title. */
  readonly actions?: (words: Words, context: PageContext) => Child
  /** Further files to take the list along as, each with the query of the page. */
  readonly exports?: readonly { readonly label: Label; readonly path: string }[]
  /** What can be done with many of its rows. */
  readonly bulk?: ListBulk<Row>
  /** Who opens it is recorded. */
  readonly audited?: 'view'
  /** New rows show by themselves on the first page. */
  readonly isLive?: boolean
  /** Views of it that come with the shop. */
  readonly views?: (words: Words, context: PageContext) => readonly ShippedView[]
  /** Between the head and the list. */
  readonly above?: (words: Words, context: PageContext) => Promise<Child>
}
