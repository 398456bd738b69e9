import { type Kysely, sql } from 'kysely'
import type { Viewer } from '../../domain/viewer.ts'
import type { Database } from '../database.ts'
import { indexesFor, type ListQuery, list } from '../engine/list/list.ts'
import { reading } from '../engine/list/reading.ts'
import { projection, type TablesOf } from '../engine/model/projection.ts'
import { sortKey } from '../engine/model/stored-column.ts'
import { plus } from '../engine/model/sum.ts'
import { flag, integer, json, type Stored, table, text, timestamp } from '../engine/model/table.ts'

const listing = {
  key: 'group',
  sorts: {
    name: { column: sortKey('name'), direction: 'asc' },
    users: { column: 'users', direction: 'desc' },
    changed: { column: 'changedAt', direction: 'desc' },
  },
  filters: { needsSecondFactor: { kind: 'flag', column: 'needsSecondFactor' } },
} as const

export const groupList = list({ table: 'user_group', ...listing, defaultSort: 'name', search: true })

export const groups = projection({
  name: 'groups',
  version: 1,
  tables: {
    user_group: table({
      key: ['group'],
      columns: {
        group: text(),
        name: text(),
        /** Ids of its roles; some may be gone. */
        roles: json<readonly string[]>(),
        needsSecondFactor: flag(),
        /** How many are in it. */
        users: integer(),
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
    GroupCreated: ({ id, at, revision, data: { name, roles, needsSecondFactor } }, { user_group }) =>
      user_group.put({ group: id, name, roles, needsSecondFactor, users: 0, changedAt: at, revision }),
    GroupRenamed: (event, { user_group }) => user_group.amend(event, { name: event.data.name }),
    GroupRolesSet: (event, { user_group }) => user_group.amend(event, { roles: event.data.roles }),
    GroupRoleForgone: (event, { user_group }) => user_group.amend(event, {}),
    GroupSecondFactorSet: (event, { user_group }) => user_group.amend(event, event.data),
    GroupJoined: ({ id, at, revision }, { user_group }) =>
      user_group.change({ group: id }, row => ({ ...row, users: plus(row.users, 1), changedAt: at, revision })),
    GroupLeft: ({ id, at, revision }, { user_group }) =>
      user_group.change({ group: id }, row => ({ ...row, users: plus(row.users, -1), changedAt: at, revision })),
    GroupDeleted: ({ id }, { user_group }) => user_group.remove({ group: id }),
  },
})

declare module '../database.ts' {
  interface Database extends TablesOf<typeof groups> {}
}

export type GroupRow = Stored<(typeof groups)['tables']['user_group']['columns']>

type Named = { readonly role: string; readonly name: string }

/** A group with the roles of it that there are. */
export type ListedGroup = GroupRow & { readonly named: readonly Named[] }

const { page, one } = reading<GroupRow>(groupList)

const withNames = async (db: Kysely<Database>, rows: readonly GroupRow[]): Promise<ListedGroup[]> => {
  const ids = [...new Set(rows.flatMap(({ roles }) => roles))]
  const found =
    ids.length === 0
      ? []
      : await db.selectFrom('role').select(['role', 'name']).where('role', 'in', ids).orderBy('name').execute()
  return rows.map(row => ({ ...row, named: found.filter(({ role }) => row.roles.includes(role)) }))
}

/** A page of the list of groups, each with the names of its roles. */
export const readGroups = async (viewer: Viewer, db: Kysely<Database>, query: ListQuery) => {
  const found = await page(viewer, db, query)
  return { ...found, rows: await withNames(db, found.rows) }
}

/** One group with the names of its roles; undefined when there is none. */
export const readGroup = async (viewer: Viewer, db: Kysely<Database>, id: string): Promise<ListedGroup | undefined> => {
  const row = await one(viewer, db, id)
  return row && (await withNames(db, [row]))[0]
}

/** A group as its own stream tells it; undefined when there is none. */
export const readGroupRecord = one

/** As many groups as are chosen from. */
const MOST_CHOSEN = 500

/** Groups by name with the ids of their roles: all of them, or those that have a role. */
export const readGroupNames = (_viewer: Viewer, db: Kysely<Database>, role?: string) => {
  const all = db.selectFrom('user_group').select(['group', 'name', 'roles']).orderBy('name').limit(MOST_CHOSEN)
  const having = sql<boolean>`${sql.ref('roles')} @> ${JSON.stringify([role])}::jsonb`
  return (role === undefined ? all : all.where(having)).execute()
}

/** Those of these groups that there are. */
export const readKeptGroups = async (db: Kysely<Database>, ids: readonly string[]): Promise<readonly string[]> => {
  if (ids.length === 0) return []
  const found = await db.selectFrom('user_group').select('group').where('group', 'in', ids).orderBy('group').execute()
  return found.map(({ group }) => group)
}

/** Whether one of some groups asks for a second factor. */
export const needsSecondFactor = async (db: Kysely<Database>, ids: readonly string[]): Promise<boolean> => {
  if (ids.length === 0) return false
  const asking = db
    .selectFrom('user_group')
    .select('group')
    .where('group', 'in', ids)
    .where('needsSecondFactor', '=', true)
  return (await asking.limit(1).execute()).length > 0
}
