import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import type { ListPage, ListQuery } from '../engine/list/list.ts'
import { type Count, countList } from '../engine/list/list-count.ts'
import { readList } from '../engine/list/list-read.ts'
import { reading } from '../engine/list/reading.ts'
import { type DraftLineRow, type DraftRow, draftList } from './draft.ts'
import { readCustomerNames } from './order-customer.ts'

type Stored = DraftRow & { readonly subject: string; readonly last_position: string; readonly last_event_id: string }

const shown = (row: Stored & { readonly search_vector?: unknown }): DraftRow => {
  const { subject: _0, last_position: _1, last_event_id: _2, search_vector: _3, ...draft } = row
  return draft
}

/** A draft as lists show one. */
export type ListedDraft = DraftRow & { readonly customerName: string | null }

/** A page of the list of drafts, each with the name of its customer, or of the guest or newcomer that it is for. */
export const readDrafts = async (
  viewer: Viewer,
  db: Kysely<Database>,
  query: ListQuery,
): Promise<ListPage<ListedDraft>> => {
  const page = await readList<Stored>(viewer, db, draftList, query)
  const customers = page.rows.map(({ customer }) => customer)
  const [names, guests] = await Promise.all([
    readCustomerNames(viewer, db, customers),
    readGuestNames(
      viewer,
      db,
      page.rows.map(({ id }) => id),
    ),
  ])
  const nameOf = ({ id, customer }: DraftRow) => (customer === null ? guests.get(id) : names.get(customer)) ?? null
  return { ...page, rows: page.rows.map(row => ({ ...shown(row), customerName: nameOf(row) })) }
}

/** How many drafts match a filter of the list. */
export const countDrafts = (viewer: Viewer, db: Kysely<Database>, filter: string): Promise<Count> =>
  countList(viewer, db, draftList, filter)

const { one } = reading<Stored>(draftList)

/** What guests are called by what was filled in: who is to be registered, whom to reach, where the bill goes. */
const readGuestNames = async (
  _viewer: Viewer,
  db: Kysely<Database>,
  drafts: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (drafts.length === 0) return new Map()
  const names = [
    'newCustomer.firstName',
    'newCustomer.lastName',
    'contact.name',
    'billing.firstName',
    'billing.lastName',
  ]
  const rows = await db
    .selectFrom('draft_detail')
    .select(['draft', 'path', 'value'])
    .where('draft', 'in', drafts)
    .where('path', 'in', names as never)
    .execute()
  const byDraft = Map.groupBy(rows, ({ draft }) => draft)
  const nameIn = (draft: string) => {
    const of = new Map<string, string | null>((byDraft.get(draft) ?? []).map(({ path, value }) => [path, value]))
    const whole = (group: string) =>
      [of.get(`${group}.firstName`), of.get(`${group}.lastName`)].filter(Boolean).join(' ')
    return whole('newCustomer') || of.get('contact.name') || whole('billing')
  }
  return new Map(
    drafts.flatMap(id => {
      const name = nameIn(id)
      return name ? [[id, name] as const] : []
    }),
  )
}

export type DraftDetail = DraftRow & {
  readonly lines: readonly DraftLineRow[]
  /** What is filled in about people, by the path of its field; what is erased is not there. */
  readonly details: Readonly<Record<string, string>>
}

/** One draft with its lines in their order; undefined when there is none. */
export const readDraft = async (viewer: Viewer, db: Kysely<Database>, id: string): Promise<DraftDetail | undefined> => {
  const [row, lines, details] = await Promise.all([
    one(viewer, db, id),
    db
      .selectFrom('draft_line')
      .select(['draft', 'line', 'position', 'sku', 'quantity', 'price', 'unitPrice', 'reason'])
      .where('draft', '=', id)
      .orderBy('position')
      .execute(),
    db.selectFrom('draft_detail').select(['path', 'value']).where('draft', '=', id).execute(),
  ])
  if (row === undefined) return undefined
  const filled = details.flatMap(({ path, value }) => (value === null ? [] : [[path, value] as const]))
  return { ...shown(row), lines, details: Object.fromEntries(filled) }
}
