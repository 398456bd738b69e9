import type { Kysely } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListQuery, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { date, integer, json, nullable, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const status = { kind: 'choice', column: 'status', values: ['active', 'revoked'] } as const

const listing = {
  key: 'key',
  sorts: {
    name: { column: sortKey('name'), direction: 'asc' },
    created: { column: 'createdAt', direction: 'desc' },
  },
  filters: { status, owner: { kind: 'choice', column: 'owner' } },
} as const

const all = { table: 'api_key', ...listing, defaultSort: 'created', search: true } as const

/** The keys of everybody, newest first; the revoked stay. */
export const apiKeyList = list(all)

/** One's own, of which nobody has to say whose they are. */
export const ownKeyList = list({ ...all, filters: { status } })

export const apiKeys = projection({
  name: 'api_keys',
  version: 1,
  tables: {
    api_key: table({
      key: ['key'],
      columns: {
        key: text(),
        name: text(),
        scopes: json<readonly string[]>(),
        owner: text(),
        status: text<'active' | 'revoked'>(),
        /** The last day on which it holds, by UTC. */
        expiresOn: nullable(date()),
        createdAt: timestamp(),
        changedAt: timestamp(),
        /** Of the stream, for If-Match. */
        revision: integer(),
      },
      indexes: indexesFor(listing),
      search: ['name'],
      sorted: ['name'],
    }),
  },
  on: {
    ApiKeyCreated: ({ id, at, revision, data }, { api_key }) =>
      api_key.put({ key: id, ...data, status: 'active', createdAt: at, changedAt: at, revision }),
    ApiKeyRenamed: (event, { api_key }) => api_key.amend(event, event.data),
    ApiKeyRegenerated: (event, { api_key }) => api_key.amend(event, {}),
    ApiKeyRevoked: (event, { api_key }) => api_key.amend(event, { status: 'revoked' }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof apiKeys> {}
}

type ApiKeyRow = Stored<(typeof apiKeys)['tables']['api_key']['columns']>

/** A key with the name of its owner, where that is known. */
export type ListedKey = ApiKeyRow & { readonly ownerName: string | null }

const { page, one } = reading<ApiKeyRow>(apiKeyList)

const withOwners = async (db: Kysely<Database>, rows: readonly ApiKeyRow[]): Promise<ListedKey[]> => {
  const ids = [...new Set(rows.map(({ owner }) => owner))]
  const found =
    ids.length === 0 ? [] : await db.selectFrom('user_account').select(['id', 'name']).where('id', 'in', ids).execute()
  return rows.map(row => ({ ...row, ownerName: found.find(({ id }) => id === row.owner)?.name ?? null }))
}

/** A page of the list of all keys. */
export const readApiKeys = async (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => {
  const found = await page(viewer, db, query)
  return { ...found, rows: await withOwners(db, found.rows) }
}

/** A page of the list of one's own keys. */
export const readOwnKeys = (viewer: Viewer, db: Kysely<Database>, query: ListQuery) =>
  readApiKeys(viewer, db, { ...query, choices: { ...query.choices, owner: [viewer.id] } })

/** Any key with the name of its owner; undefined when there is none. */
export const readApiKey = async (viewer: Viewer, db: Kysely<Database>, id: string): Promise<ListedKey | undefined> => {
  const row = await one(viewer, db, id)
  return row && (await withOwners(db, [row]))[0]
}

/** A key of one's own; undefined when there is none. */
export const readOwnKey = async (viewer: Viewer, db: Kysely<Database>, id: string): Promise<ListedKey | undefined> => {
  const row = await readApiKey(viewer, db, id)
  return row?.owner === viewer.id ? row : undefined
}

/** A key as its own stream tells it; undefined when there is none. */
export const readApiKeyRecord = one
